import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { openMozillaKeys } from '../../clients/typescript/mozilla-keys.ts';
import { type Reason, Refused } from '../../clients/typescript/refused.ts';
import {
  askForScopedKeys,
  type Delivered,
  deviceTransaction,
  openScopedKeys,
} from '../../clients/typescript/scoped-keys.ts';
import {
  type Change,
  deliver,
  encrypted,
  honestBundle,
  ISSUER,
  jwkOf,
  NOW,
  SCOPE,
  TRANSACTION,
} from './server-half.ts';

const given = { ...TRANSACTION, issuer: ISSUER, nowSeconds: NOW };

/** Asks, has it delivered with that change, and opens it. */
async function exchanged(change: Change = {}, more: Partial<Delivered> = {}) {
  const { keysJwk, recipient } = await askForScopedKeys();
  return openScopedKeys({ ...given, recipient, jwe: deliver(keysJwk, change), ...more });
}

const refused = (opening: Promise<unknown>, reason: Reason) =>
  assert.rejects(opening, (error) => error instanceof Refused && error.reason === reason);

const newer = jwkOf(SCOPE, NOW - 10);
const older = jwkOf(SCOPE, NOW - 5_000);
const bundleOf = (jwk: object, more: object = {}) => ({ keys: { [SCOPE]: jwk }, ...more });
const foreignKid = createHash('sha256').update('another key').digest('base64url');

describe('scoped keys at the app', () => {
  it('CF-04 asks with a public key alone, and nobody gets the private one out', async () => {
    const { keysJwk, recipient } = await askForScopedKeys();
    const jwk = JSON.parse(Buffer.from(keysJwk, 'base64url').toString());
    assert.deepEqual(Object.keys(jwk).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    assert.deepEqual([jwk.kty, jwk.crv, jwk.use, jwk.alg], ['EC', 'P-256', 'enc', 'ECDH-ES']);
    const { crv, kty, x, y } = jwk;
    const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    assert.deepEqual([jwk.kid, recipient.thumbprint], [thumbprint, thumbprint]);
    assert.ok(keysJwk.length < 1_024);
    assert.equal(recipient.privateKey?.extractable, false);
  });

  it('CF-04 opens what an honest server delivers, as keys that encrypt and cannot be exported', async () => {
    const keys = await exchanged({ bundle: bundleOf(newer, { older: { [SCOPE]: [older] } }) });
    const key = keys.get(SCOPE);
    assert.deepEqual([key?.kid, key?.older.map(({ kid }) => kid)], [newer.kid, [older.kid]]);
    assert.equal(keys.size, 1);
    assert.deepEqual(key?.key.algorithm, { name: 'AES-GCM', length: 256 });
    assert.deepEqual([key?.key.extractable, key?.older[0]?.key.extractable], [false, false]);
  });

  it('opens one delivery with a private key, whatever came of it', async () => {
    const { keysJwk, recipient } = await askForScopedKeys();
    const jwe = deliver(keysJwk);
    await refused(openScopedKeys({ ...given, recipient, jwe: 'x' }), 'malformed');
    await refused(openScopedKeys({ ...given, recipient, jwe }), 'spent');
    assert.equal(recipient.privateKey, undefined);
  });

  const headers: readonly (readonly [name: string, change: Change, reason: Reason])[] = [
    ['another alg', { header: { alg: 'ECDH-ES+A256KW' } }, 'foreign'],
    ['alg dir', { header: { alg: 'dir' } }, 'foreign'],
    ['a password in place of a key', { header: { alg: 'PBES2-HS256+A128KW', p2c: 1_000_000 } }, 'malformed'],
    ['another enc', { header: { enc: 'A128CBC-HS256' } }, 'foreign'],
    ['zip', { header: { zip: 'DEF' } }, 'malformed'],
    ['crit', { header: { crit: ['exp'], exp: 1 } }, 'malformed'],
    ['a key of its own beside epk', { header: { jwk: {} } }, 'malformed'],
    ['another typ', { header: { typ: 'mk-wrap+jwe' } }, 'foreign'],
    ['no typ', { without: ['typ'] }, 'malformed'],
    ['another kid', { header: { kid: foreignKid } }, 'foreign'],
    [
      'another issuer',
      { header: { apu: Buffer.from('https://evil.example').toString('base64url') } },
      'foreign',
    ],
    ['no apu and no apv', { without: ['apu', 'apv'] }, 'malformed'],
    ['apv of another client', { clientId: 'other' }, 'foreign'],
    ['apv of another return address', { redirectUri: 'https://evil.example/' }, 'foreign'],
    ['apv of another request', { codeChallenge: 'x'.repeat(43) }, 'foreign'],
    ['epk of another curve', { header: { epk: { kty: 'OKP', crv: 'X25519', x: 'AAAA' } } }, 'malformed'],
    [
      'epk with more members',
      { header: { epk: { kty: 'EC', crv: 'P-256', x: 'A', y: 'A', d: 'A' } } },
      'malformed',
    ],
    [
      'epk that is no point',
      { header: { epk: { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' } } },
      'unreadable',
    ],
  ];
  for (const [name, change, reason] of headers)
    it(`refuses a header with ${name}`, () => refused(exchanged(change), reason));

  const bundles: readonly (readonly [name: string, change: Change, reason: Reason])[] = [
    ['another aud', { bundle: { aud: 'other' } }, 'foreign'],
    ['a list of audiences', { bundle: { aud: ['notes', 'other'] } }, 'foreign'],
    ['another iss', { bundle: { iss: 'https://evil.example' } }, 'foreign'],
    ['an iat of yesterday', { bundle: { iat: NOW - 86_400 } }, 'stale'],
    ['an iat of tomorrow', { bundle: { iat: NOW + 86_400 } }, 'stale'],
    ['an iat that is a text', { bundle: { iat: String(NOW) } }, 'malformed'],
    ['one member more', { bundle: { exp: NOW } }, 'malformed'],
    ['no keys', { bundle: { keys: {} } }, 'malformed'],
    ['keys in a list', { bundle: { keys: [newer] } }, 'malformed'],
    ['a key of another scope', { bundle: bundleOf(jwkOf('key:other')) }, 'malformed'],
    ['a key of another alg', { bundle: bundleOf({ ...newer, alg: 'A128GCM' }) }, 'malformed'],
    ['a key of another kind', { bundle: bundleOf({ ...newer, kty: 'EC' }) }, 'malformed'],
    ['a key with more members', { bundle: bundleOf({ ...newer, use: 'enc' }) }, 'malformed'],
    ['a key of 16 bytes', { bundle: bundleOf({ ...newer, k: 'A'.repeat(22) }) }, 'malformed'],
    [
      'a key in another spelling',
      { bundle: bundleOf({ ...newer, k: `${newer.k.slice(0, 42)}_` }) },
      'malformed',
    ],
    ['a kid without a time', { bundle: bundleOf({ ...newer, kid: 'first' }) }, 'malformed'],
    ['an older key that is newer', { bundle: bundleOf(older, { older: { [SCOPE]: [newer] } }) }, 'malformed'],
    ['older keys of another scope', { bundle: bundleOf(newer, { older: { 'key:other': [] } }) }, 'malformed'],
    ['no JSON', { plaintext: 'keys' }, 'malformed'],
    ['bare scopes', { plaintext: JSON.stringify({ [SCOPE]: newer }) }, 'malformed'],
  ];
  for (const [name, change, reason] of bundles)
    it(`refuses a bundle with ${name}`, () => refused(exchanged(change), reason));

  it('refuses keys of another person, and of a scope that nobody asked for', async () => {
    await refused(exchanged({}, { subject: 'somebody else' }), 'foreign');
    await refused(exchanged({}, { scopes: ['key:other'] }), 'foreign');
    assert.equal((await exchanged({}, { subject: 'person', scopes: [SCOPE, 'key:other'] })).size, 1);
  });

  it('refuses to go back to an older key than it knows', async () => {
    const again = { bundle: bundleOf(older) };
    await refused(exchanged(again, { lastKids: { [SCOPE]: newer.kid } }), 'rolled_back');
    await refused(exchanged(again, { lastKids: new Map([[SCOPE, newer.kid]]) }), 'rolled_back');
    for (const { kid } of [older, jwkOf(SCOPE, NOW - 9_000)])
      assert.equal((await exchanged(again, { lastKids: { [SCOPE]: kid } })).get(SCOPE)?.kid, older.kid);
  });

  it('refuses what is no JWE of this form: flipped, cut, longer, or with an encrypted key', async () => {
    for (const spoil of [
      (jwe: string) => jwe.replace('..', '.AAAA.'),
      (jwe: string) => jwe.slice(0, -2),
      (jwe: string) => `${jwe}.AAAA`,
      (jwe: string) => jwe + 'A'.repeat(20_000),
      () => '',
    ]) {
      const { keysJwk, recipient } = await askForScopedKeys();
      await refused(openScopedKeys({ ...given, recipient, jwe: spoil(deliver(keysJwk)) }), 'malformed');
    }
    const { keysJwk, recipient } = await askForScopedKeys();
    const [header, , iv, sealed = '', tag] = deliver(keysJwk).split('.');
    const flipped = (sealed.startsWith('A') ? 'B' : 'A') + sealed.slice(1);
    await refused(
      openScopedKeys({ ...given, recipient, jwe: [header, '', iv, flipped, tag].join('.') }),
      'unreadable',
    );
  });

  it('refuses what was sealed with a key that anybody can compute', async () => {
    const { keysJwk, recipient } = await askForScopedKeys();
    const [header = ''] = deliver(keysJwk).split('.');
    const forged = encrypted(
      JSON.parse(Buffer.from(header, 'base64url').toString()),
      new Uint8Array(32),
      JSON.stringify(honestBundle()),
    );
    await refused(openScopedKeys({ ...given, recipient, jwe: forged }), 'unreadable');
  });

  it('opens what a device gets, which is tied to its device code', async () => {
    const { keysJwk, recipient } = await askForScopedKeys();
    const device = await deviceTransaction('notes', 'dc_secret');
    const codeChallenge = createHash('sha256').update('dc_secret').digest('base64url');
    const redirectUri = 'urn:ietf:params:oauth:grant-type:device_code';
    assert.deepEqual(device, { clientId: 'notes', redirectUri, codeChallenge });
    const jwe = deliver(keysJwk, { redirectUri, codeChallenge });
    assert.equal((await openScopedKeys({ ...given, ...device, recipient, jwe })).size, 1);
  });
});

describe('keys in the format of Mozilla', () => {
  const { alg: _, ...bare } = newer;
  const mozilla = { mozilla: true, plaintext: JSON.stringify({ [SCOPE]: bare }) };

  it('are opened, and nothing else is', async () => {
    const { keysJwk, recipient } = await askForScopedKeys();
    const keys = await openMozillaKeys({ jwe: deliver(keysJwk, mozilla), recipient });
    assert.equal(keys.get(SCOPE)?.kid, bare.kid);
    for (const [change, reason] of [
      [{}, 'malformed'],
      [{ ...mozilla, header: { zip: 'DEF' } }, 'malformed'],
      [{ ...mozilla, header: { kid: foreignKid } }, 'foreign'],
      [{ ...mozilla, header: { alg: 'dir' } }, 'foreign'],
      [{ ...mozilla, plaintext: JSON.stringify({ [SCOPE]: newer }) }, 'malformed'],
    ] satisfies [Change, Reason][]) {
      const asked = await askForScopedKeys();
      await refused(
        openMozillaKeys({ jwe: deliver(asked.keysJwk, change), recipient: asked.recipient }),
        reason,
      );
    }
  });

  it('do not become older ones', async () => {
    const { keysJwk, recipient } = await askForScopedKeys();
    const lastKids = { [SCOPE]: jwkOf(SCOPE, NOW + 100).kid };
    await refused(openMozillaKeys({ jwe: deliver(keysJwk, mozilla), recipient, lastKids }), 'rolled_back');
  });
});
