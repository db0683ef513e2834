import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { authorizeUrl, enter, openTrip } from './trip.ts';

const CONSENT = interactionCalls['/interaction/:id/consent'];
const SWITCH = interactionCalls['/interaction/:id/switch-account'];

describe('two accounts in two tabs', () => {
  let server: TestServer;

  before(async () => {
    server = await startServer();
    await Promise.all([server.account('ada@example.org'), server.account('bob@example.org')]);
  });
  after(() => server.stop());

  it('UI-04 allows nothing in the name of somebody whom the page did not show', async () => {
    const { client } = await server.client();
    const browser = server.browser();
    const first = await openTrip(browser, authorizeUrl(server, client.id));
    const shown = await enter(browser, first.id, 'ada@example.org');
    assert.equal(shown.kind === 'consent' && shown.account.email, 'ada@example.org');

    const second = await openTrip(browser, authorizeUrl(server, client.id));
    await browser.call(`/interaction/${second.id}/switch-account`, SWITCH, {});
    await enter(browser, second.id, 'bob@example.org');

    const allow = (email: string) =>
      browser.call(`/interaction/${first.id}/consent`, CONSENT, { decision: 'allow', email });
    const late = await allow('ada@example.org');
    assert.ok(late.ok && late.output.step.kind === 'consent', 'the question comes again');
    assert.equal(late.output.step.account.email, 'bob@example.org');
    const live = await allow('bob@example.org');
    assert.equal(live.ok && live.output.step.kind, 'finish');
  });
});
