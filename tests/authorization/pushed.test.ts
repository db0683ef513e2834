import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { decide } from '../../server/commands/demo/person.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { answered, enter, get, leave, openTrip, problemOf } from '../interaction/trip.ts';
import { aPusher, aRequest, push, pushedUrl, type Pusher, visitUrl } from './pushing.ts';

const EMAIL = 'ada@example.org';

describe('pushed authorization requests (RFC 9126)', () => {
  let server: TestServer;
  let by: Pusher;

  before(async () => {
    server = await startServer();
    by = await aPusher(server, { firstParty: true });
    await server.account(EMAIL);
  });
  after(() => server.stop());

  it('RFC 9126 §2.2 answers 201 with a name of 256 bits, no-store', async () => {
    const { status, body, headers } = await push(server, by, aRequest(by.client));
    assert.equal(status, 201);
    assert.deepEqual(Object.keys(body), ['request_uri', 'expires_in']);
    assert.match(String(body.request_uri), /^urn:ietf:params:oauth:request_uri:pr_[A-Za-z0-9_-]{43}$/);
    assert.equal(body.expires_in, 90);
    assert.match(headers.get('Cache-Control') ?? '', /no-store/);
    assert.match(headers.get('Content-Type') ?? '', /^application\/json/);
  });

  it('PR-01 opens it again before it is answered, and never after', async () => {
    const url = await pushedUrl(server, by, aRequest(by.client));
    const browser = server.browser();
    const first = await openTrip(browser, url);
    const { id } = await openTrip(browser, url);
    const step = await enter(browser, id, EMAIL);
    const told = await leave(browser, step);
    assert.match(told.get('code') ?? '', /^ac_/);
    assert.equal(told.get('state'), 'st-~._-1');

    assert.equal(problemOf(await browser.visit(url)), 'bad_client_request');
    const late = await browser.visit(`${server.issuer}/interaction/${first.id}/finish`);
    assert.equal(problemOf(late), 'interaction_expired');
  });

  it('PR-01 of twenty browsers at once that are signed in already, one gets the code', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, await pushedUrl(server, by, aRequest(by.client)));
    await leave(browser, await enter(browser, id, EMAIL));

    const url = await pushedUrl(server, by, aRequest(by.client));
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(browser, url)));
    const codes = answers.filter((answer) => (answer.headers.get('Location') ?? '').includes('code=ac_'));
    assert.equal(codes.length, 1);
  });

  it('PR-01 a denial, and an error, are answers too', async () => {
    const url = await pushedUrl(server, by, aRequest(by.client, { prompt: 'none' }));
    assert.equal(answered(await server.browser().visit(url)).get('error'), 'login_required');
    assert.equal(problemOf(await server.browser().visit(url)), 'bad_client_request');
  });

  it('PR-02 forgets it after 90 seconds, unless somebody came; then it lives as long as a trip', async () => {
    const [missed, opened] = await Promise.all([1, 2].map(() => pushedUrl(server, by, aRequest(by.client))));
    const browser = server.browser();
    await openTrip(browser, opened ?? '');
    server.clock.turn(91);
    assert.equal(problemOf(await browser.visit(missed ?? '')), 'bad_client_request');
    await openTrip(browser, opened ?? '');
    server.clock.turn(901);
    assert.equal(problemOf(await browser.visit(opened ?? '')), 'bad_client_request');
  });

  it('PR-03 opens it for the client that pushed it alone', async () => {
    const { body } = await push(server, by, aRequest(by.client));
    const other = await aPusher(server);
    const url = visitUrl(server, other.client, String(body.request_uri));
    const arrival = await server.browser().visit(url);
    assert.equal(problemOf(arrival), 'bad_client_request');
    assert.ok(arrival.kind === 'page' && arrival.data.view === 'error');
    assert.equal(arrival.data.developer[0]?.label, 'invalid_request_uri');
    await openTrip(server.browser(), visitUrl(server, by.client, String(body.request_uri)));
  });

  it('PR-05 calls no address of anybody, and takes no name that we did not give', async () => {
    let calls = 0;
    const canary = createServer((_, response) => {
      calls += 1;
      response.end();
    });
    canary.listen(0, '127.0.0.1');
    await once(canary, 'listening');
    const address = canary.address();
    const port = typeof address === 'object' ? address?.port : 0;
    for (const foreign of [
      `http://127.0.0.1:${port}/object`,
      'https://canary.example/',
      'http://169.254.169.254/',
    ]) {
      const url = visitUrl(server, by.client, foreign, aRequest(by.client));
      assert.equal(answered(await server.browser().visit(url)).get('error'), 'request_uri_not_supported');
    }
    const made = `urn:ietf:params:oauth:request_uri:pr_${'A'.repeat(43)}`;
    for (const unknown of [made, `${made}=`, 'urn:ietf:params:oauth:request_uri:', `${made}&x`]) {
      const arrival = await server.browser().visit(visitUrl(server, by.client, unknown));
      assert.equal(problemOf(arrival), 'bad_client_request');
    }
    canary.close();
    assert.equal(calls, 0);
  });

  it('PR-08 shows nothing of it in cookies, addresses and pages', async () => {
    const secretly = { state: 'state-canary-1', nonce: 'nonce-canary-2', login_hint: undefined };
    const url = await pushedUrl(server, by, aRequest(by.client, secretly));
    const browser = server.browser();
    const redirect = await get(browser, url);
    const page = await get(browser, redirect.headers.get('Location') ?? '');
    const seen = [
      ...[redirect, page].map((answer) => JSON.stringify([...answer.headers])),
      await page.text(),
      JSON.stringify([...browser.cookies]),
    ].join('\n');
    assert.doesNotMatch(seen, /canary|code_challenge|app\.example%2F|pr_[A-Za-z0-9_-]{43}/);
  });

  it('PK-10 MX-05 what was pushed wins; what stands beside it in the address counts for nothing', async () => {
    const { body } = await push(server, by, aRequest(by.client));
    const beside = aRequest(by.client, {
      state: 'other',
      nonce: 'other',
      scope: 'openid offline_access',
      redirect_uri: 'https://evil.example/cb',
      code_challenge: 'A'.repeat(43),
      response_type: 'token',
    });
    const browser = server.browser();
    const url = visitUrl(server, by.client, String(body.request_uri), beside);
    const { id } = await openTrip(browser, url);
    const arrival = await browser.visit(`${server.issuer}/interaction/${id}/finish`);
    assert.equal(arrival.kind, 'page');
    const told = await leave(browser, await enter(browser, id, EMAIL));
    assert.equal(told.get('state'), 'st-~._-1');
  });

  it('a state that only the address has is none', async () => {
    const { body } = await push(server, by, aRequest(by.client, { state: undefined, prompt: 'none' }));
    const url = visitUrl(server, by.client, String(body.request_uri), { state: 'outside' });
    assert.equal(answered(await server.browser().visit(url)).get('state'), null);
  });

  it('asks who is there again when consent is due, and remembers it', async () => {
    const third = await aPusher(server);
    const browser = server.browser();
    const { id } = await openTrip(browser, await pushedUrl(server, third, aRequest(third.client)));
    await enter(browser, id, EMAIL);
    assert.match((await leave(browser, await decide(browser, id, 'allow'))).get('code') ?? '', /^ac_/);
    const again = await browser.visit(await pushedUrl(server, third, aRequest(third.client)));
    assert.match(answered(again).get('code') ?? '', /^ac_/);
  });
});
