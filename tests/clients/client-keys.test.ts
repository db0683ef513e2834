import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compactDecrypt } from 'jose';
import { openClientKeys } from '../../server/clients/client-keys.ts';
import type { Client } from '../../server/clients/client.ts';
import { type EgressAnswer, EgressRefused, type EgressRequest } from '../../server/http/egress.ts';
import { spa, standingClock } from './parts.ts';
import { signer } from './signer.ts';

const URI = 'https://app.test/jwks';
const remote: Client = { ...spa, id: 'remote', settings: { jwksUri: URI } };
const algorithms = ['ES256', 'PS256', 'EdDSA', 'RS256'] as const;

/** Keys at an address that can be changed, and a count of who asked for them. */
function open() {
  const clock = standingClock();
  const calls: EgressRequest[] = [];
  let keys: readonly unknown[] | undefined = [];
  let answer: Partial<EgressAnswer> = {};
  const egress = {
    call: (request: EgressRequest): Promise<EgressAnswer> => {
      calls.push(request);
      if (keys === undefined) return Promise.reject(new EgressRefused());
      return Promise.resolve({
        status: 200,
        headers: {},
        body: Buffer.from(JSON.stringify({ keys })),
        ...answer,
      });
    },
  };
  const clientKeys = openClientKeys({ egress, clock });
  const holds = async (jwt: string, client = remote) =>
    (await clientKeys.verify(client, jwt, { algorithms })) !== undefined;
  return {
    clock,
    calls,
    clientKeys,
    holds,
    put: (...now: readonly unknown[]) => (keys = now),
    fall: () => (keys = undefined),
    answerWith: (changed: Partial<EgressAnswer>) => (answer = changed),
  };
}

describe('keys behind a jwks_uri', () => {
  it('are asked for once, by all who wait, and kept for ten minutes', async () => {
    const { clock, calls, holds, put } = open();
    const mine = signer();
    put(mine.jwk);
    const held = await Promise.all(Array.from({ length: 50 }, () => holds(mine.jwt({}))));
    assert.ok(held.every(Boolean));
    clock.turn(599);
    assert.ok(await holds(mine.jwt({})));
    assert.equal(calls.length, 1);
    assert.deepEqual([calls[0]?.url, calls[0]?.bytesMax], [URI, 65_536]);
    clock.turn(1);
    assert.ok(await holds(mine.jwt({})));
    assert.equal(calls.length, 2);
  });

  it('SS-05 are asked for again for a new kid, once a minute however many are made up', async () => {
    const { clock, calls, holds, put } = open();
    const [old, renewed] = [signer('ES256', { kid: 'old' }), signer('ES256', { kid: 'new' })];
    put(old.jwk);
    assert.ok(await holds(old.jwt({})));
    put(renewed.jwk);
    for (let n = 0; n < 20; n += 1) assert.ok(!(await holds(old.jwt({}, { kid: `made up ${n}` }))));
    assert.equal(calls.length, 1, 'the last time was just now');
    clock.turn(60);
    assert.ok(await holds(renewed.jwt({})));
    assert.ok(!(await holds(old.jwt({}))), 'a key that was taken out is gone');
    assert.equal(calls.length, 2);
  });

  it('are kept for an hour while the address is silent', async () => {
    const { clock, holds, put, fall } = open();
    const mine = signer();
    put(mine.jwk);
    assert.ok(await holds(mine.jwt({})));
    fall();
    for (const seconds of [700, 1_000, 1_800]) {
      clock.turn(seconds);
      assert.ok(await holds(mine.jwt({})));
    }
    clock.turn(200);
    assert.ok(!(await holds(mine.jwt({}))));
  });

  it('SS-04 SS-06 are none when what comes is no set, has more than twenty keys, or another status', async () => {
    const mine = signer();
    const answers: Partial<EgressAnswer>[] = [
      { status: 404 },
      { status: 302 },
      { body: Buffer.from('<html>') },
      { body: Buffer.from('{"keys":{}}') },
      { body: Buffer.from(JSON.stringify({ keys: Array.from({ length: 21 }, () => mine.jwk) })) },
    ];
    for (const answer of answers) {
      const { holds, put, answerWith } = open();
      put(mine.jwk);
      answerWith(answer);
      assert.ok(!(await holds(mine.jwt({}))));
    }
  });

  it('RFC 7517 §5 passes over keys of other kinds, and those whose private part is shown', async () => {
    const { holds, put } = open();
    const [mine, told] = [signer(), signer('ES256', { kid: 'told' })];
    put(
      { kty: 'oct', k: 'AA' },
      { ...told.privateKey.export({ format: 'jwk' }), kid: 'told' },
      7,
      null,
      mine.jwk,
    );
    assert.ok(await holds(mine.jwt({})));
    assert.ok(!(await holds(told.jwt({}))));
  });

  it('JT-03 are the only address that is ever asked', async () => {
    const { calls, holds, put } = open();
    put(signer().jwk);
    const thief = signer();
    await holds(thief.jwt({}, { jku: 'https://evil.test/', x5u: 'https://evil.test/', kid: 'k1' }));
    assert.deepEqual([...new Set(calls.map(({ url }) => url))], [URI]);
    assert.ok(!(await holds(thief.jwt({}), { ...remote, settings: {} })));
  });
});

describe('encryption to a client', () => {
  const rsa = signer('RS256', { kid: 'r', members: { use: 'enc' } });
  const ec = signer('ES256', { kid: 'e' });
  const weak = signer('RS256', { kid: 'w', bits: 1024 });
  const { clientKeys } = open();
  const to = (...keys: ReturnType<typeof signer>[]): Client => ({
    ...spa,
    settings: { jwks: { keys: keys.map(({ jwk }) => jwk) } },
  });

  for (const alg of ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'] as const) {
    it(`RFC 7518 §4 can be read by the client alone: ${alg}`, async () => {
      const jwe = await clientKeys.encrypt(to(ec, rsa), 'told', { alg, enc: 'A256GCM', cty: 'JWT' });
      const key = alg.startsWith('RSA') ? rsa : ec;
      const { plaintext, protectedHeader } = await compactDecrypt(jwe, key.privateKey);
      assert.equal(Buffer.from(plaintext).toString(), 'told');
      const { epk: _, ...header } = protectedHeader;
      assert.deepEqual(header, { alg, enc: 'A256GCM', kid: key.jwk.kid, cty: 'JWT' });
    });
  }

  it('CA-10 is refused when there is no key for it, or a weak one alone', async () => {
    const signing = signer('RS256', { members: { use: 'sig' } });
    for (const client of [to(weak), to(signing), to(ec), { ...spa, settings: {} }]) {
      const made = clientKeys.encrypt(client, 'told', { alg: 'RSA-OAEP-256', enc: 'A128GCM' });
      await assert.rejects(made, { code: 'invalid_client_metadata' });
    }
  });

  it('is refused for a key that is no point of its curve', async () => {
    const off = { ...ec, jwk: { ...ec.jwk, y: ec.jwk.x ?? '' } };
    const made = clientKeys.encrypt(to(off), 'told', { alg: 'ECDH-ES', enc: 'A128GCM' });
    await assert.rejects(made, { code: 'invalid_client_metadata' });
  });
});
