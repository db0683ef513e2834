import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { sessionIdForClient } from '../../server/tokens/id-token.ts';
import { type World, ALL_SCOPES, openWorld, refresh, tokensOf } from './world.ts';

describe('what is minted', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  const jwks = () => createLocalJWKSet(JSON.parse(world.keyring.jwks().body.toString('utf8')));
  const verified = (token: string | undefined, options: object) =>
    jwtVerify(token ?? '', jwks(), {
      issuer: world.issuer,
      currentDate: new Date(world.clock.nowSeconds() * 1000),
      ...options,
    });

  it('DOD-C25 an access token is one of RFC 9068, claim by claim', async () => {
    const by = await world.client();
    const { tokens, account, record } = await tokensOf(world, by);
    const options = { audience: world.issuer, typ: 'at+jwt', algorithms: ['ES256'] };
    const { payload, protectedHeader } = await verified(tokens.access_token, options);
    assert.deepEqual(Object.keys(protectedHeader).sort(), ['alg', 'kid', 'typ']);
    const now = world.clock.nowSeconds();
    const { jti, ...claims } = payload;
    assert.match(jti ?? '', /^[A-Za-z0-9_-]{43}$/);
    assert.deepEqual(claims, {
      iss: world.issuer,
      sub: account.id,
      aud: world.issuer,
      client_id: by.client.id,
      iat: now,
      exp: now + 600,
      scope: ALL_SCOPES.join(' '),
      auth_time: record.authenticatedAtSeconds,
      acr: 'urn:tacet:acr:pwd',
      amr: ['pwd'],
    });
  });

  it('DOD-C27 expires_in is the life of the access token', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const { exp = 0, iat = 0 } = decodeJwt(tokens.access_token ?? '');
    assert.equal(Number(tokens.expires_in), exp - iat);
  });

  it('DOD-C26 an ID token says who signed in, when and how, and no more', async () => {
    const by = await world.client();
    const { tokens, account, record, session } = await tokensOf(world, by);
    const options = { audience: by.client.id, typ: 'JWT', algorithms: ['RS256'] };
    const { payload } = await verified(tokens.id_token, options);
    const now = world.clock.nowSeconds();
    assert.deepEqual(payload, {
      iss: world.issuer,
      sub: account.id,
      aud: by.client.id,
      exp: now + 600,
      iat: now,
      auth_time: record.authenticatedAtSeconds,
      nonce: record.nonce,
      acr: 'urn:tacet:acr:pwd',
      amr: ['pwd'],
      at_hash: leftHalf('sha256', tokens.access_token),
      sid: sessionIdForClient(by.client.id, session.id),
    });
  });

  it('signs ID tokens as the client registered, and hashes to match', async () => {
    for (const [algorithm, hash] of [
      ['RS256', 'sha256'],
      ['ES256', 'sha256'],
      ['EdDSA', 'sha512'],
    ] as const) {
      const by = await world.client({ idTokenAlgorithm: algorithm });
      const { tokens } = await tokensOf(world, by);
      const { payload, protectedHeader } = await verified(tokens.id_token, { audience: by.client.id });
      assert.equal(protectedHeader.alg, algorithm);
      assert.equal(payload.at_hash, leftHalf(hash, tokens.access_token));
    }
  });

  it('has no ID token without openid, no nonce where none was sent', async () => {
    const by = await world.client();
    const plain = await tokensOf(world, by, { scopes: ['email'] });
    assert.equal(plain.tokens.id_token, undefined);
    const { tokens } = await tokensOf(world, by, { nonce: undefined });
    assert.equal('nonce' in decodeJwt(tokens.id_token ?? ''), false);
  });

  it('tells different clients different session ids, and one client always the same', async () => {
    const [by, other] = [await world.client(), await world.client()];
    const first = await tokensOf(world, by);
    const same = { accountId: first.account.id, sessionId: first.session.id };
    await world.consent(first.account, other);
    const [again, elsewhere] = [await tokensOf(world, by, same), await tokensOf(world, other, same)];
    const sid = ({ tokens }: typeof first) => decodeJwt(tokens.id_token ?? '').sid;
    assert.equal(sid(again), sid(first));
    assert.notEqual(sid(elsewhere), sid(first));
    assert.notEqual(sid(first), first.session.id);
  });

  it('RT-13 a refreshed ID token keeps everything but its times, and has no nonce', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    world.clock.turn(1);
    const next = await refresh(world, by, tokens.refresh_token);
    const [before, after] = [decodeJwt(tokens.id_token ?? ''), decodeJwt(next.body.id_token ?? '')];
    for (const claim of ['iss', 'sub', 'aud', 'auth_time', 'acr', 'sid']) {
      assert.equal(after[claim], before[claim], claim);
    }
    assert.equal(after.iat, (before.iat ?? 0) + 1);
    assert.equal('nonce' in after, false);
    assert.equal('azp' in after, false);
  });

  it('an access token never outlives its family', async () => {
    const { refreshIdleSeconds, refreshAbsoluteSeconds } = world.config.lifetimes;
    const by = await world.client();
    const start = world.clock.nowSeconds();
    let { refresh_token: token } = (await tokensOf(world, by)).tokens;
    for (const seconds of [refreshIdleSeconds - 1, refreshIdleSeconds - 1]) {
      world.clock.turn(seconds);
      token = (await refresh(world, by, token)).body.refresh_token;
    }
    world.clock.turn(start + refreshAbsoluteSeconds - 60 - world.clock.nowSeconds());
    const { body } = await refresh(world, by, token);
    assert.equal(Number(body.expires_in), 60);
    assert.equal(decodeJwt(body.access_token ?? '').exp, start + refreshAbsoluteSeconds);
  });

  it('C5 tokens are more random than the conformance suite asks, and none comes twice', async () => {
    const by = await world.client();
    const seen = new Set<string>();
    for (let count = 0; count < 50; count += 1) {
      const { code, tokens } = await tokensOf(world, by);
      const jti = decodeJwt(tokens.access_token ?? '').jti ?? '';
      for (const text of [code, tokens.refresh_token ?? '', tokens.access_token ?? '', jti]) {
        assert.match(text, /^[\x20-\x7E]+$/);
        assert.ok(entropyBits(text) > 96, text);
        assert.equal(seen.has(text), false);
        seen.add(text);
      }
    }
  });

  it('every token names its key', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const { keys } = JSON.parse(world.keyring.jwks().body.toString('utf8'));
    const kids = keys.map(({ kid }: { kid: string }) => kid);
    for (const token of [tokens.access_token, tokens.id_token]) {
      assert.ok(kids.includes(decodeProtectedHeader(token ?? '').kid));
    }
  });
});

/** As the conformance suite estimates it: Shannon entropy of the characters, times the length. */
function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return -[...counts.values()].reduce((sum, count) => sum + count * Math.log2(count / text.length), 0);
}

function leftHalf(hash: string, text = ''): string {
  const digest = createHash(hash).update(text, 'ascii').digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}
