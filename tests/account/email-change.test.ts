import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { interactionOf, signIn } from '../../server/commands/demo/person.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { choosePassword, lettersTo, must, refused, ticketIn, whoIs } from '../interaction/proofs.ts';
import { moveAddress } from './moving.ts';
import { allowed, carryOut, homeOf, kindsOf, type Somebody, signedInElsewhere, somebody } from './person.ts';

const OPEN = accountCalls['/email-change/open'];
const BEGIN_RESET = interactionCalls['/reset/begin'];

let addresses = 0;

describe('DOD-C22 EM-09 another e-mail address', () => {
  let server: TestServer;
  let person: Somebody;
  let email: string;
  let newEmail: string;

  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '100', TACET_UNDO_EMAIL_SECONDS: '691200' } });
  });
  after(() => server.stop());
  beforeEach(async () => {
    person = await somebody(server);
    ({ email } = person.account);
    addresses += 1;
    newEmail = `moved${addresses}@example.org`;
  });

  const ask = (to = newEmail) => carryOut(server, person, 'change-email', to);
  const opens = async (typed: string, password = PASSWORD) => {
    const browser = server.browser();
    const { id } = interactionOf(await browser.visit(`${server.issuer}/account`));
    return (await signIn(browser, id, { email: typed, password })) !== undefined;
  };
  const subjects = async (to: string) => (await lettersTo(server, to)).map(({ subject }) => subject);

  it('waits for the letter to the new one; the old one is told', async () => {
    const asked = await ask(newEmail.toUpperCase());
    assert.equal(asked.headers.get('Location'), `${server.issuer}/account?done=change-email`);
    const home = await homeOf(server, person.browser);
    assert.equal(home.newEmail, newEmail, 'in its canonical form');
    assert.equal(home.account.email, email);
    assert.equal(await opens(email), true);
    assert.equal((await lettersTo(server, newEmail)).length, 1);
    assert.ok((await subjects(email)).length > 0);
    assert.ok(!(await lettersTo(server, email)).some(({ text }) => text.includes('#ti_')));
    assert.ok((await kindsOf(server, person.account)).includes('email.change_asked'));
  });

  it('counts once the password was proved, and keeps sub and consents (KMS-R15)', async () => {
    const client = await allowed(server, person);
    const elsewhere = await signedInElsewhere(server, person.account);
    await ask();
    const ticket = await ticketIn(server, newEmail, '/email-change');
    const told = must(await person.browser.call('/email-change/open', OPEN, { ticket }));
    assert.deepEqual([told.email, told.newEmail, told.passwordless], [email, newEmail, false]);

    const { url } = must(await moveAddress(person.browser, ticket));
    assert.equal(url, `${server.issuer}/account?done=change-email`);
    assert.equal(await whoIs(server, person.browser), newEmail, 'who changed it stays');
    assert.equal(await whoIs(server, elsewhere), undefined, 'SE-06 nobody else does');
    assert.equal(await opens(newEmail), true);
    assert.equal(await opens(email), false);

    assert.equal((await homeOf(server, person.browser)).clients[0]?.clientId, client.client.id);
    const claims = await (await client.userinfo()).json();
    assert.deepEqual([claims.sub, claims.email, claims.email_verified], [person.account.id, newEmail, true]);
    assert.ok((await kindsOf(server, person.account)).includes('email.changed'));
    assert.equal((await homeOf(server, person.browser)).newEmail, undefined);
  });

  it('from a browser that is not signed in everything ends, refresh tokens too', async () => {
    const client = await allowed(server, person);
    await ask();
    const ticket = await ticketIn(server, newEmail, '/email-change');
    const { url } = must(await moveAddress(server.browser(), ticket));
    assert.equal(url, `${server.issuer}/account`);
    assert.equal(await whoIs(server, person.browser), undefined);
    assert.equal((await client.refresh()).status, 400);
    assert.equal((await client.userinfo()).status, 401);
  });

  it('EM-09 the old address may take it back for as long as the operator says, with a new password', async () => {
    await ask();
    must(await moveAddress(server.browser(), await ticketIn(server, newEmail, '/email-change')));
    const undo = await ticketIn(server, email, '/undo-email-change');
    // Eight days here, so that nothing but the setting can have said so.
    server.clock.turn(8 * 86_400 - 60);
    const browser = server.browser();
    const { url } = must(await browser.call('/reset/begin', BEGIN_RESET, { ticket: undo }));
    const { id } = interactionOf(await browser.visit(url));
    must(await choosePassword(browser, id, 'mine again, between two notes'));
    assert.equal(await whoIs(server, browser), email);
    assert.equal(await opens(newEmail), false);
    assert.equal(await opens(email, 'mine again, between two notes'), true);
  });

  it('EM-09 after TACET_UNDO_EMAIL_SECONDS it no longer may', async () => {
    await ask();
    must(await moveAddress(server.browser(), await ticketIn(server, newEmail, '/email-change')));
    const undo = await ticketIn(server, email, '/undo-email-change');
    server.clock.turn(server.parts.config.lifetimes.undoEmailSeconds);
    const late = await server.browser().call('/reset/begin', BEGIN_RESET, { ticket: undo });
    assert.equal(refused(late), 'ticket_invalid');
  });

  it('EM-03 EM-01 a ticket is good for one thing, once, for a quarter of an hour', async () => {
    await ask();
    const ticket = await ticketIn(server, newEmail, '/email-change');
    const reset = await server.browser().call('/reset/begin', BEGIN_RESET, { ticket });
    assert.equal(refused(reset), 'ticket_invalid');
    const undone = must(await moveAddress(person.browser, ticket));
    assert.ok(undone.url);
    assert.equal(refused(await moveAddress(person.browser, ticket)), 'ticket_invalid');
    const undo = await ticketIn(server, email, '/undo-email-change');
    assert.equal(refused(await moveAddress(person.browser, undo)), 'ticket_invalid');

    await carryOut(
      server,
      { ...person, account: { ...person.account, email: await addressOf() } },
      'change-email',
      `again-${newEmail}`,
    );
    const late = await ticketIn(server, `again-${newEmail}`, '/email-change');
    server.clock.turn(901);
    assert.equal(refused(await moveAddress(person.browser, late)), 'ticket_invalid');
  });

  it('EM-01 a newer wish is the end of the older one', async () => {
    await ask();
    const older = await ticketIn(server, newEmail, '/email-change');
    await ask(`newer-${newEmail}`);
    assert.equal(refused(await moveAddress(person.browser, older)), 'ticket_invalid');
    must(await moveAddress(person.browser, await ticketIn(server, `newer-${newEmail}`, '/email-change')));
  });

  it('asks for the password of that account, three times at most', async () => {
    await ask();
    const ticket = await ticketIn(server, newEmail, '/email-change');
    await assert.rejects(moveAddress(server.browser(), ticket, 'a wrong one'), /wrong here/);
    await assert.rejects(moveAddress(server.browser(), ticket, 'a wrong one'), /wrong here/);
    await assert.rejects(moveAddress(server.browser(), ticket, 'a wrong one'), /wrong here/);
    assert.equal(refused(await moveAddress(server.browser(), ticket)), 'ticket_invalid');
    assert.equal(await opens(email), true);
  });

  it('EN-05 an address that has an account is answered the same, and its owner is told', async () => {
    const other = await somebody(server);
    const asked = await ask(other.account.email);
    assert.equal(asked.status, 303);
    assert.equal(asked.headers.get('Location'), `${server.issuer}/account?done=change-email`);
    assert.equal((await homeOf(server, person.browser)).newEmail, other.account.email);
    const letters = await lettersTo(server, other.account.email);
    assert.ok(!letters.some(({ text }) => text.includes('#ti_')), 'nobody was given the ticket');
  });

  it('an address that got an account meanwhile is told like a ticket that is gone', async () => {
    await ask();
    await server.account(newEmail);
    const ticket = await ticketIn(server, newEmail, '/email-change');
    assert.equal(refused(await moveAddress(person.browser, ticket)), 'ticket_invalid');
    assert.equal(await whoIs(server, person.browser), email);
  });

  it('takes no address that is none, and not the one it has', async () => {
    const begin = accountCalls['/account/acts/begin'];
    for (const target of ['no address', 'a@b@c.example', email, email.toUpperCase()]) {
      const wish = { purpose: 'change-email', target } as const;
      assert.equal(refused(await person.browser.call('/account/acts/begin', begin, wish)), 'invalid_input');
    }
  });

  const addressOf = async () =>
    (await server.parts.storage.accounts.find(person.account.id))?.email ?? assert.fail();
});
