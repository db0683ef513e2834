import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decide } from '../../server/commands/demo/person.ts';
import { subjectFor } from '../../server/tokens/subject.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { answered, authorizeUrl, enter, leave, openTrip } from './trip.ts';

const EMAIL = 'ada@example.org';
const PWD = 'urn:tacet:acr:pwd';

describe('the claims parameter (OIDC Core §5.5), and who must answer how', () => {
  let server: TestServer;
  let accountId: string;

  before(async () => {
    server = await startServer();
    accountId = (await server.account(EMAIL)).id;
    await server.account('bob@example.org');
  });
  after(() => server.stop());

  const url = (clientId: string, claims: unknown, differs: Readonly<Record<string, string>> = {}) =>
    authorizeUrl(server, clientId, { scope: 'openid', claims: JSON.stringify(claims), ...differs });

  async function signedIn(to: string, email = EMAIL) {
    const browser = server.browser();
    const { id } = await openTrip(browser, to);
    return { browser, id, step: await enter(browser, id, email) };
  }

  it('OIDC Core §5.5 tells the person which claims go beyond the scopes, and remembers them', async () => {
    const { client } = await server.client();
    const to = url(client.id, {
      userinfo: { name: { essential: true }, phone_number: null },
      id_token: { email: null },
    });
    const { browser, id, step } = await signedIn(to);
    assert.ok(step.kind === 'consent');
    assert.deepEqual(step.claims, [
      { name: 'name', remembered: false },
      { name: 'email', remembered: false },
    ]);
    await leave(browser, await decide(browser, id, 'allow'));
    assert.match(answered(await browser.visit(to)).get('code') ?? '', /^ac_/);
    const more = url(client.id, { userinfo: { email_verified: null } });
    assert.equal((await openTrip(browser, more)).step.kind, 'consent');
  });

  it('a claim that a scope gives anyway is no news, and one the client may not have is left out', async () => {
    const { client } = await server.client({ scopes: ['openid', 'email'] });
    const { step } = await signedIn(
      url(client.id, { userinfo: { email: null, name: null } }, { scope: 'openid email' }),
    );
    assert.ok(step.kind === 'consent');
    assert.equal(step.claims, undefined);
  });

  const malformed = ['[]', '5', '"x"', '{', '{"userinfo":5}', '{"userinfo":{"name":"x"}}', '{"a":1,"a":2}'];
  for (const claims of malformed) {
    it(`PA-09 ${claims} is invalid_request`, async () => {
      const { client } = await server.client();
      const told = answered(await server.browser().visit(authorizeUrl(server, client.id, { claims })));
      assert.equal(told.get('error'), 'invalid_request');
    });
  }

  it('PA-09 __proto__ is refused, and pollutes nothing', async () => {
    const { client } = await server.client();
    const claims = '{"userinfo":{"__proto__":{"canary":{"essential":true}}}}';
    const told = answered(await server.browser().visit(authorizeUrl(server, client.id, { claims })));
    assert.equal(told.get('error'), 'invalid_request');
    assert.equal('canary' in {}, false);
  });

  it('OIDC Core §5.5.1 lets only the account answer whose sub is asked for', async () => {
    const { client } = await server.client({ firstParty: true });
    const to = url(client.id, { id_token: { sub: { value: accountId } } });
    const right = await signedIn(to);
    assert.match((await leave(right.browser, right.step)).get('code') ?? '', /^ac_/);
    const wrong = await signedIn(to, 'bob@example.org');
    assert.equal((await leave(wrong.browser, wrong.step)).get('error'), 'login_required');
  });

  it('OIDC Core §8 knows a pairwise sub again', async () => {
    const { client } = await server.client({ firstParty: true, settings: { subjectType: 'pairwise' } });
    const sub = subjectFor(server.parts.keyring, client, accountId);
    assert.notEqual(sub, accountId);
    const right = await signedIn(url(client.id, { id_token: { sub: { value: sub } } }));
    assert.match((await leave(right.browser, right.step)).get('code') ?? '', /^ac_/);
    const wrong = await signedIn(url(client.id, { id_token: { sub: { value: accountId } } }));
    assert.equal((await leave(wrong.browser, wrong.step)).get('error'), 'login_required');
  });

  it('refuses two subs in one request', async () => {
    const { client } = await server.client();
    const two = { id_token: { sub: { value: 'a' } }, userinfo: { sub: { value: 'b' } } };
    const told = answered(await server.browser().visit(url(client.id, two)));
    assert.equal(told.get('error'), 'invalid_request');
  });

  it('OIDC Core §5.5.1.1 answers unmet_authentication_requirements to an essential acr that nobody can reach', async () => {
    const { client } = await server.client();
    const acr = { essential: true, values: ['urn:mace:incommon:iap:silver', 'phr'] };
    const told = answered(await server.browser().visit(url(client.id, { id_token: { acr } })));
    assert.equal(told.get('error'), 'unmet_authentication_requirements');
    assert.equal(told.get('iss'), server.issuer);
  });

  const voluntary: readonly (readonly [string, unknown, Readonly<Record<string, string>>])[] = [
    ['an essential acr among which ours is', { acr: { essential: true, values: ['phr', PWD] } }, {}],
    ['an essential acr without a value', { acr: { essential: true } }, {}],
    ['a voluntary acr that nobody can reach', { acr: { values: ['phr'] } }, {}],
    ['acr_values that nobody can reach', {}, { acr_values: 'phr phrh' }],
  ];
  for (const [what, idToken, differs] of voluntary) {
    it(`OIDC Core §3.1.2.1 answers ${what}`, async () => {
      const { client } = await server.client({ firstParty: true });
      const { browser, step } = await signedIn(url(client.id, { id_token: idToken }, differs));
      assert.match((await leave(browser, step)).get('code') ?? '', /^ac_/);
    });
  }

  it('RFC 9470 §4 a client that was told to step up gets a fresh sign-in', async () => {
    const { client } = await server.client({ firstParty: true });
    const { browser, step } = await signedIn(authorizeUrl(server, client.id));
    await leave(browser, step);
    server.clock.turn(120);
    const stepUp = authorizeUrl(server, client.id, { acr_values: PWD, max_age: '60' });
    const { step: asked } = await openTrip(browser, stepUp);
    assert.ok(asked.kind === 'sign-in');
    assert.equal(asked.reason, 'too-old');
  });

  it('Prompt Create §4 opens on the making of an account, even for somebody who is signed in', async () => {
    const { client } = await server.client({ firstParty: true });
    const { browser, step } = await signedIn(authorizeUrl(server, client.id));
    await leave(browser, step);
    const arrival = await browser.visit(authorizeUrl(server, client.id, { prompt: 'create' }));
    assert.ok(arrival.kind === 'page' && arrival.data.view === 'interaction');
    assert.equal(arrival.data.startWith, 'sign-up');
    assert.ok(arrival.data.step.kind === 'sign-in');
    assert.equal(arrival.data.step.account, undefined);
  });
});
