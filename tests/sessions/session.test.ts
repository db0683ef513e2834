import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { authorizeUrl, enter, leave, openTrip } from '../interaction/trip.ts';
import { startServer, type TestServer } from '../harness/server.ts';

const EMAIL = 'ada@example.org';
const HOUR = 60 * 60;
const SIGN_OUT = accountCalls['/account/sign-out'];

describe('a session', () => {
  let server: TestServer;
  let clientId: string;

  before(async () => {
    server = await startServer();
    clientId = (await server.client({ firstParty: true })).client.id;
    await server.account(EMAIL);
  });
  after(() => server.stop());

  it('SE-01 gets a new secret at every sign-in, and the one before is dead', async () => {
    const browser = server.browser();
    await signInTo(browser);
    const first = copyOf(browser);
    assert.ok(await isSignedIn(first));

    const { id } = await openTrip(browser, authorizeUrl(server, clientId, { prompt: 'login' }));
    await enter(browser, id, EMAIL);
    assert.notEqual(sessionCookie(browser), sessionCookie(first));
    assert.ok(await isSignedIn(browser));
    assert.ok(!(await isSignedIn(first)));
  });

  it('SE-01 takes no secret that was planted before the sign-in', async () => {
    const browser = server.browser();
    const planted = `se_${'A'.repeat(43)}`;
    browser.cookies.set('tacet_session', planted);
    await signInTo(browser);
    assert.notEqual(sessionCookie(browser), planted);
    const mallory = server.browser();
    mallory.cookies.set('tacet_session', planted);
    assert.ok(!(await isSignedIn(mallory)));
  });

  it('SE-04 dies after 12 hours of silence', async () => {
    const browser = server.browser();
    await signInTo(browser);
    server.clock.turn(12 * HOUR - 1);
    assert.ok(await isSignedIn(browser));
    server.clock.turn(12 * HOUR - 1);
    assert.ok(await isSignedIn(browser), 'a visit counts');
    server.clock.turn(12 * HOUR + 1);
    assert.ok(!(await isSignedIn(browser)));
  });

  it('SE-04 dies after 30 days, however busy', async () => {
    const browser = server.browser();
    await signInTo(browser);
    for (let hours = 8; hours < 30 * 24; hours += 8) {
      server.clock.turn(8 * HOUR);
      assert.ok(await isSignedIn(browser), `after ${hours} hours`);
    }
    server.clock.turn(8 * HOUR);
    assert.ok(!(await isSignedIn(browser)));
  });

  it('SE-05 is over for a copied cookie once somebody signed out, on every instance', async () => {
    const beside = await startServer({ beside: server });
    try {
      const browser = server.browser();
      await signInTo(browser);
      const copy = copyOf(browser);
      await browser.call('/account/sign-out', SIGN_OUT, {});
      assert.ok(!browser.cookies.has('tacet_session'));
      assert.ok(!(await isSignedIn(copy)));
      const elsewhere = beside.browser();
      for (const [name, value] of copy.cookies) elsewhere.cookies.set(name, value);
      const page = await elsewhere.visit(`${beside.issuer}/account`);
      assert.ok(page.kind === 'page' && page.data.view === 'interaction');
    } finally {
      await beside.stop();
    }
  });

  it('is nobody for a cookie of another shape', async () => {
    for (const value of ['', 'x', `se_${'A'.repeat(42)}`, `br_${'A'.repeat(43)}`, 'A'.repeat(500)]) {
      const browser = server.browser();
      browser.cookies.set('tacet_session', value);
      assert.ok(!(await isSignedIn(browser)));
    }
  });

  async function signInTo(browser: Browser): Promise<void> {
    const { id } = await openTrip(browser, authorizeUrl(server, clientId));
    await leave(browser, await enter(browser, id, EMAIL));
  }

  function copyOf(browser: Browser): Browser {
    const copy = server.browser();
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    return copy;
  }

  function sessionCookie({ cookies }: Browser): string | undefined {
    return cookies.get('tacet_session');
  }

  async function isSignedIn(browser: Browser): Promise<boolean> {
    const page = await browser.visit(`${server.issuer}/account`);
    assert.ok(page.kind === 'page');
    return page.data.view === 'account';
  }
});
