import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { enter, openTrip } from '../interaction/trip.ts';
import { startServer, type TestServer } from '../harness/server.ts';

const EMAIL = 'ada@example.org';

describe('a session that may idle for a minute', () => {
  let server: TestServer;

  before(async () => {
    server = await startServer({ env: { TACET_SESSION_IDLE_SECONDS: '60' } });
    await server.account(EMAIL);
  });
  after(() => server.stop());

  it('SE-04 lives as long as somebody comes by every half minute, and no longer', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    await enter(browser, id, EMAIL);
    for (let seconds = 30; seconds <= 300; seconds += 30) {
      server.clock.turn(30);
      assert.equal(await view(), 'account', `after ${seconds} s`);
    }
    server.clock.turn(61);
    assert.equal(await view(), 'interaction');

    async function view(): Promise<string> {
      const page = await browser.visit(`${server.issuer}/account`);
      return page.kind === 'page' ? page.data.view : page.kind;
    }
  });
});
