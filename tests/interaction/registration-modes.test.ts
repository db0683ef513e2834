import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { signIn } from '../../server/commands/demo/person.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { approve, invite } from './invited.ts';
import { choosePassword, lettersTo, ticketOf } from './sign-up-parts.ts';
import { authorizeUrl, enter, get, openTrip } from './trip.ts';

const WISH = interactionCalls['/interaction/:id/sign-up'];
const OPEN = interactionCalls['/sign-up/open'];
const EASY = { TACET_THROTTLE_SCALE: '100' };

/** The problem of a call that was refused, or that it was not. */
const told = (called: { ok: true } | { ok: false; problem: { problem: string } }) =>
  called.ok ? 'ok' : called.problem.problem;

describe('CF-27 registration by invite', () => {
  for (const mode of ['invite', 'closed', 'approval', 'open'] as const) {
    it(`an invite makes an account that is signed in at once, where registration is ${mode}`, async () => {
      const server = await startServer({ env: { ...EASY, TACET_REGISTRATION: mode } });
      try {
        const ticket = await invite(server, 'Guest@example.org');
        const [letter] = await lettersTo(server, 'guest@example.org');
        assert.match(letter?.text ?? '', new RegExp(`${server.issuer}/sign-up#${ticket}(\\s|$)`));
        assert.ok((await fetch(`${server.issuer}/sign-up`)).ok);

        const browser = server.browser();
        const opened = await browser.call('/sign-up/open', OPEN, { ticket });
        assert.equal(opened.ok && opened.output.email, 'guest@example.org');
        const finished = await choosePassword(browser, ticket);
        assert.deepEqual(finished.ok && finished.output.step, {
          kind: 'finish',
          url: `${server.issuer}/account`,
        });
        assert.equal((await get(browser, `${server.issuer}/account`)).status, 200);
        assert.equal(told(await browser.call('/sign-up/open', OPEN, { ticket })), 'ticket_invalid');
      } finally {
        await server.stop();
      }
    });
  }

  it('nobody else signs up: not by asking, and not with a letter of the time when it was open', async () => {
    const open = await startServer({ env: EASY });
    const clientId = (await open.client()).client.id;
    const first = open.browser();
    const begun = await openTrip(first, authorizeUrl(open, clientId));
    const ticket = await ticketOf(open, first, begun.id, 'early@example.org');
    const server = await startServer({ beside: open, env: { ...EASY, TACET_REGISTRATION: 'invite' } });
    try {
      const browser = server.browser();
      const { id, step } = await openTrip(browser, authorizeUrl(server, clientId));
      assert.equal(step.kind === 'sign-in' && step.registrationOpen, false);
      const asked = await browser.call(`/interaction/${id}/sign-up`, WISH, { email: 'ada@example.org' });
      assert.equal(told(asked), 'registration_closed');
      assert.equal(told(await browser.call('/sign-up/open', OPEN, { ticket })), 'registration_closed');
      const { prompt_values_supported: prompts } = await metadata(server);
      assert.ok(!prompts.includes('create'));
    } finally {
      await server.stop();
      await open.stop();
    }
  });

  it('an invite that was taken back, or is a week old, leads nowhere', async () => {
    const server = await startServer({ env: { ...EASY, TACET_REGISTRATION: 'invite' } });
    try {
      const { storage, clock } = server.parts;
      const browser = server.browser();
      const opened = async (ticket: string) => told(await browser.call('/sign-up/open', OPEN, { ticket }));
      const back = await invite(server, 'back@example.org');
      const event = { kind: 'account.uninvited', atSeconds: clock.nowSeconds() } as const;
      const [row] = await storage.signUps.invites({ nowSeconds: 0, afterEmail: undefined, limit: 1 });
      assert.ok(row);
      assert.equal(await storage.signUps.uninvite(row.email, event), true);
      assert.equal(await opened(back), 'ticket_invalid');

      const first = await invite(server, 'twice@example.org');
      const second = await invite(server, 'twice@example.org');
      assert.deepEqual([await opened(first), await opened(second)], ['ticket_invalid', 'ok']);
      server.clock.turn(7 * 24 * 3600);
      assert.equal(await opened(second), 'ticket_invalid');
    } finally {
      await server.stop();
    }
  });
});

describe('CF-27 DOD-C18 registration with approval', () => {
  let server: TestServer;
  let clientId: string;
  before(async () => {
    server = await startServer({ env: { ...EASY, TACET_REGISTRATION: 'approval' } });
    clientId = (await server.client()).client.id;
  });
  after(() => server.stop());

  const signedUp = async (email: string, browser: Browser = server.browser()) => {
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    return choosePassword(browser, await ticketOf(server, browser, id, email));
  };

  it('keeps an account waiting, says so, and signs nobody in', async () => {
    const browser = server.browser();
    const finished = await signedUp('ada@example.org', browser);
    assert.deepEqual(finished.ok && finished.output, {
      step: { kind: 'held', why: 'awaiting', account: { email: 'ada@example.org', name: 'Ada' } },
    });
    assert.equal(browser.cookies.has('tacet_session'), false);
    assert.equal((await get(browser, `${server.issuer}/account`)).status, 303);
    assert.equal((await lettersTo(server, 'ada@example.org')).length, 2);

    const later = server.browser();
    const { id } = await openTrip(later, authorizeUrl(server, clientId));
    const step = await signIn(later, id, { email: 'ada@example.org', password: PASSWORD });
    assert.equal(step?.kind === 'held' && step.why, 'awaiting');
    assert.equal(later.cookies.has('tacet_session'), false);
  });

  it('an operator lets them in, once; then the password opens it', async () => {
    await signedUp('grace@example.org');
    server.clock.turn(1); // letters are read by their second
    const both = await Promise.all([
      approve(server, 'grace@example.org'),
      approve(server, 'grace@example.org'),
    ]);
    assert.deepEqual(both.toSorted(), [false, true]);
    const [letter] = await lettersTo(server, 'grace@example.org');
    assert.match(letter?.text ?? '', new RegExp(`${server.issuer}/account`));

    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    assert.equal((await enter(browser, id, 'grace@example.org')).kind, 'consent');
  });

  it('EN-05 answers a member, one who waits and a stranger alike', async () => {
    await server.account('member@example.org');
    await signedUp('waits@example.org');
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    for (const email of ['member@example.org', 'waits@example.org', 'nobody@example.org']) {
      const called = await browser.call(`/interaction/${id}/sign-up`, WISH, { email });
      assert.deepEqual(called.ok && called.output, { email });
    }
  });

  it('offers the account that apps ask for with prompt=create', async () => {
    assert.ok((await metadata(server)).prompt_values_supported.includes('create'));
  });
});

async function metadata({ issuer }: TestServer): Promise<{ prompt_values_supported: string[] }> {
  return JSON.parse(await (await fetch(`${issuer}/.well-known/openid-configuration`)).text());
}
