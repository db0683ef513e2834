import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import type { ActPurpose } from '../../contract/step.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { beginAct, choosePassword, lettersTo, refused, whoIs } from '../interaction/proofs.ts';
import { enter } from '../interaction/trip.ts';
import { allowed, carryOut, end, givePasskey, homeOf, signedInElsewhere, somebody } from './person.ts';

const BEGIN = accountCalls['/account/acts/begin'];

describe('acts on the own account', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  const wish = async (browser: Browser, purpose: ActPurpose, target?: string) =>
    refused(
      await browser.call('/account/acts/begin', BEGIN, { purpose, ...(target !== undefined && { target }) }),
    );

  it('SE-14 CF-37 ask for a proof of their own, however fresh the session', async () => {
    const { browser, account } = await somebody(server);
    const passkey = await givePasskey(server, account);
    for (const [purpose, target] of [
      ['change-password'],
      ['remove-password'],
      ['change-email', 'new@example.org'],
      ['remove-factor', passkey],
      ['delete-account'],
    ] as const) {
      const { step } = await beginAct(server, browser, purpose, target);
      assert.ok(step.kind === 'sign-in' && step.reason === 'confirm', purpose);
      assert.equal(step.account?.email, account.email);
      assert.equal(step.act?.purpose, purpose);
    }
  });

  it('SE-14 what merely adds or reads is done on a proof of the last five minutes, and no later', async () => {
    const { browser } = await somebody(server);
    assert.equal((await beginAct(server, browser, 'export')).step.kind, 'finish');
    assert.equal((await beginAct(server, browser, 'add-factor', 'totp')).step.kind, 'set-up');
    server.clock.turn(300);
    assert.equal((await beginAct(server, browser, 'export')).step.kind, 'finish');
    assert.equal((await beginAct(server, browser, 'add-factor', 'totp')).step.kind, 'set-up');
    server.clock.turn(1);
    assert.equal((await beginAct(server, browser, 'export')).step.kind, 'sign-in');
    assert.equal((await beginAct(server, browser, 'add-factor', 'totp')).step.kind, 'sign-in');
  });

  it('SE-14 an act of one account is not confirmed by the owner of another, nor carried out twice', async () => {
    const ada = await somebody(server);
    const bob = await somebody(server);
    const { id } = await beginAct(server, ada.browser, 'delete-account');
    await assert.rejects(enter(ada.browser, id, bob.account.email), /wrong_password/);
    const step = await enter(ada.browser, id, ada.account.email);
    assert.ok(step.kind === 'finish');
    const stolen = await end(bob.browser, step.url);
    assert.equal(stolen.status, 403, 'another browser cannot end it');
    assert.equal((await end(ada.browser, step.url)).status, 200);
    assert.equal((await end(ada.browser, step.url)).status, 410);
  });

  it('DOD-C21 SE-06 JIRO-N05 a new password ends everything else, and is told by letter', async () => {
    const { browser, account } = await somebody(server);
    const elsewhere = await signedInElsewhere(server, account);
    const { id } = await beginAct(server, browser, 'change-password');
    const asked = await enter(browser, id, account.email);
    assert.ok(asked.kind === 'new-password' && asked.reason === 'change');
    const step = await choosePassword(browser, id, 'another rest of two notes');
    assert.ok(step.ok && step.output.kind === 'finish');
    const done = await end(browser, step.output.url);
    assert.equal(done.headers.get('Location'), `${server.issuer}/account/security?done=change-password`);
    assert.equal(await whoIs(server, elsewhere), undefined);
    assert.equal(await whoIs(server, browser), account.email);
    assert.ok((await lettersTo(server, account.email)).some(({ subject }) => /password/i.test(subject)));
  });

  it('add-factor takes what can be set up, as long as there is room', async () => {
    const { browser, account } = await somebody(server);
    for (const kind of ['email-code', 'sms', '']) {
      const called = await browser.call('/account/acts/begin', BEGIN, {
        purpose: 'add-factor',
        ...(kind !== '' && { target: kind }),
      });
      assert.equal(refused(called), 'invalid_input', kind);
    }
    assert.equal(await wish(browser, 'add-factor', 'backup-codes'), 'invalid_input');
    for (let count = 0; count < 10; count += 1) await givePasskey(server, account, `Key ${count}`);
    assert.equal(await wish(browser, 'add-factor', 'passkey'), 'too_many_factors');
    assert.equal((await homeOf(server, browser)).factors.length, 10);
  });

  it('JIRO-R19 a factor is renamed and removed by its owner alone', async () => {
    const ada = await somebody(server);
    const bob = await somebody(server);
    const passkey = await givePasskey(server, ada.account, 'Phone of Ada');
    const rename = accountCalls['/account/factors/rename'];
    const named = { factorId: passkey, label: 'Mine now' };
    assert.equal(refused(await bob.browser.call('/account/factors/rename', rename, named)), 'not_found');
    assert.equal(await wish(bob.browser, 'remove-factor', passkey), 'not_found');
    assert.equal(await wish(bob.browser, 'remove-factor'), 'not_found');
    assert.equal((await homeOf(server, ada.browser)).factors[0]?.label, 'Phone of Ada');

    const renamed = await ada.browser.call('/account/factors/rename', rename, {
      ...named,
      label: 'Old phone',
    });
    assert.equal(renamed.ok && renamed.output.factors[0]?.label, 'Old phone');
    const { step } = await beginAct(server, ada.browser, 'remove-factor', passkey);
    assert.equal(step.kind === 'sign-in' && step.act?.target, 'Old phone');
  });

  it('CF-37 the export is a file with everything, and no secret', async () => {
    const person = await somebody(server);
    await allowed(server, person);
    const answer = await carryOut(server, person, 'export');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('Content-Disposition'), 'attachment; filename="tacet-account.json"');
    assert.equal(answer.headers.get('Cache-Control'), 'no-store');
    const text = await answer.text();
    const told = JSON.parse(text);
    assert.equal(told.account.email, person.account.email);
    assert.deepEqual(Object.keys(told).toSorted(), [
      ...[
        'account',
        'accountKeyWraps',
        'consents',
        'events',
        'exportedAtSeconds',
        'factors',
        'language',
        'passwordSetAtSeconds',
      ],
      ...['profile', 'records', 'sessions'],
    ]);
    assert.equal(told.consents[0].clientName, 'Notes');
    assert.ok(told.events.some(({ kind }: { kind: string }) => kind === 'data.exported'));
    assert.doesNotMatch(text, /digest|sealed|secret|registration_?record/i);
    for (const cookie of person.browser.cookies.values()) assert.ok(!text.includes(cookie));
  });

  it('is asked by somebody who is signed in', async () => {
    assert.equal(await wish(server.browser(), 'export'), 'sign_in_first');
  });
});
