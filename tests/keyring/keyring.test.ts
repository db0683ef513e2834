import assert from 'node:assert/strict';
import { createHmac, createPublicKey } from 'node:crypto';
import { describe, it } from 'node:test';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { freshKeyring, keyringParts } from './parts.ts';

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'] as const;

const parsedJwks = (body: Buffer): JSONWebKeySet => JSON.parse(body.toString()) as JSONWebKeySet;
const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('the keyring', () => {
  for (const algorithm of ALGORITHMS) {
    it(`DOD-S02 signs ${algorithm} so that an independent library verifies it through the JWKS`, async (t) => {
      const { keyring } = await freshKeyring(t);
      const jws = keyring.sign(algorithm, 'at+jwt', { sub: 'anna', name: 'Zoë 漢' });
      const { payload, protectedHeader } = await jwtVerify(
        jws,
        createLocalJWKSet(parsedJwks(keyring.jwks().body)),
        {
          typ: 'at+jwt',
          algorithms: [algorithm],
        },
      );
      assert.deepEqual(payload, { sub: 'anna', name: 'Zoë 漢' });
      assert.deepEqual(Object.keys(protectedHeader).sort(), ['alg', 'kid', 'typ']);
      assert.deepEqual(keyring.verify('at+jwt', jws), { sub: 'anna', name: 'Zoë 漢' });
    });
  }

  it('DOD-N15 publishes valid JWKs without a private member', async (t) => {
    const { keyring } = await freshKeyring(t);
    const { body, etag } = keyring.jwks();
    const { keys } = parsedJwks(body);
    assert.deepEqual(
      keys.map(({ kty, crv, alg, use }) => [kty, crv, alg, use]),
      [
        ['RSA', undefined, 'RS256', 'sig'],
        ['RSA', undefined, 'PS256', 'sig'],
        ['EC', 'P-256', 'ES256', 'sig'],
        ['OKP', 'Ed25519', 'EdDSA', 'sig'],
      ],
    );
    for (const key of keys) {
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) assert.ok(!(member in key), member);
    }
    assert.match(etag, /^"[\w-]{43}"$/);
    assert.equal(keyring.jwks().body, body, 'serialised once');
  });

  it('gives other instances the same keys, and they verify for each other', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const second = await openKeyring(parts);
    assert.deepEqual(second.verify('JWT', keyring.sign('ES256', 'JWT', { n: 1 })), { n: 1 });
    assert.deepEqual(second.jwks(), keyring.jwks());
    assert.equal(second.credentialId('anna@example.org'), keyring.credentialId('anna@example.org'));
    assert.equal(second.serverSetup(second.currentSetupId), keyring.serverSetup(keyring.currentSetupId));
    const sealed = keyring.sealer('outbox').seal(Buffer.from('hello'), ['letter']);
    assert.equal(second.sealer('outbox').open(sealed, ['letter'])?.toString(), 'hello');
  });

  it('opens under the purpose and context it sealed for, and no other', async (t) => {
    const { keyring } = await freshKeyring(t);
    const sealed = keyring.sealer('ephemera').seal(Buffer.from('hello'), ['key']);
    assert.equal(keyring.sealer('ephemera').open(sealed, ['other']), undefined);
    assert.equal(keyring.sealer('refresh-token').open(sealed, ['key']), undefined);
    assert.equal(keyring.sealer('ephemera').open(Buffer.from('garbage'), ['key']), undefined);
  });

  it('makes credential ids of 43 characters that keep and tell apart', async (t) => {
    const { keyring } = await freshKeyring(t);
    assert.match(keyring.credentialId('anna@example.org'), /^[\w-]{43}$/);
    assert.equal(keyring.credentialId('anna@example.org'), keyring.credentialId('anna@example.org'));
    assert.notEqual(keyring.credentialId('anna@example.org'), keyring.credentialId('ben@example.org'));
  });

  it('refuses what was not signed here for this purpose', async (t) => {
    const { keyring } = await freshKeyring(t);
    const good = keyring.sign('ES256', 'at+jwt', { sub: 'anna' });
    const [header = '', payload = '', signature = ''] = good.split('.');
    const { kid } = decodeProtectedHeader(good);
    const headed = (fields: object, sign = signature) =>
      `${base64url(JSON.stringify(fields))}.${payload}.${sign}`;
    const refused: readonly (readonly [string, string])[] = [
      ['JT-01 alg none', headed({ alg: 'none', typ: 'at+jwt', kid }, '')],
      ['JT-01 alg None', headed({ alg: 'None', typ: 'at+jwt', kid })],
      ['another algorithm of ours', headed({ alg: 'RS256', typ: 'at+jwt', kid })],
      ['JT-05 another typ', keyring.sign('ES256', 'JWT', { sub: 'anna' })],
      ['JT-03 jku', headed({ alg: 'ES256', typ: 'at+jwt', kid, jku: 'https://attacker.example/jwks' })],
      ['JT-03 kid of a path', headed({ alg: 'ES256', typ: 'at+jwt', kid: '../../dev/null' })],
      ['JT-03 kid of SQL', headed({ alg: 'ES256', typ: 'at+jwt', kid: "' OR 1=1" })],
      ['crit', headed({ alg: 'ES256', typ: 'at+jwt', kid, crit: ['b64'] })],
      [
        'a member twice',
        `${base64url(`{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"${kid}"}`)}.${payload}.${signature}`,
      ],
      ['another payload', `${header}.${base64url('{"sub":"ben"}')}.${signature}`],
      ['an empty signature', `${header}.${payload}.`],
      ['two parts', `${header}.${payload}`],
      ['four parts', `${good}.`],
      ['five parts', `${good}.a.b`],
      ['padding', `${good}=`],
      [
        'a second spelling of the signature',
        `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : String.fromCharCode(good.charCodeAt(good.length - 1) + 1)}`,
      ],
      ['spaces', ` ${good}`],
      ['too long', `${good}${'A'.repeat(10_000)}`],
      ['nothing', ''],
    ];
    for (const [name, jws] of refused) assert.equal(keyring.verify('at+jwt', jws), undefined, name);
    assert.deepEqual(keyring.verify('at+jwt', good), { sub: 'anna' });
  });

  it('JT-02 refuses an HMAC made with our public key as the secret', async (t) => {
    const { keyring } = await freshKeyring(t);
    for (const jwk of parsedJwks(keyring.jwks().body).keys) {
      const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
      const secrets = [
        publicKey.export({ type: 'spki', format: 'pem' }),
        publicKey.export({ type: 'spki', format: 'der' }),
        JSON.stringify(jwk),
      ];
      for (const secret of secrets) {
        const input = `${base64url(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid: jwk.kid }))}.${base64url('{"sub":"anna"}')}`;
        const forged = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
        assert.equal(keyring.verify('at+jwt', forged), undefined);
      }
    }
  });

  it('reads the rings again for an unknown key id, once in five seconds', async (t) => {
    const parts = keyringParts(t);
    const keyring = await openKeyring(parts);
    const stranger = `${base64url(JSON.stringify({ alg: 'ES256', typ: 'JWT', kid: 'AAAAAAAAAAAAAAAA' }))}.e30.AA`;
    const before = parts.store.lists;
    for (let round = 0; round < 50; round += 1) keyring.verify('JWT', stranger);
    await keyring.refresh();
    assert.equal(parts.store.lists, before + 1);
    parts.pass(6);
    keyring.verify('JWT', stranger);
    await keyring.refresh();
    assert.equal(parts.store.lists, before + 2);
  });
});
