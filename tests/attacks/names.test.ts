import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { choosePassword, lettersTo, ticketOf } from '../interaction/sign-up-parts.ts';
import { authorizeUrl, enter, openTrip } from '../interaction/trip.ts';

const WISH = interactionCalls['/interaction/:id/sign-up'];
const RESET = interactionCalls['/interaction/:id/reset'];
const START = interactionCalls['/interaction/:id/login/start'];

/** Spellings of alice@example.org and josé@example.org that come to the same address. */
const SAME: readonly (readonly [typed: string, email: string])[] = [
  ['ALICE@example.org', 'alice@example.org'],
  ['Ａｌｉｃｅ@example.org', 'alice@example.org'],
  ['alice＠example．org', 'alice@example.org'],
  ['  alice@EXAMPLE.org ', 'alice@example.org'],
  ['jos\u00e9@example.org', 'jos\u00e9@example.org'],
  ['jose\u0301@example.org', 'jos\u00e9@example.org'],
  ['JOSE\u0301@Example.Org', 'jos\u00e9@example.org'],
];

/** What looks like her, and is nobody. */
const REFUSED: readonly (readonly [what: string, typed: string])[] = [
  ['a soft hyphen', 'al\u00adice@example.org'],
  ['a zero-width space', 'ali\u200bce@example.org'],
  ['a zero-width joiner', 'ali\u200dce@example.org'],
  ['a right-to-left override', '\u202eecila@example.org'],
  ['UN-02 a Cyrillic a', '\u0430lice@example.org'],
  ['UN-02 a Greek iota', 'al\u03b9ce@example.org'],
  ['EM-08 a second header', 'alice@example.org\r\nBcc: all@example.org'],
  ['EM-08 a header before it', 'Bcc: all@example.org\r\nalice@example.org'],
  ['EM-08 a quoted local part', '"alice"@example.org'],
  ['EM-08 a quoted stranger', '"alice@example.org"@evil.example'],
  ['EM-08 a second @', 'alice@example.org@evil.example'],
  ['EM-08 a full-width second @', 'alice@example.org＠evil.example'],
  ['EM-08 two addresses', 'alice@example.org,mallory@evil.example'],
  ['EM-08 a name around it', 'Alice <alice@example.org>'],
  ['EM-08 a comment', 'alice(me)@example.org'],
  ['EM-08 a null byte', 'alice@example.org\u0000.evil.example'],
  ['EM-08 an escaped null byte', 'alice@example.org%00.evil.example'],
  ['EM-08 an escaped line', 'alice@example.org%0d%0aBcc:all@example.org'],
];

describe('UN-01 names that look or sound alike', () => {
  let server: TestServer;
  let browser: Browser;
  let id: string;
  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '1000' } });
    browser = server.browser();
    const clientId = (await server.client()).client.id;
    ({ id } = await openTrip(browser, authorizeUrl(server, clientId)));
    for (const email of ['alice@example.org', 'jos\u00e9@example.org']) {
      assert.ok((await choosePassword(server.browser(), await ticketOf(server, browser, id, email))).ok);
    }
  });
  after(() => server.stop());

  const accounts = async () => {
    const page = await server.parts.storage.accounts.list({ afterId: undefined, limit: 100 });
    return page.map(({ email }) => email).toSorted();
  };

  for (const [typed, email] of SAME) {
    it(`${JSON.stringify(typed)} is the account that is there, and gets no second one`, async () => {
      server.clock.turn(1); // letters are read by their second
      const called = await browser.call(`/interaction/${id}/sign-up`, WISH, { email: typed });
      assert.deepEqual(called.ok && called.output, { email });
      const [letter] = await lettersTo(server, email);
      assert.match(letter?.text ?? '', /already/i);
      assert.doesNotMatch(letter?.text ?? '', /#ti_/);
      assert.deepEqual(await accounts(), ['alice@example.org', 'jos\u00e9@example.org']);
    });
  }

  it('each spelling opens the same account with the same password', async () => {
    for (const typed of ['ALICE@example.org', 'ａｌｉｃｅ＠example．org']) {
      const own = server.browser();
      const trip = await openTrip(own, `${server.issuer}/account`);
      assert.equal((await enter(own, trip.id, typed)).kind, 'finish');
    }
  });

  for (const [what, typed] of REFUSED) {
    it(`${what} is refused at every door, and nobody is written to`, async () => {
      const before = (await letters()).length;
      const startLoginRequest = 'A'.repeat(128);
      const answers = [
        await browser.call(`/interaction/${id}/sign-up`, WISH, { email: typed }),
        await browser.call(`/interaction/${id}/reset`, RESET, { email: typed }),
        await browser.call(`/interaction/${id}/login/start`, START, { email: typed, startLoginRequest }),
      ];
      for (const called of answers) {
        assert.equal(called.ok ? 'ok' : called.problem.problem, 'invalid_input');
      }
      assert.equal((await letters()).length, before);
    });
  }

  it('a name is no identifier: two accounts may share it, and no look-up takes one', async () => {
    const [one, other] = [await server.account('one@example.org'), await server.account('two@example.org')];
    assert.equal(one.name, other.name);
    const called = await browser.call(`/interaction/${id}/login/start`, START, {
      email: one.name,
      startLoginRequest: 'A'.repeat(128),
    });
    assert.equal(called.ok ? '' : called.problem.field, 'email');
  });

  async function letters(): Promise<readonly unknown[]> {
    return server.parts.storage.outbox.recent(200);
  }
});
