import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import type { LogFields } from '../../server/platform/log.ts';
import { createLog } from '../../server/platform/pino-log.ts';
import { KeysUnavailable } from '../../server/platform/unavailable.ts';
import { freePort } from '../harness/free-port.ts';
import { approle, byToken, timesAsked, world } from './transit-parts.ts';

const ENCRYPT = 'POST transit/encrypt/tacet';
const PLACE = ['ring_key', 'wrapped', 'row-1', 'tacet'];
const plain = { plaintext: Buffer.from('canary-plaintext-of-a-key'), context: PLACE };
const DEADLINE = 3_500;

/** In milliseconds. */
async function howLong(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await assert.rejects(work, KeysUnavailable);
  return performance.now() - began;
}

describe('a transit server on a bad day', () => {
  it('KMS-R04 a sealed one is unavailable, within the time of an act, and open again when it is unsealed', async () => {
    await using opened = await world();
    const { double, provider, clock } = opened;
    const kek = await provider.create();
    const [wrapped = ''] = await provider.wrap(kek, [plain]);
    double.switches.sealed = true;
    assert.ok((await howLong(provider.unwrap([{ wrapped, context: PLACE }]))) < DEADLINE);
    double.switches.sealed = false;
    clock.turn(2);
    assert.equal((await provider.unwrap([{ wrapped, context: PLACE }]))[0]?.opened, true);
  });

  it('tries four times, with growing pauses that are not all alike, and then no more', async () => {
    await using opened = await world();
    const { double, provider, pauses } = opened;
    const kek = await provider.create();
    double.switches.failing = { times: 3, status: 500 };
    assert.equal((await provider.wrap(kek, [plain])).length, 1);
    assert.equal(timesAsked(double, ENCRYPT), 4);
    assert.deepEqual(
      pauses.map((pause, at) => pause >= 50 * 2 ** at && pause <= 100 * 2 ** at),
      [true, true, true],
    );
    double.switches.failing = { times: 99, status: 502 };
    await assert.rejects(provider.wrap(kek, [plain]), KeysUnavailable);
    assert.equal(timesAsked(double, ENCRYPT), 8);
  });

  it('waits as long as a server with too much to do asks for', async () => {
    await using opened = await world();
    const { double, provider, pauses } = opened;
    const kek = await provider.create();
    double.switches.failing = { times: 1, status: 429, retryAfter: '1' };
    await provider.wrap(kek, [plain]);
    assert.deepEqual(pauses, [1_000]);
    double.switches.failing = { times: 1, status: 429, retryAfter: '9999' };
    await provider.wrap(kek, [plain]);
    assert.deepEqual(pauses, [1_000, 2_000]);
  });

  it('takes another connection when one is cut', async () => {
    await using opened = await world();
    const kek = await opened.provider.create();
    opened.double.switches.cutting = 2;
    assert.equal((await opened.provider.wrap(kek, [plain])).length, 1);
  });

  it('leaves a slow one alone when the time of the act is over', async () => {
    await using opened = await world({ actMilliseconds: 200 });
    const kek = await opened.provider.create();
    opened.double.switches.slowMilliseconds = 20_000;
    assert.ok((await howLong(opened.provider.wrap(kek, [plain]))) < 1_000);
  });

  it('costs one request its time, and the next ones nothing, until one tries again', async () => {
    await using opened = await world();
    const { double, provider, clock } = opened;
    const kek = await provider.create();
    double.switches.sealed = true;
    await assert.rejects(provider.wrap(kek, [plain]), KeysUnavailable);
    const before = double.asked.length;
    const atOnce = Array.from({ length: 20 }, () => provider.wrap(kek, [plain]));
    for (const refused of await Promise.allSettled(atOnce)) assert.equal(refused.status, 'rejected');
    assert.equal(double.asked.length, before);
    clock.turn(2);
    const probed = Array.from({ length: 20 }, () => provider.wrap(kek, [plain]));
    for (const refused of await Promise.allSettled(probed)) assert.equal(refused.status, 'rejected');
    assert.equal(double.asked.length, before + 4, 'one of them tried');
    double.switches.sealed = false;
    clock.turn(2);
    await provider.wrap(kek, [plain]);
    await Promise.all(Array.from({ length: 5 }, () => provider.wrap(kek, [plain])));
  });

  it('is unavailable when nobody listens there', async () => {
    await using opened = await world();
    const url = `http://127.0.0.1:${await freePort()}`;
    const provider = opened.another({ ...approle(opened.double), TACET_TRANSIT_URL: url });
    await assert.rejects(provider.present(), /does not answer \(ECONNREFUSED\)/);
  });

  it('follows no redirect, and says what to do about it', async () => {
    await using opened = await world();
    let knocked = 0;
    const elsewhere = createServer((_, response) => {
      knocked += 1;
      response.writeHead(307, { Location: `${opened.double.url}/v1/auth/approle/login` }).end();
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const address = elsewhere.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const provider = opened.another({
      ...approle(opened.double),
      TACET_TRANSIT_URL: `http://127.0.0.1:${port}`,
    });
    await assert.rejects(provider.present(), /307: point TACET_TRANSIT_URL at the node that is active/);
    elsewhere.close();
    elsewhere.closeAllConnections();
    assert.deepEqual([knocked, opened.double.asked.length], [1, 0]);
  });

  it('puts no token, secret id or plaintext into an error or a line of the log', async () => {
    const lines: string[] = [];
    const log = createLog('trace', { write: (line: string) => lines.push(line) });
    await using opened = await world({ log });
    const { double, provider, clock } = opened;
    const errors: unknown[] = [];
    const noted = async (work: Promise<unknown>) => errors.push(await work.catch((error: unknown) => error));
    const kek = await provider.create();
    const token = String(double.headers()['x-vault-token']);
    const bad = [
      () => (double.switches.denied = ['transit/encrypt/tacet']),
      () => (double.switches.failing = { times: 9, status: 500 }),
      () => (double.switches.cutting = 9),
      () => double.revokeAll(),
      () => (double.switches.sealed = true),
    ];
    for (const begin of bad) {
      begin();
      await noted(provider.wrap(kek, [plain]));
      Object.assign(double.switches, {
        denied: [],
        failing: { times: 0, status: 500 },
        cutting: 0,
        sealed: false,
      });
      clock.turn(60);
    }
    await noted(opened.another(byToken(double, 'canary-token')).present());
    await noted(
      opened.another({ ...approle(double), TACET_TRANSIT_SECRET_ID: 'canary-secret-id' }).wrap(kek, [plain]),
    );
    for (const error of errors) log.error('seen', { error } satisfies LogFields);
    assert.equal(
      errors.filter((error) => error instanceof Error).length,
      6,
      'a login again helps one of seven',
    );
    assert.ok(lines.length >= errors.length && token.startsWith('hvs.'));
    const written = lines.join('\n') + errors.map((error) => inspect(error, { depth: 9 })).join('\n');
    for (const canary of [token, 'canary-token', 'canary-secret-id', double.secretId, double.roleId])
      assert.ok(!written.includes(canary), canary);
    assert.ok(!written.includes(plain.plaintext.toString('base64').slice(0, 16)));
    assert.ok(!written.includes('canary-plaintext'));
  });
});
