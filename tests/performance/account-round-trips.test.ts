import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import { keyCalls } from '../../contract/keys.ts';
import type { Somebody } from '../account/person.ts';
import { somebody } from '../account/person.ts';
import { cheapest, type CountingServer, startCountingServer } from './counting-server.ts';

/** What somebody's own account costs, counted on the wire. */
describe('round trips of the account page', () => {
  let counting: CountingServer;
  let person: Somebody;
  before(async () => {
    counting = await startCountingServer();
    person = await somebody(counting.server);
  });
  after(() => counting.stop());

  it('all of its sections cost a look-up of the session, and eight statements at once', async () => {
    const { issuer } = counting.server;
    const page = () => person.browser.visit(`${issuer}/account/security`);
    assert.deepEqual(await cheapest(async () => ({ page: (await counting.cost(page)).cost })), {
      page: '9 SQL, 5 Redis', // the slots in which clients wait for an answer
    });
  });

  it('a page of events costs the session and itself', async () => {
    const call = accountCalls['/account/events'];
    const page = () => person.browser.call('/account/events', call, { before: '1' });
    assert.deepEqual(await cheapest(async () => ({ page: (await counting.cost(page)).cost })), {
      page: '2 SQL, 0 Redis',
    });
  });

  it('the state of the account key costs the session and one statement', async () => {
    const call = keyCalls['/account/keys'];
    const state = () => person.browser.call('/account/keys', call, {});
    assert.deepEqual(await cheapest(async () => ({ state: (await counting.cost(state)).cost })), {
      state: '2 SQL, 0 Redis',
    });
  });
});
