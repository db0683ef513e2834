import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { decide, signIn } from '../../server/commands/demo/person.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { newSecret } from '../../server/platform/random.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { authorizeUrl, enter, get, leave, openTrip, problemOf } from './trip.ts';

const EMAIL = 'ada@example.org';
const CONSENT = interactionCalls['/interaction/:id/consent'];
const START = interactionCalls['/interaction/:id/login/start'];
const FINISH = interactionCalls['/interaction/:id/login/finish'];
const SWITCH = interactionCalls['/interaction/:id/switch-account'];
const EXTEND = interactionCalls['/interaction/:id/extend'];

describe('an interaction', () => {
  let server: TestServer;
  let clientId: string;

  before(async () => {
    server = await startServer();
    clientId = (await server.client()).client.id;
    await server.account(EMAIL);
  });
  after(() => server.stop());

  it('DOD-C08 goes on after a wrong password', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    assert.equal(await signIn(browser, id, { email: EMAIL, password: 'quite another one' }), undefined);
    assert.equal((await enter(browser, id, EMAIL)).kind, 'consent');
  });

  it('DOD-C12 takes an e-mail address in any case', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    assert.ok(await signIn(browser, id, { email: 'ADA@Example.org', password: PASSWORD }));
  });

  it('DOD-C07 binds the second half to the interaction of the first, once', async () => {
    const browser = server.browser();
    const first = await openTrip(browser, authorizeUrl(server, clientId));
    const second = await openTrip(browser, authorizeUrl(server, clientId));
    const { attemptId, finishLoginRequest } = await halfway(browser, first.id);
    const finish = (id: string) =>
      browser.call(`/interaction/${id}/login/finish`, FINISH, { attemptId, finishLoginRequest });

    const elsewhere = await finish(second.id);
    assert.equal(elsewhere.ok ? '' : elsewhere.problem.problem, 'wrong_password');
    const here = await finish(first.id);
    assert.equal(here.ok && here.output.step.kind, 'consent');
    const again = await finish(first.id);
    assert.equal(again.ok ? '' : again.problem.problem, 'wrong_password');
  });

  it('UI-02 DOD-N05 belongs to the browser that began it, whoever is signed in elsewhere', async () => {
    const mallory = server.browser();
    const victim = server.browser();
    const { id } = await openTrip(mallory, authorizeUrl(server, clientId));
    const own = await openTrip(victim, authorizeUrl(server, clientId));
    await enter(victim, own.id, EMAIL);

    assert.equal(problemOf(await victim.visit(`${server.issuer}/interaction/${id}`)), 'interaction_foreign');
    assert.equal(
      problemOf(await victim.visit(`${server.issuer}/interaction/${id}/finish`)),
      'interaction_foreign',
    );
    assert.equal(
      problemOf(await victim.visit(`${server.issuer}/interaction/${id}/restart`)),
      'interaction_foreign',
    );
    const calls = await Promise.all([
      victim.call(`/interaction/${id}/consent`, CONSENT, { decision: 'allow' }),
      victim.call(`/interaction/${id}/switch-account`, SWITCH, {}),
      victim.call(`/interaction/${id}/extend`, EXTEND, {}),
      mallory.call(`/interaction/${own.id}/consent`, CONSENT, { decision: 'allow' }),
    ]);
    for (const called of calls) assert.equal(called.ok ? '' : called.problem.problem, 'interaction_foreign');
  });

  it('UI-02 without any cookie nobody gets in', async () => {
    const { id } = await openTrip(server.browser(), authorizeUrl(server, clientId));
    assert.equal(
      problemOf(await server.browser().visit(`${server.issuer}/interaction/${id}`)),
      'interaction_foreign',
    );
  });

  it('UI-04 a trip that a POST began is worth nothing to its maker once somebody opened it', async () => {
    const mallory = server.browser();
    const victim = server.browser();
    const body = new URL(authorizeUrl(server, clientId)).searchParams;
    const made = await fetch(`${server.issuer}/authorize`, { method: 'POST', body, redirect: 'manual' });
    const page = made.headers.get('Location') ?? '';
    const { id } = await openTrip(victim, page);
    assert.equal(problemOf(await mallory.visit(page)), 'interaction_foreign');
    assert.equal((await enter(victim, id, EMAIL)).kind, 'consent');
    assert.equal(problemOf(await mallory.visit(`${page}/finish`)), 'interaction_foreign');
  });

  it('UI-01 takes no call from another site, of another type, or without its page', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    await enter(browser, id, EMAIL);
    const send = (headers: Record<string, string>) =>
      get(browser, `${server.issuer}/interaction/${id}/consent`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ decision: 'allow' }),
      });
    const json = { 'Content-Type': 'application/json' };
    assert.equal((await send({ ...json, Origin: 'https://evil.example' })).status, 403);
    assert.equal(
      (await send({ ...json, Origin: server.issuer, 'Sec-Fetch-Site': 'cross-site' })).status,
      403,
    );
    assert.equal((await send(json)).status, 403);
    assert.equal((await send({ 'Content-Type': 'text/plain', Origin: server.issuer })).status, 415);
    const { step } = await openTrip(browser, `${server.issuer}/interaction/${id}`);
    assert.equal(step.kind, 'consent', 'nothing was allowed');
  });

  it('SE-10 nothing is allowed or finished before somebody signed in', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    const called = await browser.call(`/interaction/${id}/consent`, CONSENT, { decision: 'allow' });
    assert.equal(called.ok && called.output.step.kind, 'sign-in');
    const { step } = await openTrip(browser, `${server.issuer}/interaction/${id}/finish`);
    assert.equal(step.kind, 'sign-in');
  });

  it('DOD-S08 a denial goes to the client, and the trip is over', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    await enter(browser, id, EMAIL);
    const told = await leave(browser, await decide(browser, id, 'deny'));
    assert.equal(told.get('error'), 'access_denied');
    assert.equal(told.get('iss'), server.issuer);
    assert.equal(problemOf(await browser.visit(`${server.issuer}/interaction/${id}`)), 'interaction_expired');
  });

  it('one finish of many at once gets the code', async () => {
    const browser = server.browser();
    const { client } = await server.client({ firstParty: true });
    const { id } = await openTrip(browser, authorizeUrl(server, client.id));
    const step = await enter(browser, id, EMAIL);
    assert.ok(step.kind === 'finish');
    const all = await Promise.all(Array.from({ length: 20 }, () => get(browser, step.url)));
    assert.equal(all.filter(({ status }) => status === 303).length, 1);
    assert.equal(all.filter(({ status }) => status === 410).length, 19);
  });

  it('two tabs of one browser do not make each other foreign, and the second one just goes on', async () => {
    const browser = server.browser();
    const first = await openTrip(browser, authorizeUrl(server, clientId));
    const second = await openTrip(browser, authorizeUrl(server, clientId));
    await enter(browser, first.id, EMAIL);
    await leave(browser, await decide(browser, first.id, 'allow'));
    const { step } = await openTrip(browser, `${server.issuer}/interaction/${second.id}`);
    assert.match((await leave(browser, step)).get('code') ?? '', /^ac_/);
  });

  it('switching the account signs out, and drops what the other account allowed', async () => {
    const [ada, bob] = ['switch-a@example.org', 'switch-b@example.org'];
    await Promise.all([server.account(ada), server.account(bob)]);
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    await enter(browser, id, ada);
    const cookies = new Map(browser.cookies);
    await decide(browser, id, 'allow');
    const called = await browser.call(`/interaction/${id}/switch-account`, SWITCH, {});
    assert.equal(called.ok && called.output.step.kind, 'sign-in');
    assert.equal((await enter(browser, id, bob)).kind, 'consent');

    const stolen = server.browser();
    for (const [name, value] of cookies) stolen.cookies.set(name, value);
    const { step } = await openTrip(stolen, `${server.issuer}/account`);
    assert.equal(step.kind, 'sign-in', 'the session of the first account is dead');
  });

  it('an unknown id, or one of another shape, has expired', async () => {
    const browser = server.browser();
    for (const id of [newSecret('ia'), newSecret('ac'), 'x', 'ia_', '__proto__']) {
      assert.equal(
        problemOf(await browser.visit(`${server.issuer}/interaction/${id}`)),
        'interaction_expired',
      );
      const called = await browser.call(`/interaction/${id}/consent`, CONSENT, { decision: 'allow' });
      assert.equal(called.ok ? '' : called.problem.problem, 'interaction_expired');
    }
  });

  it('SE-07 a client that was disabled meanwhile gets no answer', async () => {
    const browser = server.browser();
    const { client } = await server.client({ firstParty: true });
    const { id } = await openTrip(browser, authorizeUrl(server, client.id));
    const event = {
      kind: 'client.updated',
      atSeconds: server.clock.nowSeconds(),
      clientId: client.id,
    } as const;
    await server.parts.storage.clients.update({ ...client, enabled: false }, event);
    const { attemptId, finishLoginRequest } = await halfway(browser, id);
    server.clock.turn(6); // past the few seconds for which a client is remembered
    const called = await browser.call(`/interaction/${id}/login/finish`, FINISH, {
      attemptId,
      finishLoginRequest,
    });
    assert.equal(called.ok ? '' : called.problem.problem, 'interaction_expired');
  });

  async function halfway(browser: ReturnType<TestServer['browser']>, id: string) {
    const { clientLoginState, startLoginRequest } = opaqueClient.startLogin(PASSWORD);
    const started = await browser.call(`/interaction/${id}/login/start`, START, {
      email: EMAIL,
      startLoginRequest,
    });
    assert.ok(started.ok);
    const { attemptId, loginResponse, ksfId } = started.output;
    const finished = opaqueClient.finishLogin({ password: PASSWORD, clientLoginState, loginResponse, ksfId });
    assert.ok(finished);
    return { attemptId, finishLoginRequest: finished.finishLoginRequest };
  }
});
