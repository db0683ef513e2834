import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  compactDecrypt,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import { type Registered, type World, openWorld, refresh, tokensOf } from './world.ts';

const NOTES = 'https://notes.example/api';
const MAIL = 'https://mail.example/api';
const ACCEPT = { Accept: 'application/token-introspection+jwt' };
const INACTIVE = '{"active":false}';
const env = {
  TACET_RESOURCES: JSON.stringify([
    { identifier: NOTES, name: 'Notes' },
    { identifier: MAIL, name: 'Mail' },
  ]),
};

describe('introspection for resource servers', () => {
  let world: World;
  before(async () => void (world = await openWorld(env)));
  after(() => world.close());

  const plain = (token: string | undefined, by: Registered) =>
    world.post('/introspect', { token: token ?? '' }, by);

  async function verified(jwt: string, by: Registered): Promise<JWTPayload> {
    const jwks = createLocalJWKSet(JSON.parse(world.keyring.jwks().body.toString('utf8')));
    const { payload } = await jwtVerify(jwt, jwks, {
      issuer: world.issuer,
      audience: by.client.id,
      typ: 'token-introspection+jwt',
      currentDate: new Date(world.clock.nowSeconds() * 1000),
    });
    return payload;
  }

  async function signed(token: string | undefined, by: Registered): Promise<JWTPayload> {
    const { status, text, headers } = await world.post('/introspect', { token: token ?? '' }, by, ACCEPT);
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'application/token-introspection+jwt');
    assert.match(headers.get('cache-control') ?? '', /no-store/);
    return verified(text, by);
  }

  const reader = (...tacetResources: string[]) => world.client({ settings: { tacetResources } });

  it('RFC 9701 §5 the signed answer holds the plain one, and nothing of it outside', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const { token_introspection: told, ...frame } = await signed(tokens.access_token, by);
    assert.deepEqual(told, JSON.parse((await plain(tokens.access_token, by)).text));
    assert.deepEqual(frame, { iss: world.issuer, aud: by.client.id, iat: world.clock.nowSeconds() });
  });

  it('RFC 9701 §4 only for who names the type', async () => {
    const by = await world.client();
    const ask = async (Accept: string) =>
      (await world.post('/introspect', { token: 'x' }, by, { Accept })).headers.get('content-type');
    for (const accept of ['*/*', 'application/json', 'application/*', `${ACCEPT.Accept};q=0`])
      assert.match((await ask(accept)) ?? '', /^application\/json/, accept);
    for (const accept of [
      `text/html, ${ACCEPT.Accept}`,
      ACCEPT.Accept.toUpperCase(),
      `${ACCEPT.Accept};q=0.5`,
    ])
      assert.equal(await ask(accept), ACCEPT.Accept, accept);
  });

  for (const algorithm of ['RS256', 'PS256', 'ES256', 'EdDSA'] as const) {
    it(`RFC 9701 §6 signs with ${algorithm} for who registered it`, async () => {
      const by = await world.client({ settings: { introspectionSignedResponseAlg: algorithm } });
      const { text } = await world.post('/introspect', { token: 'x' }, by, ACCEPT);
      const header: unknown = JSON.parse(Buffer.from(text.split('.')[0] ?? '', 'base64url').toString());
      assert.ok(typeof header === 'object' && header !== null && 'alg' in header);
      assert.equal(header.alg, algorithm);
      assert.deepEqual((await verified(text, by)).token_introspection, { active: false });
    });
  }

  it('RFC 9701 §6 encrypts to the key of who registered it', async () => {
    const pair = await generateKeyPair('ECDH-ES+A256KW');
    const jwks = {
      keys: [{ ...(await exportJWK(pair.publicKey)), kty: 'EC' as const, use: 'enc' as const }],
    };
    const by = await world.client({
      settings: {
        jwks,
        introspectionEncryptedResponseAlg: 'ECDH-ES+A256KW',
        introspectionEncryptedResponseEnc: 'A256GCM',
      },
    });
    const { tokens } = await tokensOf(world, by);
    const { text } = await world.post('/introspect', { token: tokens.access_token ?? '' }, by, ACCEPT);
    const { plaintext, protectedHeader } = await compactDecrypt(text, pair.privateKey);
    assert.deepEqual([protectedHeader.enc, protectedHeader.cty], ['A256GCM', 'JWT']);
    const { token_introspection: told } = await verified(new TextDecoder().decode(plaintext), by);
    assert.ok(typeof told === 'object' && told !== null && 'active' in told && told.active === true);
  });

  it('IN-01 wants a client that proves itself in this form too', async () => {
    const spa = await world.client({ type: 'spa', authMethod: 'none', secretDigests: [] });
    const { tokens } = await tokensOf(world, await world.client());
    const token = tokens.access_token ?? '';
    for (const fields of [{ token }, { token, client_id: spa.client.id }]) {
      const { status, body } = await world.post('/introspect', fields, undefined, ACCEPT);
      assert.deepEqual([status, body.error], [401, 'invalid_client']);
    }
  });

  it('IN-02 a resource server looks into tokens for itself, and into no others, in either form', async () => {
    const by = await world.client();
    const [notes, mail, both] = [await reader(NOTES), await reader(MAIL), await reader(NOTES, MAIL)];
    const own = await world.client({ firstParty: true });
    const token = async (...resources: string[]) =>
      (await tokensOf(world, by, { terms: { resources } })).tokens.access_token;
    const cases = [
      { token: await token(NOTES), may: [notes, both, by], mayNot: [mail, own] },
      { token: await token(NOTES, MAIL), may: [notes, mail, both, by], mayNot: [own] },
      { token: await token(), may: [own, by], mayNot: [notes, mail, both] },
    ];
    for (const { token: presented, may, mayNot } of cases) {
      for (const client of may) assert.equal((await plain(presented, client)).body.active, true);
      for (const client of mayNot) {
        assert.equal((await plain(presented, client)).text, INACTIVE);
        assert.deepEqual((await signed(presented, client)).token_introspection, { active: false });
      }
    }
  });

  it('IN-03 the signed answer to all that is not good is one as well', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    await refresh(world, by, tokens.refresh_token);
    const dead = await tokensOf(world, by);
    await world.post('/revoke', { token: dead.tokens.access_token ?? '' }, by);
    for (const token of ['x', tokens.id_token, tokens.refresh_token, dead.tokens.access_token]) {
      assert.deepEqual(await signed(token, by), {
        ...{ iss: world.issuer, aud: by.client.id, iat: world.clock.nowSeconds() },
        token_introspection: { active: false },
      });
    }
  });
});
