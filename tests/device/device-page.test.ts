import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import { follow } from '../../server/commands/demo/person.ts';
import { newId } from '../../server/platform/random.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { enter, get, openTrip } from '../interaction/trip.ts';
import {
  ask,
  aTelevision,
  decide,
  open,
  poll,
  post,
  type Registered,
  settle,
  signedIn,
  somebody,
} from './both-sides.ts';

type Called = Awaited<ReturnType<typeof open>> | Awaited<ReturnType<typeof decide>>;
const refusal = (called: Called) => (called.ok ? 'none' : [called.status, called.problem.problem].join(' '));

describe('the page of the code (RFC 8628 §3.3)', () => {
  let server: TestServer;
  let television: Registered;
  before(async () => {
    server = await startServer();
    television = await aTelevision(server);
  });
  after(() => server.stop());

  const prefilled = async (userCode: string) => {
    const { browser } = await somebody(server);
    const page = await browser.visit(`${server.issuer}/device?user_code=${userCode}`);
    assert.ok(page.kind === 'page' && page.data.view === 'device');
    return page.data.userCode;
  };

  it('asks who is there first, and comes back with the code of the link', async () => {
    await server.account('comes-back@example.org');
    const own = await aTelevision(server, { firstParty: true });
    const { userCode } = await ask(server, own);
    const browser = server.browser();
    const { id, step } = await openTrip(browser, `${server.issuer}/device?user_code=${userCode}`);
    assert.equal(step.kind, 'sign-in');
    const page = await follow(browser, await enter(browser, id, 'comes-back@example.org'));
    assert.ok(page.kind === 'page' && page.data.view === 'device');
    assert.equal(page.data.userCode, userCode);
    assert.equal(page.data.account.email, 'comes-back@example.org');
    assert.equal(page.headers.get('Cache-Control'), 'no-store');
  });

  it('RFC 8628 §6.1 takes the code in small letters, without the dash, with spaces, and full-width', async () => {
    const person = await somebody(server);
    const { userCode } = await ask(server, television);
    const [bare, small] = [userCode.replace('-', ''), userCode.toLowerCase()];
    const fullWidth = [...bare].map((letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)).join('');
    for (const typed of [
      userCode,
      small,
      bare,
      ` ${small.replace('-', ' ')} `,
      [...bare].join('.'),
      fullWidth,
    ]) {
      assert.ok((await open(server, person.browser, typed)).ok, typed);
    }
  });

  it('DV-03 RFC 8628 §5.4 shows who asks, from where, since when, and for what', async () => {
    const person = await somebody(server);
    const { userCode } = await ask(server, television, {}, { 'User-Agent': 'Mozilla/5.0 (Linux) Firefox/1' });
    const opened = await open(server, person.browser, userCode);
    assert.ok(opened.ok);
    const { requestId, ...shown } = opened.output;
    assert.deepEqual(shown, {
      client: {
        name: 'Television',
        host: 'television.example',
        firstParty: false,
        clientUri: 'https://television.example/about',
      },
      account: { email: person.account.email, name: person.account.name },
      scopes: [
        { name: 'openid', remembered: false },
        { name: 'offline_access', remembered: false },
      ],
      askedAtSeconds: server.clock.nowSeconds(),
      from: { network: '127.0.0.0/24', sameAsHere: true, device: 'Firefox, Linux' },
    });
    assert.ok(requestId);
  });

  it('DV-03 the code of a link is filled in for a client of the operator alone, and opens nothing by itself', async () => {
    const own = await aTelevision(server, { firstParty: true });
    const [theirs, ours] = [await ask(server, television), await ask(server, own)];
    assert.equal(await prefilled(theirs.userCode), undefined);
    assert.equal(await prefilled(ours.userCode), ours.userCode);
    assert.equal(await prefilled('BBBB-BBBB'), undefined);
    for (const [by, { deviceCode, userCode }] of [
      [television, theirs],
      [own, ours],
    ] as const) {
      const polled = await poll(server, by, deviceCode);
      assert.equal(polled.body.error, 'authorization_pending');
      // Whoever only followed the link owns nothing: the person with the device still can.
      await settle(server, await somebody(server), userCode);
    }
  });

  it('asks every time, whatever was allowed before', async () => {
    const person = await somebody(server);
    const first = await ask(server, television);
    await settle(server, person, first.userCode);
    const next = await ask(server, television);
    const opened = await open(server, person.browser, next.userCode);
    assert.ok(opened.ok);
    assert.equal(
      opened.output.scopes.every(({ remembered }) => remembered),
      true,
    );
    assert.equal((await poll(server, television, next.deviceCode)).body.error, 'authorization_pending');
  });

  it('DV-02 belongs to whoever opened it first: no other account or browser can open, allow or deny it', async () => {
    const [owner, thief] = [await somebody(server), await somebody(server)];
    const elsewhere = await signedIn(server, owner.account);
    const { deviceCode, userCode } = await ask(server, television);
    const opened = await open(server, owner.browser, userCode);
    assert.ok(opened.ok);
    const { requestId } = opened.output;
    for (const [browser, email] of [
      [thief.browser, thief.account.email],
      [thief.browser, owner.account.email],
      [elsewhere, owner.account.email],
    ] as const) {
      assert.equal(refusal(await open(server, browser, userCode)), '403 request_foreign');
      for (const decision of ['allow', 'deny'] as const) {
        assert.equal(
          refusal(await decide(browser, requestId, decision, email)),
          '403 request_foreign',
          decision,
        );
      }
    }
    assert.equal((await poll(server, television, deviceCode)).body.error, 'authorization_pending');
    assert.ok((await decide(owner.browser, requestId, 'allow', owner.account.email)).ok);
    assert.equal((await poll(server, television, deviceCode)).status, 200);
  });

  it('DV-02 has one owner when two open it at once', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => somebody(server)));
    const { userCode } = await ask(server, television);
    const opened = await Promise.all(people.map(({ browser }) => open(server, browser, userCode)));
    assert.equal(opened.filter(({ ok }) => ok).length, 1);
  });

  it('allows nothing for an account that the page did not show', async () => {
    const person = await somebody(server);
    const { userCode } = await ask(server, television);
    const opened = await open(server, person.browser, userCode);
    assert.ok(opened.ok);
    const { requestId } = opened.output;
    const other = `${newId()}@example.org`;
    assert.equal(refusal(await decide(person.browser, requestId, 'allow', other)), '403 request_foreign');
  });

  it('is closed once it was decided, to its owner too', async () => {
    const person = await somebody(server);
    const { userCode } = await ask(server, television);
    const opened = await open(server, person.browser, userCode);
    assert.ok(opened.ok);
    const { requestId } = opened.output;
    assert.ok((await decide(person.browser, requestId, 'deny', person.account.email)).ok);
    assert.equal(
      refusal(await decide(person.browser, requestId, 'allow', person.account.email)),
      '410 request_gone',
    );
    assert.equal(refusal(await open(server, person.browser, userCode)), '404 user_code_unknown');
  });

  it('UI-16 is on the account page, and withdrawing there ends the tokens of the device', async () => {
    const person = await somebody(server);
    const { deviceCode, userCode } = await ask(server, television);
    await settle(server, person, userCode);
    const { body } = await poll(server, television, deviceCode);
    const page = await person.browser.visit(`${server.issuer}/account`);
    assert.ok(page.kind === 'page' && page.data.view === 'account');
    const [listed] = page.data.home.clients;
    assert.equal(listed?.name, 'Television');
    assert.deepEqual(listed?.scopes.toSorted(), ['offline_access', 'openid']);

    const { client } = television;
    const call = accountCalls['/account/clients/withdraw'];
    await person.browser.call('/account/clients/withdraw', call, { clientId: client.id });
    const fields = { grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' };
    assert.equal((await post(server, '/token', television, fields)).body.error, 'invalid_grant');
  });

  it('UI-01 takes no decision from a page of others, and none without a session', async () => {
    const person = await somebody(server);
    const { deviceCode, userCode } = await ask(server, television);
    const opened = await open(server, person.browser, userCode);
    assert.ok(opened.ok);
    const body = JSON.stringify({
      requestId: opened.output.requestId,
      decision: 'allow',
      email: person.account.email,
    });
    const json = { 'Content-Type': 'application/json' };
    const foreign = [
      { ...json },
      { ...json, Origin: 'https://evil.example' },
      { ...json, Origin: server.issuer, 'Sec-Fetch-Site': 'cross-site' },
      { ...json, Origin: 'null', 'Sec-Fetch-Site': 'same-origin' },
    ];
    for (const path of ['/device/decide', '/device/open']) {
      for (const headers of foreign) {
        const answer = await get(person.browser, server.issuer + path, { method: 'POST', headers, body });
        assert.equal(answer.status, 403, JSON.stringify(headers));
      }
    }
    const nobody = server.browser();
    assert.equal(
      refusal(await decide(nobody, opened.output.requestId, 'allow', person.account.email)),
      '401 sign_in_first',
    );
    assert.equal((await poll(server, television, deviceCode)).body.error, 'authorization_pending');
  });
});
