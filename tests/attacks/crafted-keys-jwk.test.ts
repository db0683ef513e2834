import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { aKeyApp, encoded, type KeyApp, pushKeys } from '../vault/key-app.ts';

describe('CF-38 a crafted keys_jwk', () => {
  let server: TestServer;
  let app: KeyApp;
  before(async () => {
    server = await startServer();
    app = await aKeyApp(server);
  });
  after(() => server.stop());

  const pair = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
  const made = pair('P-256');
  const good = made.publicKey.export({ format: 'jwk' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const other = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });

  const crafted = [
    ['its private key', made.privateKey.export({ format: 'jwk' })],
    ['P-384', pair('P-384').publicKey.export({ format: 'jwk' })],
    ['secp256k1', pair('secp256k1').publicKey.export({ format: 'jwk' })],
    ['Ed25519', generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })],
    ['RSA', rsa.export({ format: 'jwk' })],
    ['a symmetric key', { kty: 'oct', k: 'AAAA' }],
    ['a point beside the curve', { ...good, y: good.x }],
    ['the point at zero', { ...good, x: 'A'.repeat(43), y: 'A'.repeat(43) }],
    ['no y', { ...good, y: undefined }],
    ['a y on X25519', { ...other, y: good.y }],
    ['a coordinate that is padded', { ...good, x: `${good.x}=` }],
    ['a coordinate that is too long', { ...good, x: `AA${good.x}` }],
    ['a coordinate with bits to spare', { ...good, x: withSpareBits(good.x ?? '') }],
    ['one member more', { ...good, x5u: 'https://evil.example' }],
    ['key_ops', { ...good, key_ops: ['deriveKey'] }],
    ['use for signatures', { ...good, use: 'sig' }],
    ['another alg', { ...good, alg: 'RSA-OAEP' }],
    ['a kid that is not the thumbprint', { ...good, kid: 'mine' }],
    ['a kid that is no text', { ...good, kid: 1 }],
    ['more than 1 KB', { ...good, kid: 'k'.repeat(1_024) }],
    ['a list', [good]],
    ['null', 'null'],
    ['no JSON', '{'],
    ['a member twice', JSON.stringify(good).replace('{', '{"kty":"EC",')],
    ['a member that JSON hides', JSON.stringify(good).replace('{', '{"__proto__":{},')],
  ] as const;
  for (const [what, jwk] of crafted) {
    it(`with ${what} is refused`, async () => {
      const { status, body } = await pushKeys(server, app, { keys_jwk: encoded(jwk) });
      assert.deepEqual([status, body.error], [400, 'invalid_request']);
      assert.match(body.error_description ?? '', /keys_jwk/);
    });
  }

  it('in another writing than base64url is refused', async () => {
    const text = encoded(good);
    for (const keys_jwk of [
      `${text}=`,
      `${text} `,
      ` ${text}`,
      `${text.slice(0, -1)}`,
      '.',
      JSON.stringify(good),
    ]) {
      const { status, body } = await pushKeys(server, app, { keys_jwk });
      assert.deepEqual([status, body.error], [400, 'invalid_request'], keys_jwk);
    }
  });

  it('and a good one is taken', async () => {
    for (const jwk of [good, other, { ...good, use: 'enc', alg: 'ECDH-ES' }])
      assert.equal((await pushKeys(server, app, { keys_jwk: encoded(jwk) })).status, 201);
  });

  function withSpareBits(text: string): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return text.slice(0, -1) + (alphabet[alphabet.indexOf(text.at(-1) ?? '') + 1] ?? '');
  }
});
