import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  compactDecrypt,
  createLocalJWKSet,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
} from 'jose';
import type { Client } from '../../server/clients/client.ts';
import { subjectFor } from '../../server/tokens/subject.ts';
import { publicJwkSet } from '../../server/protocol/json-web-key.ts';
import { aFamily, event } from '../storage/world.ts';
import { answerOf, openWorld, tokensOf, type World } from '../tokens/world.ts';
import { signedOut, worker } from './channel.ts';
import { relyingParty } from './party.ts';

const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };

describe('logout tokens', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  async function verified(token: string, client: Client) {
    const { text } = await answerOf(await world.fetch('/jwks'));
    const currentDate = new Date(world.clock.nowSeconds() * 1000);
    const options = { issuer: world.issuer, audience: client.id, typ: 'logout+jwt', currentDate };
    return jwtVerify(token, createLocalJWKSet(JSON.parse(text)), options);
  }

  for (const algorithm of ['RS256', 'ES256', 'PS256', 'EdDSA'] as const) {
    it(`Back-Channel Logout §2.4: the token, signed as ID tokens are: ${algorithm}`, async (t) => {
      const party = await relyingParty(t);
      const { by, tokens, account } = await signedOut(world, party, { idTokenAlgorithm: algorithm });
      assert.equal(await worker(world).runOnce(), 1);
      const [told] = party.told;
      assert.ok(told !== undefined);
      assert.deepEqual([told.method, told.contentType], ['POST', 'application/x-www-form-urlencoded']);
      assert.deepEqual([...told.fields.keys()], ['logout_token']);
      const { payload, protectedHeader } = await verified(told.token, by.client);
      assert.deepEqual([protectedHeader.alg, protectedHeader.typ], [algorithm, 'logout+jwt']);
      const { jti, iat = 0, exp = 0, sid, ...claims } = payload;
      assert.deepEqual(claims, {
        ...{ iss: world.issuer, aud: by.client.id, sub: account.id },
        ...{ events: EVENTS },
      });
      assert.ok(jti !== undefined && iat === world.clock.nowSeconds() && exp > iat && exp <= iat + 120);
      const idToken = JSON.parse(Buffer.from(tokens.id_token?.split('.')[1] ?? '', 'base64url').toString());
      assert.deepEqual([sid, claims.sub], [idToken.sid, idToken.sub]);
    });
  }

  it('OIDC Core §8: names a person to a client with pairwise subjects as its ID tokens do', async (t) => {
    const party = await relyingParty(t);
    const { by, account } = await signedOut(world, party, { settings: { subjectType: 'pairwise' } });
    await worker(world).runOnce();
    const sub = subjectFor(world.keyring, by.client, account.id);
    assert.notEqual(sub, account.id);
    assert.equal(party.told[0]?.claims.sub, sub);
  });

  it('Back-Channel Logout §2.6: is encrypted for a client that agreed on encrypted ID tokens', async (t) => {
    const party = await relyingParty(t);
    const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), use: 'enc', alg: 'ECDH-ES', kid: 'e1' };
    const by = await world.client({
      settings: {
        backchannelLogoutUri: party.uri,
        jwks: publicJwkSet.parse({ keys: [jwk] }),
        idTokenEncryptedResponseAlg: 'ECDH-ES',
        idTokenEncryptedResponseEnc: 'A256GCM',
      },
    });
    const account = await world.account();
    const { session } = await world.signIn(account);
    await world.storage.families.create(
      aFamily({ account, session, client: by.client }),
      {
        consentNeeded: false,
        nowSeconds: world.clock.nowSeconds(),
      },
      event('tokens.issued'),
    );
    await world.storage.sessions.end(
      account.id,
      session.id,
      event('account.signed_out', account.id, world.clock.nowSeconds()),
    );
    assert.equal(await worker(world).runOnce(), 1);
    const sealed = party.told[0]?.token ?? '';
    assert.equal(decodeProtectedHeader(sealed).enc, 'A256GCM');
    const opened = await compactDecrypt(sealed, privateKey);
    const { payload } = await verified(new TextDecoder().decode(opened.plaintext), by.client);
    assert.equal(payload.sub, account.id);
  });

  it('JT-05 a logout token is no hint, no access token and no refresh token', async (t) => {
    const party = await relyingParty(t);
    const { by } = await signedOut(world, party);
    await worker(world).runOnce();
    const token = party.told[0]?.token ?? '';
    const { account, cookie, session } = await tokensOf(world, by);
    const query = new URLSearchParams({ id_token_hint: token, client_id: by.client.id });
    await world.fetch(`/logout?${query}`, { headers: { Cookie: cookie } });
    const live = await world.storage.sessions.list(account.id, world.clock.nowSeconds());
    assert.deepEqual(
      live.map(({ id }) => id),
      [session.id],
      'it only asks',
    );
    const userinfo = await world.fetch('/userinfo', { headers: { Authorization: `Bearer ${token}` } });
    assert.equal(userinfo.status, 401);
    const fields = { grant_type: 'refresh_token', refresh_token: token };
    assert.equal((await world.post('/token', fields, by)).body.error, 'invalid_grant');
    assert.equal((await world.post('/introspect', { token }, by)).text, '{"active":false}');
  });
});
