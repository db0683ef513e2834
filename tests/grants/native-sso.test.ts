import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Client } from '../../server/clients/client.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { approve, isAlive, refresh, type Registered, type World } from '../tokens/world.ts';
import { claimsIn, worldOfResources } from './machines.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TYPE = 'urn:ietf:params:oauth:token-type:';
const SCOPES = ['openid', 'profile', 'email', 'offline_access', 'device_sso'];

describe('Native SSO for mobile apps', () => {
  let world: World;
  before(async () => void (world = await worldOfResources()));
  after(() => world.close());

  /** An app on a phone, of the maker whose apps share a sign-in. */
  const anApp = (change: Partial<Client> = {}) =>
    world.client({
      ...{ type: 'native', authMethod: 'none', secretDigests: [], firstParty: true, scopes: SCOPES },
      grantTypes: ['authorization_code', 'refresh_token', GRANT],
      ...change,
    });

  /** A person signs in to the first app. */
  async function signedIn(app: Registered, scopes = SCOPES) {
    const approved = await approve(world, app, { scopes });
    const { status, body: tokens } = await world.post('/token', {
      ...approved.fields,
      client_id: app.client.id,
    });
    assert.equal(status, 200);
    const { id_token = '', device_secret = '' } = tokens;
    return { ...approved, tokens, held: { subject_token: id_token, actor_token: device_secret } };
  }

  const join = (app: Registered, fields: Record<string, string>) =>
    world.post('/token', {
      ...{ grant_type: GRANT, client_id: app.client.id, audience: world.issuer },
      ...{ subject_token_type: `${TYPE}id_token` },
      ...{ actor_token_type: 'urn:openid:params:token-type:device-secret' },
      ...fields,
    });

  it('§3.4 gives a device secret to who asked for the scope, and its hash in the ID token', async () => {
    const { tokens } = await signedIn(await anApp());
    assert.match(tokens.device_secret ?? '', /^ds_[\w-]{43}$/);
    const { ds_hash, sid } = claimsIn(tokens.id_token);
    assert.ok(typeof ds_hash === 'string' && ds_hash.length === 43 && sid);
    assert.notEqual(
      ds_hash,
      fingerprint(tokens.device_secret ?? ''),
      'what lies in the database is told nobody',
    );
    const without = await signedIn(await anApp(), ['openid', 'email']);
    assert.equal(without.tokens.device_secret, undefined);
    assert.equal('ds_hash' in claimsIn(without.tokens.id_token), false);
    const notAllowed = await signedIn(await anApp({ scopes: ['openid', 'email'] }));
    assert.equal(notAllowed.tokens.device_secret, undefined);
  });

  it('§4.4 lets a second app join the session, with tokens of its own', async () => {
    const [one, two, three] = [await anApp(), await anApp(), await anApp()];
    const { account, held } = await signedIn(one);
    const { status, body } = await join(two, { ...held, scope: 'openid email offline_access' });
    assert.equal(status, 200);
    assert.deepEqual([body.issued_token_type, body.token_type], [`${TYPE}access_token`, 'Bearer']);
    const claims = claimsIn(body.id_token);
    assert.deepEqual([claims.sub, claims.aud], [account.id, two.client.id]);
    assert.deepEqual(claims.amr, ['pwd']);
    assert.equal(await isAlive(world, body.access_token), true);
    const next = await world.post('/token', {
      ...{ grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' },
      client_id: two.client.id,
    });
    assert.equal(next.status, 200);
    // What the second was given opens the door for a third.
    const passed = { subject_token: body.id_token ?? '', actor_token: body.device_secret ?? '' };
    assert.equal((await join(three, passed)).status, 200);
    assert.equal((await join(three, held)).body.scope, 'openid', 'and what is not asked for is not given');
  });

  it('§4.3 goes by the session, not by the age of the ID token', async () => {
    const [one, two] = [await anApp(), await anApp()];
    const { held } = await signedIn(one);
    world.clock.turn(world.config.lifetimes.idTokenSeconds + 3600);
    assert.equal((await join(two, held)).status, 200);
    world.clock.turn(world.config.lifetimes.sessionIdleSeconds);
    assert.equal((await join(two, held)).body.error, 'invalid_grant');
  });

  it('dies with the session, and takes along what it opened', async () => {
    const [one, two] = [await anApp(), await anApp()];
    const { account, session, held } = await signedIn(one);
    const { body } = await join(two, { ...held, scope: 'openid offline_access' });
    const event = { kind: 'session.ended', atSeconds: world.clock.nowSeconds() } as const;
    await world.storage.sessions.end(account.id, session.id, event);
    assert.equal(await isAlive(world, body.access_token), false);
    assert.equal(
      (await refresh(world, two, body.refresh_token)).status,
      401,
      'a public client says its name',
    );
    assert.equal((await join(two, held)).body.error, 'invalid_grant');
  });

  it('§4.3 binds ID token, device secret and maker to each other', async () => {
    const [one, two] = [await anApp(), await anApp()];
    const [{ held, tokens }, other] = [await signedIn(one), await signedIn(one)];
    const foreign = await anApp({ firstParty: false });
    const grouped = await anApp({ settings: { tacetSsoGroup: 'elsewhere' } });
    const plain = await signedIn(one, ['openid']);
    const refusals: readonly [string, Registered, Record<string, string>, string][] = [
      ['another session', two, { ...held, actor_token: other.held.actor_token }, 'invalid_grant'],
      ['another ID token', two, { ...held, subject_token: other.held.subject_token }, 'invalid_grant'],
      ['no ds_hash', two, { ...held, subject_token: plain.held.subject_token }, 'invalid_grant'],
      ['an access token', two, { ...held, subject_token: tokens.access_token ?? '' }, 'invalid_grant'],
      ['a made-up secret', two, { ...held, actor_token: `ds_${'A'.repeat(43)}` }, 'invalid_grant'],
      ['a refresh token', two, { ...held, actor_token: tokens.refresh_token ?? '' }, 'invalid_grant'],
      ['an app of somebody else', foreign, held, 'invalid_grant'],
      ['an app of another group', grouped, held, 'invalid_grant'],
      ['another audience', two, { ...held, audience: 'https://notes.example/api' }, 'invalid_target'],
      ['no audience', two, { ...held, audience: '' }, 'invalid_target'],
      ['another subject', two, { ...held, subject_token_type: `${TYPE}access_token` }, 'invalid_request'],
      ['no secret', two, { ...held, actor_token: '' }, 'invalid_request'],
      ['too much', two, { ...held, scope: 'openid notes.read' }, 'invalid_scope'],
    ];
    for (const [what, app, fields, error] of refusals) {
      const answer = await join(app, fields);
      assert.deepEqual([answer.status, answer.body.error], [400, error], what);
    }
    assert.equal((await join(two, held)).status, 200);
  });

  it('an app of a group shares with its group alone, and still needs the consent that was given it', async () => {
    const mine = { firstParty: false, settings: { tacetSsoGroup: 'maker' } };
    const [one, two] = [await anApp(mine), await anApp(mine)];
    const { account, held } = await signedIn(one);
    assert.equal((await join(two, held)).body.error, 'invalid_grant');
    await world.consent(account, two, ['openid', 'email']);
    assert.equal((await join(two, held)).status, 200);
    assert.equal((await join(two, { ...held, scope: 'openid profile' })).body.error, 'invalid_grant');
    assert.equal((await join(await anApp(), held)).body.error, 'invalid_grant');
  });

  it('a new sign-in of the same app replaces its secret', async () => {
    const [one, two] = [await anApp(), await anApp()];
    const { account, session, held } = await signedIn(one);
    const again = { accountId: account.id, sessionId: session.id };
    const { fields } = await approve(world, one, { ...again, scopes: SCOPES });
    const { body } = await world.post('/token', { ...fields, client_id: one.client.id });
    assert.equal((await join(two, held)).body.error, 'invalid_grant');
    const renewed = { subject_token: body.id_token ?? '', actor_token: body.device_secret ?? '' };
    assert.equal((await join(two, renewed)).status, 200);
  });
});
