import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { loadConfig } from '../../server/config/load.ts';
import { openInteractions } from '../../server/interaction/interaction.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { testClock } from '../harness/clock.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { authorizeUrl, get } from './trip.ts';

const FREE = 3_000;
const HERE = { addressPrefix: '192.0.2.0/24' };
const THERE = { addressPrefix: '198.51.100.0/24' };
const TRIP = { request: undefined, browserDigest: 'mine', sessionAtStart: undefined };

describe('trips that are begun and never finished', () => {
  it('have a ceiling for every network, and no other network feels it', async () => {
    const { interactions, clock } = open();
    for (let count = 0; count < FREE; count += 1) await interactions.begin(TRIP, HERE);
    const refused = { name: 'ProblemError', code: 'too_many_attempts', details: { retryAfterSeconds: 1 } };
    await assert.rejects(interactions.begin(TRIP, HERE), refused);
    await interactions.begin(TRIP, THERE);
    clock.turn(1);
    await interactions.begin(TRIP, HERE);
  });

  it('are those alone: an office that signs in all at once gets in', async () => {
    const { interactions } = open();
    for (let count = 0; count < 2 * FREE; count += 1) {
      assert.ok(await interactions.take(await interactions.begin(TRIP, HERE), HERE));
    }
  });
});

describe('a network above the ceiling', () => {
  let server: TestServer;
  let clientId: string;
  before(async () => {
    server = await startServer();
    clientId = (await server.client()).client.id;
  });
  after(() => server.stop());

  it('class 8: is told when to come again, on a page', async () => {
    const key = fingerprint('127.0.0.0/24');
    const spent = {
      key: `trip-address:${key}`,
      free: 1,
      delaysSeconds: [],
      leakSeconds: 0,
      memorySeconds: 60,
    };
    for (let count = 0; count < FREE; count += 1) {
      await server.parts.ephemera.admit([spent], server.clock.nowSeconds());
    }
    const answer = await get(server.browser(), authorizeUrl(server, clientId));
    assert.equal(answer.status, 429);
    assert.equal(answer.headers.get('Retry-After'), '1');
    assert.match(await answer.text(), /"problem":"too_many_attempts"/);
  });
});

function open() {
  const clock = testClock();
  const config = loadConfig({ TACET_KEYS_DIR: '/nowhere' });
  return { clock, interactions: openInteractions({ ephemera: memoryEphemera(clock), clock, config }) };
}
