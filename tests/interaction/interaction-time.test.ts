import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { answered, authorizeUrl, enter, leave, openTrip, problemOf } from './trip.ts';

const EMAIL = 'ada@example.org';
const START = interactionCalls['/interaction/:id/login/start'];
const EXTEND = interactionCalls['/interaction/:id/extend'];

describe('the time of an interaction', () => {
  let server: TestServer;
  let clientId: string;

  before(async () => {
    server = await startServer();
    clientId = (await server.client({ firstParty: true })).client.id;
    await server.account(EMAIL);
  });
  after(() => server.stop());

  it('DOD-C03 DOD-C04 dies after 15 minutes, everywhere, and leads back into the same request', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId, { nonce: 'n-1' }));
    server.clock.turn(15 * 60);
    const page = await browser.visit(`${server.issuer}/interaction/${id}`);
    assert.equal(problemOf(page), 'interaction_expired');
    assert.ok(page.kind === 'page' && page.data.view === 'error');
    assert.equal(page.status, 410);
    assert.equal(page.data.client?.host, 'app.example');
    assert.equal(
      problemOf(await browser.visit(`${server.issuer}/interaction/${id}/finish`)),
      'interaction_expired',
    );
    const called = await browser.call(`/interaction/${id}/login/start`, START, {
      email: EMAIL,
      startLoginRequest: opaqueClient.startLogin(PASSWORD).startLoginRequest,
    });
    assert.equal(called.ok, false);
    assert.equal(called.ok ? '' : called.problem.restartUrl, page.data.restartUrl);

    const again = await openTrip(browser, page.data.restartUrl ?? '');
    assert.notEqual(again.id, id);
    assert.match((await leave(browser, await enter(browser, again.id, EMAIL))).get('code') ?? '', /^ac_/);
  });

  it('ecosystem 2.3 restarting a living trip goes on with it, and after a day nothing is left', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    assert.equal((await openTrip(browser, `${server.issuer}/interaction/${id}/restart`)).id, id);
    server.clock.turn(24 * 60 * 60);
    const page = await browser.visit(`${server.issuer}/interaction/${id}/restart`);
    assert.equal(problemOf(page), 'interaction_expired');
  });

  it('WCAG 2.2.1 is extended as long as it lives, for a day at most', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    const begun = server.clock.nowSeconds();
    for (let minutes = 10; minutes < 24 * 60; minutes += 10) {
      server.clock.turn(10 * 60);
      const called = await browser.call(`/interaction/${id}/extend`, EXTEND, {});
      const expected = Math.min(server.clock.nowSeconds() + 15 * 60, begun + 24 * 60 * 60);
      assert.equal(called.ok && called.output.expiresAtSeconds, expected);
    }
    server.clock.turn(10 * 60);
    assert.equal((await browser.call(`/interaction/${id}/extend`, EXTEND, {})).ok, false);
  });

  it('DOD-S07 max_age and prompt=login ask anew, and a fresh sign-in satisfies them', async () => {
    const browser = server.browser();
    const first = await openTrip(browser, authorizeUrl(server, clientId));
    await leave(browser, await enter(browser, first.id, EMAIL));
    server.clock.turn(10);
    assert.ok(answered(await browser.visit(authorizeUrl(server, clientId, { max_age: '10' }))).get('code'));

    const asked = [
      [{ max_age: '9' }, 'too-old'],
      [{ max_age: '0' }, 'too-old'],
      [{ prompt: 'login' }, 'again'],
    ] as const;
    for (const [differs, reason] of asked) {
      const { id, step } = await openTrip(browser, authorizeUrl(server, clientId, differs));
      assert.ok(step.kind === 'sign-in');
      assert.equal(step.reason, reason);
      assert.equal(step.account?.email, EMAIL);
      assert.match((await leave(browser, await enter(browser, id, EMAIL))).get('code') ?? '', /^ac_/);
      server.clock.turn(10);
    }
    const told = answered(
      await browser.visit(authorizeUrl(server, clientId, { max_age: '9', prompt: 'none' })),
    );
    assert.equal(told.get('error'), 'login_required');
  });
});
