import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { decide } from '../../server/commands/demo/person.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { newSecret } from '../../server/platform/random.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { authorizeUrl, enter, get, leave, openTrip, problemOf } from './trip.ts';

const WISH = interactionCalls['/interaction/:id/sign-up'];
const OPEN = interactionCalls['/sign-up/open'];
const START = interactionCalls['/sign-up/start'];
const FINISH = interactionCalls['/sign-up/finish'];
const LETTERS = z.array(
  z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() }),
);

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
    const ticket = await ticketOf(browser, id, 'Ada@Example.org', 'ada@example.org');

    const opened = await browser.call('/sign-up/open', OPEN, { ticket });
    assert.equal(opened.ok && opened.output.email, 'ada@example.org');
    const finished = await choosePassword(browser, ticket);
    assert.ok(finished.ok);
    assert.equal(finished.output.interactionId, id);
    assert.equal(finished.output.step.kind, 'consent');
    assert.match((await leave(browser, await decide(browser, id, 'allow'))).get('code') ?? '', /^ac_/);

    const later = server.browser();
    const again = await openTrip(later, authorizeUrl(server, clientId));
    assert.equal((await enter(later, again.id, 'ada@example.org')).kind, 'finish');
  });

  it('CF-28 on another device it ends on the account page of the new account', async () => {
    const { id, browser } = await begun();
    const ticket = await ticketOf(browser, id, 'phone@example.org');
    const phone = server.browser();
    const finished = await choosePassword(phone, ticket);
    assert.deepEqual(finished.ok && finished.output.step, {
      kind: 'finish',
      url: `${server.issuer}/account`,
    });
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

    const [toMember, ...more] = await lettersTo('member@example.org');
    assert.ok(toMember);
    assert.equal(more.length, 0);
    assert.doesNotMatch(toMember.text + toMember.html, /ti_/);
    assert.match(toMember.text, new RegExp(`${server.issuer}/account`));
    assert.match((await lettersTo('nobody@example.org'))[0]?.text ?? '', /\/sign-up#ti_/);
  });

  it('CF-29 DOD-N09 opening the link changes nothing, and the link carries a ticket alone', async () => {
    const { id, browser } = await begun();
    const ticket = await ticketOf(browser, id, 'scanner@example.org');
    const [letter] = await lettersTo('scanner@example.org');
    assert.match(letter?.text ?? '', new RegExp(`${server.issuer}/sign-up#${ticket}(\\s|$)`));
    for (let times = 0; times < 5; times += 1) {
      assert.ok((await fetch(`${server.issuer}/sign-up`)).ok);
      assert.ok((await browser.call('/sign-up/open', OPEN, { ticket })).ok);
    }
    assert.ok((await choosePassword(browser, ticket)).ok);
  });

  it('a ticket is spent once, by one of many, and every other ticket of the address dies with it', async () => {
    const { id, browser } = await begun();
    const first = await ticketOf(browser, id, 'twice@example.org');
    server.clock.turn(1); // letters are read by their second
    const second = await ticketOf(browser, id, 'twice@example.org');
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
    const ticket = await ticketOf(browser, id, 'oracle@example.org');
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

  it('a record that is no OPAQUE record spends nothing', async () => {
    const { id, browser } = await begun();
    const ticket = await ticketOf(browser, id, 'garbage@example.org');
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
    await choosePassword(browser, await ticketOf(other.browser, other.id, 'after@example.org'));
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

  async function ticketOf(browser: Browser, id: string, typed: string, email = typed): Promise<string> {
    const called = await browser.call(`/interaction/${id}/sign-up`, WISH, { email: typed });
    assert.equal(called.ok && called.output.email, email);
    const [, ticket = ''] = /#(ti_[A-Za-z0-9_-]+)/.exec((await lettersTo(email))[0]?.text ?? '') ?? [];
    return ticket;
  }

  async function lettersTo(email: string) {
    const response = await fetch(`${server.issuer}/dev/mail`, { headers: { Accept: 'application/json' } });
    return LETTERS.parse(await response.json()).filter(({ to }) => to === email);
  }

  async function register(browser: Browser, ticket: string) {
    const { clientRegistrationState, registrationRequest } = opaqueClient.startRegistration(PASSWORD);
    const started = await browser.call('/sign-up/start', START, { ticket, registrationRequest });
    if (!started.ok) return undefined;
    const { registrationResponse, ksfId } = started.output;
    const { registrationRecord } = opaqueClient.finishRegistration({
      password: PASSWORD,
      clientRegistrationState,
      registrationResponse,
      ksfId,
    });
    return { ksfId, registrationRecord };
  }

  async function choosePassword(browser: Browser, ticket: string) {
    const registration = await register(browser, ticket);
    assert.ok(registration);
    return browser.call('/sign-up/finish', FINISH, { ticket, name: ' Ada ', ...registration });
  }
});

describe('sign-up and time', () => {
  it('a letter that is answered late leads back into the request, and after a day not at all', async () => {
    const server = await startServer();
    try {
      const { client } = await server.client({ firstParty: true });
      const browser = server.browser();
      const { id } = await openTrip(browser, authorizeUrl(server, client.id));
      for (const email of ['late@example.org', 'too-late@example.org']) {
        assert.ok((await browser.call(`/interaction/${id}/sign-up`, WISH, { email })).ok);
      }
      const [late = '', tooLate = ''] = await Promise.all(
        ['late@example.org', 'too-late@example.org'].map(ticketTo),
      );

      server.clock.turn(60 * 60);
      const { clientRegistrationState, registrationRequest } = opaqueClient.startRegistration(PASSWORD);
      const started = await browser.call('/sign-up/start', START, { ticket: late, registrationRequest });
      assert.ok(started.ok);
      const { registrationRecord } = opaqueClient.finishRegistration({
        password: PASSWORD,
        clientRegistrationState,
        ...started.output,
      });
      const input = { ticket: late, name: 'Ada', ksfId: started.output.ksfId, registrationRecord };
      const finished = await browser.call('/sign-up/finish', FINISH, input);
      assert.ok(finished.ok);
      assert.match((await leave(browser, finished.output.step)).get('code') ?? '', /^ac_/);

      server.clock.turn(24 * 60 * 60);
      const called = await browser.call('/sign-up/open', OPEN, { ticket: tooLate });
      assert.equal(called.ok ? '' : called.problem.problem, 'ticket_invalid');

      async function ticketTo(email: string): Promise<string> {
        const response = await fetch(`${server.issuer}/dev/mail`, {
          headers: { Accept: 'application/json' },
        });
        const letter = LETTERS.parse(await response.json()).find(({ to }) => to === email);
        return /#(ti_[A-Za-z0-9_-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
      }
    } finally {
      await server.stop();
    }
  });

  it('a closed server signs nobody up, and its page says so', async () => {
    const server = await startServer({ env: { TACET_REGISTRATION: 'closed' } });
    try {
      const { client } = await server.client();
      const browser = server.browser();
      const { id, step } = await openTrip(browser, authorizeUrl(server, client.id));
      assert.equal(step.kind === 'sign-in' && step.registrationOpen, false);
      assert.equal(problemOf(await browser.visit(`${server.issuer}/sign-up`)), 'registration_closed');
      const called = await browser.call(`/interaction/${id}/sign-up`, WISH, { email: 'ada@example.org' });
      assert.equal(called.ok ? '' : called.problem.problem, 'registration_closed');
    } finally {
      await server.stop();
    }
  });
});
