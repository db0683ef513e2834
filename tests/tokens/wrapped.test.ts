import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  compactDecrypt,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
} from 'jose';
import { type Registered, type World, openWorld, tokensOf } from './world.ts';

describe('what is signed and encrypted for a client', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  const userinfo = async (token: string | undefined) => {
    const answer = await world.fetch('/userinfo', { headers: { Authorization: `Bearer ${token ?? ''}` } });
    return { type: answer.headers.get('content-type'), text: await answer.text() };
  };
  const verified = (jwt: string, by: Registered) =>
    jwtVerify(jwt, createLocalJWKSet(JSON.parse(world.keyring.jwks().body.toString('utf8'))), {
      issuer: world.issuer,
      audience: by.client.id,
      currentDate: new Date(world.clock.nowSeconds() * 1000),
    });

  for (const [algorithm, hash] of [
    ['RS256', 'sha256'],
    ['PS256', 'sha256'],
    ['ES256', 'sha256'],
    ['EdDSA', 'sha512'],
  ] as const) {
    it(`OIDC Core §3.1.3.6 an ID token signed with ${algorithm} binds its access token by ${hash}`, async () => {
      const by = await world.client({ idTokenAlgorithm: algorithm });
      const { tokens } = await tokensOf(world, by);
      const { payload, protectedHeader } = await verified(tokens.id_token ?? '', by);
      const digest = createHash(hash)
        .update(tokens.access_token ?? '')
        .digest();
      assert.equal(protectedHeader.alg, algorithm);
      assert.equal(payload.at_hash, digest.subarray(0, digest.length / 2).toString('base64url'));
    });
  }

  for (const [alg, enc] of [
    ['RSA-OAEP-256', undefined],
    ['ECDH-ES', 'A128GCM'],
    ['ECDH-ES+A256KW', 'A256CBC-HS512'],
  ] as const) {
    it(`OIDC Core §10.2 an ID token is signed, then encrypted with ${alg}`, async () => {
      const pair = await generateKeyPair(alg);
      const kty = alg === 'RSA-OAEP-256' ? 'RSA' : 'EC';
      const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kty, use: 'enc', kid: 'e1' } as const] };
      const by = await world.client({
        settings: { jwks, idTokenEncryptedResponseAlg: alg, idTokenEncryptedResponseEnc: enc },
      });
      const { tokens, account } = await tokensOf(world, by);
      const { plaintext, protectedHeader } = await compactDecrypt(tokens.id_token ?? '', pair.privateKey);
      assert.deepEqual(
        [protectedHeader.alg, protectedHeader.enc, protectedHeader.cty, protectedHeader.kid],
        [alg, enc ?? 'A128CBC-HS256', 'JWT', 'e1'],
      );
      const { payload } = await verified(new TextDecoder().decode(plaintext), by);
      assert.equal(payload.sub, account.id);
    });
  }

  it('OIDC Core §5.3.2 userinfo is a JWT for who registered an algorithm', async () => {
    const by = await world.client({ settings: { userinfoSignedResponseAlg: 'ES256' } });
    const { tokens, account } = await tokensOf(world, by);
    const { type, text } = await userinfo(tokens.access_token);
    assert.equal(type, 'application/jwt');
    const { payload } = await verified(text, by);
    assert.deepEqual([payload.sub, payload.email], [account.id, account.email]);
  });

  it('JT-05 signed userinfo passes nowhere as a token', async () => {
    const by = await world.client({ settings: { userinfoSignedResponseAlg: 'RS256' } });
    const { tokens } = await tokensOf(world, by);
    const { text } = await userinfo(tokens.access_token);
    assert.equal(decodeProtectedHeader(text).typ, undefined);
    for (const typ of ['JWT', 'at+jwt', 'logout+jwt'])
      assert.equal(world.keyring.verify(typ, text), undefined);
    assert.match((await userinfo(text)).text, /invalid_token/);
  });

  it('OIDC Core §5.3.2 userinfo is encrypted, signed or not', async () => {
    const pair = await generateKeyPair('ECDH-ES');
    const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kty: 'EC', use: 'enc' } as const] };
    const settings = { jwks, userinfoEncryptedResponseAlg: 'ECDH-ES' } as const;
    const bare = await world.client({ settings });
    const first = await tokensOf(world, bare);
    const inner = await compactDecrypt((await userinfo(first.tokens.access_token)).text, pair.privateKey);
    const told: unknown = JSON.parse(new TextDecoder().decode(inner.plaintext));
    assert.ok(typeof told === 'object' && told !== null && 'sub' in told && told.sub === first.account.id);

    const nested = await world.client({ settings: { ...settings, userinfoSignedResponseAlg: 'PS256' } });
    const second = await tokensOf(world, nested);
    const outer = await compactDecrypt((await userinfo(second.tokens.access_token)).text, pair.privateKey);
    assert.equal(outer.protectedHeader.cty, 'JWT');
    const { payload } = await verified(new TextDecoder().decode(outer.plaintext), nested);
    assert.equal(payload.sub, second.account.id);
  });

  it('C15 OIDC Core §5.5 an ID token has what was asked for in it, and no more', async () => {
    const by = await world.client();
    const lean = await tokensOf(world, by);
    for (const name of ['email', 'name', 'email_verified'])
      assert.ok(!(name in decodeJwt(lean.tokens.id_token ?? '')));
    const claims = { id_token: { email: { essential: true }, name: { value: 'Somebody else' } } };
    const asked = await tokensOf(world, by, { scopes: ['openid'], terms: { claims } });
    const payload = decodeJwt(asked.tokens.id_token ?? '');
    assert.equal(payload.email, asked.account.email);
    assert.ok(!('name' in payload) && !('email_verified' in payload));
  });

  it('OIDC Core §5.5 userinfo tells what was asked for by name, with the value asked for or not at all', async () => {
    const by = await world.client({ scopes: ['openid', 'profile'] });
    const userinfoClaims = {
      name: null,
      updated_at: { value: 1 },
      email: { essential: true },
      iss: null,
      constructor: null,
    };
    const { tokens, account } = await tokensOf(world, by, {
      scopes: ['openid'],
      terms: { claims: { userinfo: userinfoClaims } },
    });
    const told: unknown = JSON.parse((await userinfo(tokens.access_token)).text);
    // The client may not have the scope email, so it cannot have the claim either.
    assert.deepEqual(told, { sub: account.id, name: account.name });
  });
});
