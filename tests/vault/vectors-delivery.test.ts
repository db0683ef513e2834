import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { OrderRefused, deliver, partyV } from '../../authpage/src/vault/delivery.ts';
import type { KeysOrder } from '../../contract/step.ts';
import { openDelivery } from './app.ts';
import { bytes, goldenOwner as owner, orderOf, vectors } from './golden-file.ts';
import { b64u, keyPair, publicOf, thumbprint } from './independent/primitives.ts';

const [golden = assert.fail('no delivery'), , mozilla = assert.fail('no delivery')] = vectors.deliveries;
const current = { generation: 2, key: bytes(vectors.newerAccountKey), sinceSeconds: 1_780_500_000 };
const keys = { current, older: [], nowSeconds: 1_790_000_000 };
const order = orderOf(golden);
const wish = { ...golden, issuer: vectors.iss };
const give = (changes: Partial<KeysOrder>) => deliver(owner, { ...order, ...changes }, keys);

describe('attack: a delivery is moved to another transaction', () => {
  it('is measured against one that opens', async () => {
    assert.equal((await openDelivery(await give({}), wish)).sub, 'pairwise-subject');
  });

  for (const [name, change] of Object.entries({
    'another client': { clientId: 'notes-thief' },
    'another redirect_uri': { redirectUri: 'https://thief.example/' },
    'another code_challenge': { codeChallenge: b64u(randomBytes(32)) },
    'a device': { redirectUri: 'urn:ietf:params:oauth:grant-type:device_code' },
    'another key of the app': { thumbprint: b64u(randomBytes(32)) },
  })) {
    it(`is refused from ${name}`, async () => {
      const apv = await partyV({ ...golden, ...change });
      await assert.rejects(openDelivery(await give({ apv }), wish), /another transaction/);
    });
  }

  it('is refused by the key agreement where the header is written anew', async () => {
    const jwe = await give({ apv: b64u(randomBytes(32)) });
    const [header = '', ...rest] = jwe.split('.');
    const forged = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), apv: golden.apv };
    await assert.rejects(openDelivery([b64u(JSON.stringify(forged)), ...rest].join('.'), wish), {
      code: 'ERR_JWE_DECRYPTION_FAILED',
    });
  });

  it('is refused from another issuer, for another audience, and with older keys', async () => {
    const elsewhere = await deliver({ ...owner, issuer: 'https://evil.example' }, order, keys);
    await assert.rejects(openDelivery(elsewhere, wish), /another issuer/);
    const mixed = { ...wish, clientId: 'another-of-mine' };
    await assert.rejects(openDelivery(await give({}), mixed), /for somebody else/);
    await assert.rejects(openDelivery(await give({}), { ...wish, subject: 'me' }), /for somebody else/);
    const newestKids = { 'key:notes': '1780500001-AAAAAAAAAAAAAAAAAAAAAA' };
    await assert.rejects(openDelivery(await give({}), { ...wish, newestKids }), /older key/);
  });
});

describe('attack: an order for a key that is not the app’s', () => {
  const refused: Readonly<Record<string, Partial<KeysOrder>>> = {
    'a private key': { jwk: { ...golden.privateJwk } },
    'a point off its curve': {
      jwk: { kty: 'EC', crv: 'P-256', x: b64u(Buffer.alloc(32, 1)), y: b64u(Buffer.alloc(32, 2)) },
    },
    'P-384': { jwk: { ...order.jwk, crv: 'P-384' } },
    'X25519 with a y': { jwk: { ...order.jwk, kty: 'OKP', crv: 'X25519' } },
    'a key of another kind': { jwk: { kty: 'oct', k: b64u(randomBytes(32)) } },
    'another thumbprint': { thumbprint: b64u(randomBytes(32)) },
    'a kid that is too long': { format: 'mozilla', jwk: { ...order.jwk, kid: 'x'.repeat(257) } },
    'more scopes than there are': { scopes: Array(33).fill(order.scopes[0]) },
  };
  for (const [name, changes] of Object.entries(refused)) {
    it(`is refused: ${name}`, async () => assert.rejects(give(changes), OrderRefused));
  }

  it('is refused with a salt that is none', async () => {
    const scopes = [{ scope: 'key:notes', rotationSalt: 'AAAA', rotatedAtSeconds: 0 }];
    await assert.rejects(give({ scopes }), RangeError);
  });
});

describe('a delivery', () => {
  it('gives each key group, scope, account and rotation a key of its own', async () => {
    const zeros = b64u(Buffer.alloc(32));
    const scopes = [{ scope: 'key:notes', rotationSalt: zeros, rotatedAtSeconds: 0 }];
    const rotated = [
      { scope: 'key:notes', rotationSalt: b64u(randomBytes(32)), rotatedAtSeconds: 1_785_000_000 },
    ];
    const other = [{ scope: 'key:drafts', rotationSalt: zeros, rotatedAtSeconds: 0 }];
    const k = async (changes: Partial<KeysOrder>, whose = owner) => {
      const bundle = await openDelivery(await deliver(whose, { ...order, scopes, ...changes }, keys), wish);
      return Object.values(bundle.keys)[0] ?? assert.fail('no key');
    };
    const before = await k({});
    const all = [
      before,
      await k({ keyGroup: 'other' }),
      await k({ scopes: other }),
      await k({ scopes: rotated }),
      await k({}, { ...owner, accountId: 'acc_other' }),
    ];
    assert.equal(new Set(all.map((key) => key.k)).size, all.length);
    assert.ok((await k({ scopes: rotated })).kid > before.kid);
    assert.deepEqual(await k({}), before);
  });

  it('is the bare object in the format of Mozilla, without alg', async () => {
    const jwe = await deliver(owner, orderOf(mozilla), keys);
    const header = JSON.parse(Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString());
    assert.deepEqual(Object.keys(header), ['alg', 'enc', 'kid', 'epk']);
    assert.equal(header.kid, 'the app named it so');
  });

  it('leaves the oldest keys out where they do not fit, never the newest', async () => {
    const app = keyPair('X25519', randomBytes(32));
    const jwk = { ...publicOf(app) };
    const scopes = Array.from({ length: 8 }, (_, at) => ({
      scope: `key:${'long'.repeat(12)}${at}`,
      rotationSalt: b64u(Buffer.alloc(32)),
      rotatedAtSeconds: 0,
    }));
    const older = Array.from({ length: 12 }, (_, at) => ({
      generation: 12 - at,
      key: new Uint8Array(randomBytes(32)),
      sinceSeconds: 1_700_000_012 - at,
    }));
    const wide = { ...order, scopes, jwk, thumbprint: thumbprint(app) };
    const jwe = await deliver(owner, wide, { ...keys, current: { ...current, generation: 13 }, older });
    assert.ok(jwe.length <= 16_384);
    const opened = await openDelivery(jwe, {
      ...wish,
      privateJwk: app,
      thumbprint: thumbprint(app),
    });
    const kept = opened.older?.[scopes[0]?.scope ?? ''] ?? [];
    assert.ok(kept.length > 1 && kept.length < 12, `${kept.length}`);
    assert.ok(kept[0]?.kid.startsWith('1700000012-'));
  });
});
