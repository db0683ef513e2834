import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { openTrip } from './trip.ts';

const START = '/interaction/:id/login/start';
const STARTS = 80;

describe('logins that are throttled', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
    await server.account('ada@example.org');
  });
  after(() => server.stop());

  it('BF-01 are written down, for members and strangers alike, and not without end', async () => {
    const browser = server.browser();
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    const { startLoginRequest } = opaqueClient.startLogin('a guess');
    for (const email of ['ada@example.org', 'nobody@example.org']) {
      for (let count = 0; count < STARTS; count += 1) {
        const input = { email, startLoginRequest };
        await browser.call(START.replace(':id', id), interactionCalls[START], input);
      }
    }
    const events = await server.parts.storage.audit.list({ limit: 200 });
    const throttled = events.filter(({ kind }) => kind === 'login.throttled');
    assert.equal(throttled.length, 60);
    assert.ok(throttled.every(({ accountId }) => accountId === undefined));
    assert.ok(throttled.every(({ addressPrefix }) => addressPrefix === '127.0.0.0/24'));
  });
});
