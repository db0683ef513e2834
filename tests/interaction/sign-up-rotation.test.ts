import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { keksIn } from '../keyring/parts.ts';
import { rotateKey, SPREAD_SECONDS } from '../../server/keyring/rotate.ts';
import { setupTools } from '../../server/login/setup-tools.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { register, ticketOf } from './sign-up-parts.ts';
import { authorizeUrl, enter, openTrip } from './trip.ts';

const FINISH = interactionCalls['/sign-up/finish'];

describe('a rotation of the OPAQUE server setup', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  it('between the two messages of a sign-up leaves a password that opens', async () => {
    const { clock, parts } = server;
    const { client } = await server.client();
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, client.id));
    const ticket = await ticketOf(server, browser, id, 'ada@example.org');
    const registration = await register(browser, ticket);
    assert.ok(registration);

    const { storage, config, keyring } = parts;
    const before = keyring.currentSetupId;
    const { lifetimes } = config;
    const rings = { store: storage.keys, keks: keksIn(config.keysDir), lifetimes, clock, opaque: setupTools };
    await rotateKey(rings, 'server-setup', { now: true });
    clock.turn(SPREAD_SECONDS);
    await keyring.refresh();
    assert.notEqual(keyring.currentSetupId, before);

    const finished = await browser.call('/sign-up/finish', FINISH, { ticket, name: 'Ada', ...registration });
    assert.ok(finished.ok);
    const later = server.browser();
    const trip = await openTrip(later, authorizeUrl(server, client.id));
    assert.equal((await enter(later, trip.id, 'ada@example.org')).kind, 'consent');
  });
});
