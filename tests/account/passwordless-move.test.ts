import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must, refused, ticketIn, whoIs } from '../interaction/proofs.ts';
import { moveAddress } from './moving.ts';
import { addPasskey, carryOutWith, type Passkey } from './passkeys.ts';
import { homeOf, type Somebody, somebody } from './person.ts';

const CONFIRM = accountCalls['/email-change/confirm'];
const OPEN = accountCalls['/email-change/open'];

describe('DOD-C22 another address for an account that opens with passkeys alone', () => {
  let server: TestServer;
  let person: Somebody;
  let key: Passkey;
  let ticket: string;

  before(async () => {
    server = await startServer();
    person = await somebody(server);
    key = await addPasskey(server, person, { label: 'Phone' });
    await carryOutWith(server, person, key, 'remove-password');
    await carryOutWith(server, person, key, 'change-email', 'moved@example.org');
    ticket = await ticketIn(server, 'moved@example.org', '/email-change');
  });
  after(() => server.stop());

  const confirm = (who: Somebody['browser']) => who.call('/email-change/confirm', CONFIRM, { ticket });

  it('is confirmed by nobody but its owner, signed in', async () => {
    assert.equal(
      must(await server.browser().call('/email-change/open', OPEN, { ticket })).passwordless,
      true,
    );
    assert.equal(refused(await confirm(server.browser())), 'sign_in_first');
    assert.equal(refused(await confirm((await somebody(server)).browser)), 'request_foreign');
    assert.equal(
      refused(await moveAddress(person.browser, ticket)),
      'ticket_invalid',
      'there is no password',
    );
    assert.equal(await whoIs(server, person.browser), person.account.email);
  });

  it('keeps its passkeys, and the old address may take it back', async () => {
    const { url } = must(await confirm(person.browser));
    assert.equal(url, `${server.issuer}/account?done=change-email`);
    assert.equal(await whoIs(server, person.browser), 'moved@example.org');
    assert.ok((await homeOf(server, person.browser)).factors.some(({ label }) => label === 'Phone'));
    assert.ok(await ticketIn(server, person.account.email, '/undo-email-change'));
    assert.equal(refused(await confirm(person.browser)), 'ticket_invalid');
  });
});
