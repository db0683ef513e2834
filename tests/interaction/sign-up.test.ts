import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { decide } from '../../server/commands/demo/person.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { newSecret } from '../../server/platform/random.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { choosePassword, lettersTo, register, ticketOf } from './sign-up-parts.ts';
import { authorizeUrl, enter, get, leave, openTrip } from './trip.ts';

const WISH = interactionCalls['/interaction/:id/sign-up'];
const OPEN = interactionCalls['/sign-up/open'];
const START = interactionCalls['/sign-up/start'];
const FINISH = interactionCalls['/sign-up/finish'];

describe('sign-up', () => {
  let server: TestServer;
  let clientId: string;

  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '100' } });
    clientId = (await server.client()).client.id;
  });
  after(() => server.stop());

  it('DOD-C17 CF-28 proves the mailbox, makes the account, and goes on with the request it began in', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    const ticket = await ticketOf(server, browser, id, 'Ada@Example.org', 'ada@example.org');

    const opened = await browser.call('/sign-up/open', OPEN, { ticket });
    assert.equal(opened.ok && opened.output.email, 'ada@example.org');
    const finished = await choosePassword(browser, ticket);
    assert.ok(finished.ok);
    // The page goes on as it is, and is told what the page of the trip would have been told.
    const page = await browser.visit(`${server.issuer}/interaction/${id}`);
    assert.ok(page.kind === 'page' && page.data.view === 'interaction');
    const { interactionId, expiresAtSeconds, restartUrl, nowSeconds } = page.data;
    assert.equal(interactionId, id);
    assert.deepEqual(finished.output.trip, { interactionId, expiresAtSeconds, restartUrl, nowSeconds });
    assert.equal(finished.output.step.kind, 'consent');
    assert.match((await leave(browser, await decide(browser, id, 'allow'))).get('code') ?? '', /^ac_/);

    const later = server.browser();
    const again = await openTrip(later, authorizeUrl(server, clientId));
    assert.equal((await enter(later, again.id, 'ada@example.org')).kind, 'finish');
  });

  it('CF-28 on another device it ends on the account page of the new account', async () => {
    const { id, browser } = await begun();
    const ticket = await ticketOf(server, browser, id, 'phone@example.org');
    const phone = server.browser();
    const finished = await choosePassword(phone, ticket);
    assert.deepEqual(finished.ok && finished.output.step, {
      kind: 'finish',
      url: `${server.issuer}/account`,
    });
    assert.equal(finished.ok && finished.output.trip, undefined);
    const page = await phone.visit(`${server.issuer}/account`);
    assert.ok(page.kind === 'page' && page.data.view === 'account');
    assert.equal(page.data.home.account.email, 'phone@example.org');
    assert.equal((await openTrip(browser, `${server.issuer}/interaction/${id}`)).step.kind, 'sign-in');
  });

  it('EN-05 DOD-N20 answers alike for a member, and tells the truth by mail', async () => {
    await server.account('member@example.org');
    const { id, browser } = await begun();
    const answers = [];
    for (const email of ['member@example.org', 'nobody@example.org']) {
      const response = await get(browser, `${server.issuer}/interaction/${id}/sign-up`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: server.issuer },
        body: JSON.stringify({ email }),
      });
      const headers = [...response.headers.keys()].toSorted();
      answers.push({ status: response.status, headers, cookies: response.headers.getSetCookie() });
      assert.deepEqual(await response.json(), { email });
    }
    assert.deepEqual(answers[0], answers[1]);

    const [toMember, ...more] = await lettersTo(server, 'member@example.org');
    assert.ok(toMember);
    assert.equal(more.length, 0);
    assert.doesNotMatch(toMember.text + toMember.html, /ti_/);
    assert.match(toMember.text, new RegExp(`${server.issuer}/account`));
    assert.match((await lettersTo(server, 'nobody@example.org'))[0]?.text ?? '', /\/sign-up#ti_/);
  });

  it('writes in the language of the request', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId, { ui_locales: 'nl' }));
    const { id: english } = await openTrip(browser, authorizeUrl(server, clientId));
    await ticketOf(server, browser, id, 'taal@example.org');
    await ticketOf(server, browser, english, 'language@example.org');
    const [dutch] = await lettersTo(server, 'taal@example.org');
    const [letter] = await lettersTo(server, 'language@example.org');
    assert.ok(dutch && letter);
    assert.notEqual(dutch.subject, letter.subject);
  });

  it('CF-29 DOD-N09 opening the link changes nothing, and the link carries a ticket alone', async () => {
    const { id, browser } = await begun();
    const ticket = await ticketOf(server, browser, id, 'scanner@example.org');
    const [letter] = await lettersTo(server, 'scanner@example.org');
    assert.match(letter?.text ?? '', new RegExp(`${server.issuer}/sign-up#${ticket}(\\s|$)`));
    for (let times = 0; times < 5; times += 1) {
      assert.ok((await fetch(`${server.issuer}/sign-up`)).ok);
      assert.ok((await browser.call('/sign-up/open', OPEN, { ticket })).ok);
    }
    assert.ok((await choosePassword(browser, ticket)).ok);
  });

  it('a ticket is spent once, by one of many, and every other ticket of the address dies with it', async () => {
    const { id, browser } = await begun();
    const first = await ticketOf(server, browser, id, 'twice@example.org');
    server.clock.turn(1); // letters are read by their second
    const second = await ticketOf(server, browser, id, 'twice@example.org');
    assert.notEqual(first, second);
    const registration = await register(browser, first);
    assert.ok(registration);
    const input = { ticket: first, name: 'Ada', ...registration };
    const all = await Promise.all(
      Array.from({ length: 10 }, () => browser.call('/sign-up/finish', FINISH, input)),
    );
    assert.equal(all.filter(({ ok }) => ok).length, 1);
    for (const ticket of [first, second]) {
      const called = await browser.call('/sign-up/open', OPEN, { ticket });
      assert.equal(called.ok ? '' : called.problem.problem, 'ticket_invalid');
    }
  });

  it('OP-06 answers three registration requests for a ticket and no more', async () => {
    const { id, browser } = await begun();
    const ticket = await ticketOf(server, browser, id, 'oracle@example.org');
    const { registrationRequest } = opaqueClient.startRegistration(PASSWORD);
    const all = await Promise.all(
      Array.from({ length: 10 }, () =>
        browser.call('/sign-up/start', START, { ticket, registrationRequest }),
      ),
    );
    assert.equal(all.filter(({ ok }) => ok).length, 3);
  });

  it('refuses a ticket of nobody, of another kind or shape, and an address that is none', async () => {
    const { id, browser } = await begun();
    for (const ticket of [newSecret('ti'), newSecret('ia'), 'x'.repeat(46)]) {
      const called = await browser.call('/sign-up/open', OPEN, { ticket });
      assert.equal(called.ok ? '' : called.problem.problem, 'ticket_invalid');
    }
    const called = await browser.call(`/interaction/${id}/sign-up`, WISH, { email: 'no address' });
    assert.deepEqual(called.ok ? {} : { code: called.problem.problem, field: called.problem.field }, {
      code: 'invalid_input',
      field: 'email',
    });
  });

  it('UI-08 takes names of every script, and none that turns the text around it', async () => {
    const { id, browser } = await begun();
    const ticket = await ticketOf(server, browser, id, 'names@example.org');
    const registration = await register(browser, ticket);
    assert.ok(registration);
    const chosen = { ticket, ...registration };
    for (const name of [
      '',
      '   ',
      'a'.repeat(121),
      'Ada\u202eadA',
      'Ada\u2066',
      'Ada\nBcc: all',
      'Ada\u0000',
    ]) {
      const { ok } = await browser.call('/sign-up/finish', FINISH, { ...chosen, name });
      assert.equal(ok, false, name);
    }
    const finished = await browser.call('/sign-up/finish', FINISH, {
      ticket,
      name: ' 艾达 👩‍🔬 ',
      ...registration,
    });
    assert.ok(finished.ok);
  });

  it('a record that is no OPAQUE record spends nothing', async () => {
    const { id, browser } = await begun();
    const ticket = await ticketOf(server, browser, id, 'garbage@example.org');
    const registration = await register(browser, ticket);
    assert.ok(registration);
    const bad = { ticket, name: 'Ada', ksfId: registration.ksfId, registrationRecord: '_'.repeat(256) };
    const called = await browser.call('/sign-up/finish', FINISH, bad);
    assert.equal(called.ok ? '' : called.problem.problem, 'invalid_input');
    assert.ok((await browser.call('/sign-up/finish', FINISH, { ...bad, ...registration })).ok);
  });

  it('SE-01 ends the session that another account had in this browser', async () => {
    await server.account('before@example.org');
    const { id, browser } = await begun();
    await enter(browser, id, 'before@example.org');
    const old = server.browser();
    for (const [name, value] of browser.cookies) old.cookies.set(name, value);
    const other = await begun();
    await choosePassword(browser, await ticketOf(server, other.browser, other.id, 'after@example.org'));
    const mine = await browser.visit(`${server.issuer}/account`);
    assert.ok(mine.kind === 'page' && mine.data.view === 'account');
    assert.equal(mine.data.home.account.email, 'after@example.org');
    const theirs = await old.visit(`${server.issuer}/account`);
    assert.ok(theirs.kind === 'page' && theirs.data.view === 'interaction');
  });

  async function begun(): Promise<{ readonly browser: Browser; readonly id: string }> {
    const browser = server.browser();
    return { browser, id: (await openTrip(browser, authorizeUrl(server, clientId))).id };
  }
});
