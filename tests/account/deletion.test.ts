import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { follow } from '../../server/commands/demo/person.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { beginAct, lettersTo, must, signInToAccount, ticketIn, whoIs } from '../interaction/proofs.ts';
import { authorizeUrl, enter, get, VERIFIER } from '../interaction/trip.ts';
import { allowed, carryOut, kindsOf, signedInElsewhere, somebody } from './person.ts';

const DAY = 86_400;

describe('DOD-C23 SE-07 an account that its owner wants gone', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  it('is closed at once: sessions, tokens and codes die, and a letter says until when it may be kept', async () => {
    const person = await somebody(server);
    const { account, browser } = person;
    const elsewhere = await signedInElsewhere(server, account);
    const client = await allowed(server, person);
    const { client: first, secret } = await server.client({ firstParty: true });
    const code = new URL(
      (await get(browser, authorizeUrl(server, first.id))).headers.get('Location') ?? '',
    ).searchParams.get('code');
    assert.ok(code);

    const { id } = await beginAct(server, browser, 'delete-account');
    const page = await follow(browser, await enter(browser, id, account.email));
    assert.ok(page.kind === 'page' && page.data.view === 'goodbye');
    assert.equal(page.data.email, account.email);
    assert.equal(page.data.deletesAtSeconds, server.clock.nowSeconds() + 14 * DAY);
    assert.deepEqual([...browser.cookies.keys()].toSorted(), ['tacet_browser'], 'cookies are forgotten');

    assert.equal(await whoIs(server, elsewhere), undefined);
    assert.equal((await client.userinfo()).status, 401);
    assert.equal((await client.refresh()).status, 400);
    const answer = await fetch(`${server.issuer}/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${first.id}:${secret}`)}` },
      body: new URLSearchParams({
        ...{ grant_type: 'authorization_code', code, code_verifier: VERIFIER },
        redirect_uri: first.redirectUris[0] ?? '',
      }),
    });
    assert.equal(answer.status, 400, 'a code of before');
    assert.ok((await kindsOf(server, account)).includes('account.deletion_asked'));
    assert.ok((await lettersTo(server, account.email)).some(({ subject }) => /delet/i.test(subject)));
    const details = await server.parts.storage.accounts.details(account.id);
    assert.deepEqual([details?.state, details?.deleteAfterSeconds], ['deleting', page.data.deletesAtSeconds]);
  });

  it('is kept by whoever proves that it is theirs, and nothing less', async () => {
    const person = await somebody(server);
    await carryOut(server, person, 'delete-account');
    const { browser, id, step } = await signInToAccount(server, person.account.email);
    assert.ok(step.kind === 'held' && step.why === 'deleting');
    assert.equal(await whoIs(server, browser), undefined);
    const keep = interactionCalls['/interaction/:id/keep-account'];
    const kept = must(await browser.call(`/interaction/${id}/keep-account`, keep, {})).step;
    await follow(browser, kept);
    assert.equal(await whoIs(server, browser), person.account.email);
    const details = await server.parts.storage.accounts.details(person.account.id);
    assert.deepEqual([details?.state, details?.deleteAfterSeconds], ['active', undefined]);
  });

  it('takes a ticket for another address along, and no time of grace where the operator gives none', async () => {
    const strict = await startServer({ env: { TACET_DELETION_GRACE_SECONDS: '0' } });
    try {
      const person = await somebody(strict);
      await carryOut(strict, person, 'change-email', 'other@example.org');
      assert.ok(await ticketIn(strict, 'other@example.org', '/email-change'));
      await carryOut(strict, person, 'delete-account');
      const { accounts, accountTickets } = strict.parts.storage;
      const now = strict.clock.nowSeconds();
      assert.equal((await accounts.details(person.account.id))?.deleteAfterSeconds, now);
      assert.equal(await accountTickets.pending('email-change', person.account.id, now), undefined);
    } finally {
      await strict.stop();
    }
  });
});
