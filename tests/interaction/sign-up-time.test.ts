import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { startServer } from '../harness/server.ts';
import { choosePassword, ticketOf } from './sign-up-parts.ts';
import { authorizeUrl, leave, openTrip } from './trip.ts';

const WISH = interactionCalls['/interaction/:id/sign-up'];
const OPEN = interactionCalls['/sign-up/open'];

describe('sign-up and time', () => {
  it('a letter that is answered late leads back into the request, and after a day not at all', async () => {
    const server = await startServer();
    try {
      const { client } = await server.client({ firstParty: true });
      const browser = server.browser();
      const { id } = await openTrip(browser, authorizeUrl(server, client.id));
      const late = await ticketOf(server, browser, id, 'late@example.org');
      const tooLate = await ticketOf(server, browser, id, 'too-late@example.org');

      server.clock.turn(60 * 60);
      const finished = await choosePassword(browser, late);
      assert.ok(finished.ok);
      assert.match((await leave(browser, finished.output.step)).get('code') ?? '', /^ac_/);

      server.clock.turn(24 * 60 * 60);
      const called = await browser.call('/sign-up/open', OPEN, { ticket: tooLate });
      assert.equal(called.ok ? '' : called.problem.problem, 'ticket_invalid');
    } finally {
      await server.stop();
    }
  });

  it('a closed server signs nobody up without an invite, and says so', async () => {
    const server = await startServer({ env: { TACET_REGISTRATION: 'closed' } });
    try {
      const { client } = await server.client();
      const browser = server.browser();
      const { id, step } = await openTrip(browser, authorizeUrl(server, client.id));
      assert.equal(step.kind === 'sign-in' && step.registrationOpen, false);
      const called = await browser.call(`/interaction/${id}/sign-up`, WISH, { email: 'ada@example.org' });
      assert.equal(called.ok ? '' : called.problem.problem, 'registration_closed');
    } finally {
      await server.stop();
    }
  });
});
