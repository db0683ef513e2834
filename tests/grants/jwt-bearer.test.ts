import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import type { Account } from '../../server/accounts/account.ts';
import { beginReplayMemory } from '../../server/platform/replay.ts';
import { type Registered, tokensOf, type World } from '../tokens/world.ts';
import { anIssuer, assertionOf, type Claims, type Issuer } from './issuers.ts';
import { aMachine, claimsIn, introspected, NOTES, worldOfResources } from './machines.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

describe('the JWT bearer grant', () => {
  let world: World;
  let [idp, builder, retired, away, narrow]: Issuer[] = [];
  before(async () => {
    idp = await anIssuer('https://idp.example');
    builder = await anIssuer('https://ci.example', { subject: 'client' });
    retired = await anIssuer('https://retired.example', { enabled: false });
    const byAddress = { jwks: undefined, jwks_uri: 'https://away.example/jwks' };
    away = await anIssuer('https://away.example', byAddress);
    narrow = await anIssuer('https://partner.example', { email_domains: ['partner.example'] });
    const list = [idp, builder, retired, away, narrow].map(({ entry }) => entry);
    world = await worldOfResources({ TACET_TRUSTED_ISSUERS: JSON.stringify(list) });
  });
  after(() => world.close());

  const aService = (change: Parameters<typeof aMachine>[1] = {}) =>
    aMachine(world, { grantTypes: [GRANT], ...change });
  const about = ({ email }: Account): Claims => ({ sub: 'u-17', email, email_verified: true });
  const present = (by: Registered, assertion: string, more: Record<string, string> = {}) =>
    world.post('/token', { grant_type: GRANT, assertion, ...more }, by);
  const say = (claims: Claims, issuer = idp, header = {}) => {
    assert.ok(issuer);
    return assertionOf(issuer, world, claims, header);
  };

  it('RFC 7523 §2.1 gives a token of the account with that verified address, for what it has allowed', async () => {
    const [by, account] = [await aService(), await world.account()];
    await world.consent(account, by, ['notes.read']);
    const { status, body } = await present(by, await say(about(account)));
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body).sort(), ['access_token', 'expires_in', 'scope', 'token_type']);
    const claims = claimsIn(body.access_token);
    assert.deepEqual(
      [claims.sub, claims.client_id, claims.aud, claims.scope],
      [account.id, by.client.id, NOTES, 'notes.read'],
    );
    assert.equal((await introspected(world, by, body.access_token)).active, true);
    const wider = await present(by, await say(about(account)), { scope: 'notes.write' });
    assert.equal(wider.body.error, 'invalid_scope');
  });

  it('the operator’s own client needs no consent; any other does', async () => {
    const account = await world.account();
    const own = await aService({ firstParty: true });
    assert.equal((await present(own, await say(about(account)), { scope: 'notes.write' })).status, 200);
    const other = await aService();
    assert.equal((await present(other, await say(about(account)))).body.error, 'invalid_grant');
  });

  it('RFC 7523 §2.1 with `sub` for the client gives it a token in its own name, and nobody else', async () => {
    const by = await aService();
    const { body } = await present(by, await say({ sub: by.client.id }, builder), { scope: 'notes.read' });
    const claims = claimsIn(body.access_token);
    assert.deepEqual([claims.sub, claims.scope], [by.client.id, 'notes.read']);
    const other = await aService();
    const refused = await present(other, await say({ sub: by.client.id }, builder));
    assert.equal(refused.body.error, 'invalid_grant');
    const account = await world.account();
    const wrongKind = await present(by, await say(about(account), builder));
    assert.equal(wrongKind.body.error, 'invalid_grant', 'an issuer for clients speaks of no person');
  });

  it('JT-15 RFC 7523 §3 refuses every assertion that is not exactly one for us, now', async () => {
    const by = await aService({ firstParty: true });
    const account = await world.account();
    const [now, good] = [world.clock.nowSeconds(), about(account)];
    const unknown = await anIssuer('https://nobody.example');
    const impostor = { ...unknown, name: 'https://idp.example' };
    const { tokens } = await tokensOf(world, await world.client());
    const cases: readonly [string, Promise<string> | string][] = [
      ['another audience', say({ ...good, aud: 'https://other.example' })],
      ['an address of ours as audience', say({ ...good, aud: `${world.issuer}/token` })],
      ['several audiences', say({ ...good, aud: [world.issuer, 'https://other.example'] })],
      ['no audience', say({ ...good, aud: undefined })],
      ['no exp', say({ ...good, exp: undefined })],
      ['no iat', say({ ...good, iat: undefined })],
      ['no jti', say({ ...good, jti: undefined })],
      ['no sub', say({ ...good, sub: undefined })],
      ['expired', say({ ...good, iat: now - 400, exp: now - 60 })],
      ['good for a day', say({ ...good, exp: now + 86_400 })],
      ['made in the future', say({ ...good, iat: now + 120 })],
      ['not yet', say({ ...good, nbf: now + 120 })],
      ['an issuer that nobody trusts', say(good, unknown)],
      ['the name of another with a key of its own', say(good, impostor)],
      ['a disabled issuer', say(good, retired)],
      ['an issuer whose keys cannot be read', say(good, away)],
      ['a key of the header', say(good, impostor, { jwk: { kty: 'EC' }, jku: 'https://nobody.example' })],
      ['an access token by its typ', say(good, idp, { typ: 'at+jwt' })],
      ['alg none', new UnsecuredJWT({ ...good, iss: 'https://idp.example', aud: world.issuer }).encode()],
      ['our own ID token', tokens.id_token ?? ''],
      ['our own access token', tokens.access_token ?? ''],
      ['an address that was not verified', say({ ...good, email_verified: undefined })],
      ['no address', say({ ...good, email: undefined })],
      ['somebody we do not know', say({ ...good, email: 'nobody@example.org' })],
      ['a domain it may not speak of', say(good, narrow)],
      ['nonsense', 'a.b.c'],
    ];
    for (const [what, assertion] of cases) {
      const answer = await present(by, await assertion);
      assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant'], what);
    }
    assert.equal((await present(by, await say(good))).status, 200);
  });

  it('JT-15 takes a secret for no key: HS256 with the public key', async () => {
    const by = await aService({ firstParty: true });
    const account = await world.account();
    const text = new TextEncoder().encode(JSON.stringify(idp?.entry.jwks));
    const forged = await new SignJWT({ ...about(account), iss: 'https://idp.example', aud: world.issuer })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(text);
    assert.equal((await present(by, forged)).body.error, 'invalid_grant');
  });

  it('CA-06 takes an assertion once, of any number at the same time', async () => {
    const by = await aService({ firstParty: true });
    const assertion = await say(about(await world.account()));
    const answers = await Promise.all(Array.from({ length: 20 }, () => present(by, assertion)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    await beginReplayMemory(world);
    assert.equal((await present(by, assertion)).body.error, 'invalid_grant');
  });

  it('class 3: the account must be there, active and verified', async () => {
    const by = await aService({ firstParty: true });
    const at = () => ({ atSeconds: world.clock.nowSeconds() });
    const [disabled, deleted] = [await world.account(), await world.account()];
    await world.storage.accounts.setState(disabled.id, 'disabled', { kind: 'account.disabled', ...at() });
    await world.storage.accounts.delete(deleted.id, { kind: 'account.deleted', ...at() });
    for (const account of [disabled, deleted]) {
      assert.equal((await present(by, await say(about(account)))).body.error, 'invalid_grant');
    }
    const later = await world.account();
    const { body } = await present(by, await say(about(later)));
    await world.storage.accounts.setState(later.id, 'disabled', { kind: 'account.disabled', ...at() });
    assert.equal((await introspected(world, by, body.access_token)).active, false);
  });

  it('class 3: what it gave dies with the consent it rests on', async () => {
    const [by, account] = [await aService(), await world.account()];
    await world.consent(account, by, ['notes.read']);
    const { body } = await present(by, await say(about(account)));
    assert.equal((await introspected(world, by, body.access_token)).active, true);
    const event = { kind: 'consent.withdrawn', atSeconds: world.clock.nowSeconds() } as const;
    await world.storage.consents.withdraw(account.id, by.client.id, event);
    assert.equal((await introspected(world, by, body.access_token)).active, false);
  });

  it('DV-07 CA-05 is for clients that have it and authenticate', async () => {
    const assertion = await say(about(await world.account()));
    const without = await world.client();
    assert.equal((await present(without, assertion)).body.error, 'unauthorized_client');
    const by = await aService({ firstParty: true });
    const wrong = await present({ ...by, secret: 'wrong' }, assertion);
    assert.deepEqual([wrong.status, wrong.body.error], [401, 'invalid_client']);
    const page = await aService({ authMethod: 'none', secretDigests: [], firstParty: true });
    const answer = await present(page, assertion, { client_id: page.client.id });
    assert.equal(answer.body.error, 'unauthorized_client');
    assert.equal((await present(by, assertion)).status, 200, 'and none of that used it up');
  });
});
