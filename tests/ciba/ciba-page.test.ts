import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { follow } from '../../server/commands/demo/person.ts';
import { newSecret } from '../../server/platform/random.ts';
import { type Registered, somebody } from '../device/both-sides.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { enter, get, openTrip, problemOf } from '../interaction/trip.ts';
import { aBank, asked, decide, lettersTo, mailedRequest, poll } from './both-sides.ts';

const refusal = (called: Awaited<ReturnType<typeof decide>>) =>
  called.ok ? 'none' : [called.status, called.problem.problem].join(' ');

describe('the page to which a letter of an app leads', () => {
  let server: TestServer;
  let bank: Registered;
  before(async () => {
    server = await startServer();
    bank = await aBank(server);
  });
  after(() => server.stop());

  it('asks who is there, and shows who asks for what, with the same message as the letter', async () => {
    const account = await server.account('reads-letters@example.org');
    await asked(server, bank, { login_hint: account.email, binding_message: 'Order 7104 – 12 €' });
    const [letter = ''] = await lettersTo(server, account.email);
    assert.ok(letter.includes('Bank') && letter.includes('Order 7104 – 12 €'), letter);

    const requestId = await mailedRequest(server, account.email);
    const browser = server.browser();
    const { id, step } = await openTrip(browser, `${server.issuer}/ciba/${requestId}`);
    assert.equal(step.kind, 'sign-in');
    const page = await follow(browser, await enter(browser, id, account.email));
    assert.ok(page.kind === 'page' && page.data.view === 'ciba', JSON.stringify(page));
    assert.deepEqual(page.data.asks, {
      client: {
        name: 'Bank',
        host: 'bank.example',
        firstParty: false,
        clientUri: 'https://bank.example',
      },
      account: { email: account.email, name: account.name },
      scopes: [{ name: 'openid', remembered: false }],
      askedAtSeconds: server.clock.nowSeconds(),
      bindingMessage: 'Order 7104 – 12 €',
    });
  });

  it('DV-02 is nobody’s but theirs: another account neither sees nor decides it', async () => {
    const [person, other] = [await somebody(server), await somebody(server)];
    const authReqId = await asked(server, bank, { login_hint: person.account.email });
    const requestId = await mailedRequest(server, person.account.email);
    const seen = await other.browser.visit(`${server.issuer}/ciba/${requestId}`);
    assert.equal(problemOf(seen), 'request_foreign');
    for (const email of [other.account.email, person.account.email]) {
      assert.equal(refusal(await decide(other.browser, requestId, 'allow', email)), '403 request_foreign');
    }
    assert.equal(
      refusal(await decide(person.browser, requestId, 'allow', other.account.email)),
      '403 request_foreign',
    );
    assert.equal(
      refusal(await decide(server.browser(), requestId, 'allow', person.account.email)),
      '401 sign_in_first',
    );
    assert.equal((await poll(server, bank, authReqId)).body.error, 'authorization_pending');
  });

  it('counts one decision, and is closed afterwards', async () => {
    const { account, browser } = await somebody(server);
    const authReqId = await asked(server, bank, { login_hint: account.email });
    const requestId = await mailedRequest(server, account.email);
    const presses = Array.from({ length: 10 }, (_, index) =>
      decide(browser, requestId, index % 2 === 0 ? 'deny' : 'allow', account.email),
    );
    const made = await Promise.all(presses);
    assert.equal(made.filter(({ ok }) => ok).length, 1);
    assert.equal(refusal(await decide(browser, requestId, 'allow', account.email)), '410 request_gone');
    const page = await browser.visit(`${server.issuer}/ciba/${requestId}`);
    assert.equal(problemOf(page), 'request_gone');
    assert.notEqual((await poll(server, bank, authReqId)).body.error, 'authorization_pending');
  });

  it('knows no request that was made up, that expired, or whose client is gone', async () => {
    const { account, browser } = await somebody(server);
    const gone = async (id: string) => problemOf(await browser.visit(`${server.issuer}/ciba/${id}`));
    for (const id of [newSecret('wa'), newSecret('ia'), 'x'])
      assert.equal(await gone(id), 'request_gone', id);

    const own = await aBank(server);
    await asked(server, own, { login_hint: account.email });
    const requestId = await mailedRequest(server, account.email);
    const event = { kind: 'client.updated', atSeconds: server.clock.nowSeconds() } as const;
    await server.parts.storage.clients.update({ ...own.client, enabled: false }, event);
    server.clock.turn(60);
    assert.equal(await gone(requestId), 'request_gone');
    server.clock.turn(600);
    assert.equal(await gone(requestId), 'request_gone');
  });

  it('is named on the account page as long as it waits', async () => {
    const { account, browser } = await somebody(server);
    const waiting = async () => {
      const page = await browser.visit(`${server.issuer}/account`);
      assert.ok(page.kind === 'page' && page.data.view === 'account');
      return page.data.home.waiting;
    };
    assert.deepEqual(await waiting(), []);
    await asked(server, bank, { login_hint: account.email, binding_message: '7104' });
    const id = await mailedRequest(server, account.email);
    const askedAtSeconds = server.clock.nowSeconds();
    assert.deepEqual(await waiting(), [{ id, name: 'Bank', bindingMessage: '7104', askedAtSeconds }]);
    assert.ok((await decide(browser, id, 'deny', account.email)).ok);
    assert.deepEqual(await waiting(), []);
  });

  it('UI-01 takes no decision from a page of others', async () => {
    const { account, browser } = await somebody(server);
    const authReqId = await asked(server, bank, { login_hint: account.email });
    const url = `${server.issuer}/ciba/${await mailedRequest(server, account.email)}/decide`;
    const body = JSON.stringify({ decision: 'allow', email: account.email });
    const json = { 'Content-Type': 'application/json' };
    for (const headers of [
      json,
      { ...json, Origin: 'https://evil.example' },
      { ...json, Origin: server.issuer, 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      const answer = await get(browser, url, { method: 'POST', headers, body });
      assert.equal(answer.status, 403, JSON.stringify(headers));
    }
    assert.equal((await poll(server, bank, authReqId)).body.error, 'authorization_pending');
  });
});
