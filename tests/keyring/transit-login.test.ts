import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { KeysUnavailable } from '../../server/platform/unavailable.ts';
import { rejectsWith } from './rejects-with.ts';
import { approle, byToken, timesAsked, world } from './transit-parts.ts';

const LOGIN = 'POST auth/approle/login';
const RENEW = 'POST auth/token/renew-self';
const LOOK_UP = 'GET auth/token/lookup-self';

describe('the login to a transit server', () => {
  it('logs in once for many that come at once, and not again while the lease lasts', async () => {
    await using opened = await world();
    await Promise.all(Array.from({ length: 10 }, () => opened.provider.present()));
    opened.clock.turn(2_000);
    await opened.provider.present();
    assert.deepEqual([timesAsked(opened.double, LOGIN), timesAsked(opened.double, RENEW)], [1, 0]);
  });

  it('renews after two thirds of the lease, once, and again after two thirds of the next', async () => {
    await using opened = await world();
    for (const seconds of [0, 2_400, 0, 2_399, 1]) {
      opened.clock.turn(seconds);
      await Promise.all([opened.provider.present(), opened.provider.present()]);
    }
    assert.deepEqual([timesAsked(opened.double, LOGIN), timesAsked(opened.double, RENEW)], [1, 2]);
  });

  it('renews without an act as well, so that a quiet night costs no token', async () => {
    await using opened = await world({ lookMilliseconds: 10 });
    opened.double.addToken('a-token', { leaseSeconds: 600 });
    const provider = opened.another(byToken(opened.double, 'a-token'));
    await provider.present();
    for (let night = 1; night <= 3; night += 1) {
      opened.clock.turn(500);
      for (let look = 0; timesAsked(opened.double, RENEW) < night && look < 500; look += 1) await pause(10);
    }
    assert.equal(timesAsked(opened.double, RENEW), 3);
    await provider.present();
  });

  it('logs in again when the lease ended, or cannot be renewed', async () => {
    await using opened = await world();
    await opened.provider.present();
    opened.clock.turn(3_600);
    await opened.provider.present();
    assert.deepEqual([timesAsked(opened.double, LOGIN), timesAsked(opened.double, RENEW)], [2, 0]);
    opened.double.switches.renewable = false;
    opened.clock.turn(3_600);
    await opened.provider.present();
    opened.clock.turn(2_400);
    await opened.provider.present();
    assert.deepEqual([timesAsked(opened.double, LOGIN), timesAsked(opened.double, RENEW)], [4, 0]);
  });

  it('goes on with the lease it has when a renewal fails, and tries that again later', async () => {
    await using opened = await world();
    await opened.provider.present();
    opened.clock.turn(2_400);
    opened.double.switches.failing = { times: 4, status: 500 };
    await opened.provider.present();
    await opened.provider.present();
    assert.equal(timesAsked(opened.double, RENEW), 4);
    opened.clock.turn(30);
    await opened.provider.present();
    assert.deepEqual([timesAsked(opened.double, LOGIN), timesAsked(opened.double, RENEW)], [1, 5]);
  });

  it('logs in again once when it is answered with 403, and not for what no token is allowed', async () => {
    await using opened = await world();
    const kek = await opened.provider.create();
    opened.double.revokeAll();
    const items = [{ plaintext: Buffer.from('key'), context: ['here'] }];
    await Promise.all(Array.from({ length: 10 }, () => opened.provider.wrap(kek, items)));
    assert.equal(timesAsked(opened.double, LOGIN), 2);
    opened.clock.turn(30);
    opened.double.switches.denied = ['transit/encrypt/tacet'];
    for (let wrap = 0; wrap < 5; wrap += 1)
      await assert.rejects(opened.provider.wrap(kek, items), /does not allow transit\/encrypt\/tacet: give/);
    assert.equal(timesAsked(opened.double, LOGIN), 3);
    opened.double.switches.denied = [];
    await opened.provider.wrap(kek, items);
  });

  it('leaves a token without an end alone, and cannot replace one that was revoked', async () => {
    await using opened = await world();
    opened.double.addToken('a-token', { leaseSeconds: 0 });
    const provider = opened.another(byToken(opened.double, 'a-token'));
    for (const seconds of [0, 400 * 86_400]) {
      opened.clock.turn(seconds);
      await provider.present();
    }
    assert.deepEqual([timesAsked(opened.double, LOOK_UP), timesAsked(opened.double, RENEW)], [1, 0]);
    opened.double.revokeAll();
    await assert.rejects(provider.present(), KeysUnavailable);
  });

  it('takes the next token from its file when the one it has is refused, and never revokes either', async () => {
    await using opened = await world();
    const { double } = opened;
    const folder = mkdtempSync(join(tmpdir(), 'tacet-token-'));
    const file = join(folder, 'token');
    writeFileSync(file, 'first-token');
    double.addToken('first-token', { leaseSeconds: 600 });
    const { TACET_TRANSIT_TOKEN: _, ...settings } = byToken(double, '');
    const provider = opened.another({ ...settings, TACET_TRANSIT_TOKEN_FILE: file });
    try {
      await provider.present();
      double.revokeAll();
      await assert.rejects(provider.present(), KeysUnavailable);
      writeFileSync(file, 'second-token');
      double.addToken('second-token', { leaseSeconds: 600 });
      opened.clock.turn(30);
      await provider.present();
      assert.equal(double.headers()['x-vault-token'], 'second-token');
      await provider.close();
      assert.equal(timesAsked(double, 'POST auth/token/revoke-self'), 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('KMS-C09 production refuses a root token, and development says that it would', async () => {
    const warnings: string[] = [];
    const log = { debug() {}, info() {}, error() {}, warn: (line: string) => void warnings.push(line) };
    await using opened = await world({ log });
    opened.double.addToken('root', { policies: ['root'] });
    const settings = byToken(opened.double, 'root');
    await rejectsWith('provider_unsafe', opened.another(settings).present(), /^TACET_TRANSIT_AUTH: .*root/);
    await opened.another(settings, { mode: 'development' }).present();
    assert.deepEqual(warnings, ['the transit server is used with a root token, which production refuses']);
  });

  it('names the setting whose value is refused, at the first login; later it is unavailable', async () => {
    await using opened = await world();
    const { double } = opened;
    const wrong = { ...approle(double), TACET_TRANSIT_SECRET_ID: 'wrong' };
    await rejectsWith('provider_refused', opened.another(wrong).present(), /TACET_TRANSIT_SECRET_ID: /);
    const unknown = opened.another(byToken(double, 'unknown'));
    await rejectsWith('provider_refused', unknown.present(), /TACET_TRANSIT_TOKEN: /);

    double.addToken('a-token', { leaseSeconds: 60 });
    const provider = opened.another(byToken(double, 'a-token'));
    await provider.present();
    opened.clock.turn(60);
    const before = timesAsked(double, LOOK_UP);
    for (const seconds of [0, 0, 4, 1]) {
      opened.clock.turn(seconds);
      await assert.rejects(provider.present(), KeysUnavailable);
    }
    assert.equal(timesAsked(double, LOOK_UP) - before, 2, 'not every request asks again');
    double.addToken('a-token', { leaseSeconds: 60 });
    opened.clock.turn(5);
    await provider.present();
  });

  it('reads the token of a service account anew at every login', async () => {
    await using opened = await world();
    const folder = mkdtempSync(join(tmpdir(), 'tacet-jwt-'));
    const file = join(folder, 'token');
    const provider = opened.another({
      TACET_TRANSIT_URL: opened.double.url,
      TACET_TRANSIT_AUTH: 'kubernetes',
      TACET_TRANSIT_ROLE: 'tacet',
      TACET_TRANSIT_JWT_FILE: file,
    });
    try {
      await rejectsWith('provider_refused', provider.present(), /^TACET_TRANSIT_JWT_FILE: /);
      writeFileSync(file, 'not a token');
      await rejectsWith('provider_refused', provider.present(), /^TACET_TRANSIT_JWT_FILE: /);
      writeFileSync(file, 'another.account.token');
      await rejectsWith('provider_refused', provider.present(), /TACET_TRANSIT_ROLE: /);
      writeFileSync(file, 'service.account.token\n');
      await provider.present();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names its namespace, and gives back what it got when it closes', async () => {
    await using opened = await world();
    const { double } = opened;
    const provider = opened.another({ ...approle(double), TACET_TRANSIT_NAMESPACE: 'teams/identity' });
    await provider.present();
    assert.equal(double.headers()['x-vault-namespace'], 'teams/identity');
    assert.equal(double.headers()['x-vault-request'], 'true');
    await provider.close();
    assert.equal(double.asked.at(-1), 'POST auth/token/revoke-self');
    double.addToken('a-token', {});
    const kept = opened.another(byToken(double, 'a-token'));
    await kept.present();
    await kept.close();
    assert.notEqual(double.asked.at(-1), 'POST auth/token/revoke-self');
  });
});
