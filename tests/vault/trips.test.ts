import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { keyCalls, tripKeyCalls } from '../../contract/keys.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { beginAct, lettersTo, must, refused } from '../interaction/proofs.ts';
import { compromiseSetups } from '../interaction/renewing.ts';
import { bridgeOf, firstOf, recoveryOf, restartOf, rewrapOf } from './changes.ts';
import { almostChosen, join, keepRecovery, keptKeys, logIn, openedBy, type Owning } from './person.ts';
import { resetTrip } from './resetting.ts';
import { nameOf, openWithPassword, openWithRecovery } from './wraps.ts';

const NEW = 'a different rest between two notes';
const KEYS = tripKeyCalls['/interaction/:id/keys'];
const RECOVER = tripKeyCalls['/interaction/:id/keys/recover'];

describe('CF-38 an account key goes along with its password', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '100' } });
  });
  after(() => server.stop());

  const keysIn = (browser: Browser, id: string) => browser.call(`/interaction/${id}/keys`, KEYS, {});
  const eventsOf = async ({ held }: Owning) =>
    (await server.parts.storage.audit.list({ accountId: held.owner.accountId, limit: 50 })).map(
      ({ kind }) => kind,
    );

  /** The trip of a change, at its last message. */
  async function changing(person: Owning, password = NEW) {
    const { id } = await beginAct(server, person.browser, 'change-password');
    const entered = await logIn(server, person.email, { browser: person.browser, tripId: id });
    assert.ok(entered?.step.kind === 'new-password', entered?.step.kind);
    return { id, ...(await almostChosen({ browser: person.browser, id }, password)) };
  }

  it('a change keeps the key: the new password opens it, and the old opens nothing', async () => {
    const person = await join(server);
    const { id, prove, exportKey } = await changing(person);
    const told = must(await keysIn(person.browser, id));
    assert.deepEqual(told.owner, { accountId: person.held.owner.accountId, generation: 1 });
    must(await prove(rewrapOf(person.held, exportKey)));
    const opened = await openedBy(server, { ...person, password: NEW });
    assert.equal(nameOf(opened), nameOf(person.held.key));
    assert.equal(await logIn(server, person.email), undefined);
    const [kept] = await keptKeys(server, person.held.owner.accountId);
    assert.ok(kept);
    assert.equal(openWithPassword(person.exportKey, kept, person.held), undefined, 'nor its export key');
    assert.ok((await eventsOf(person)).includes('keys.rewrapped'));
  });

  it('a change without the key is refused, changes nothing, and may be sent again with it', async () => {
    const person = await join(server);
    const before = await keptKeys(server, person.held.owner.accountId);
    const { prove, exportKey } = await changing(person);
    assert.equal(refused(await prove(undefined)), 'keys_missing');
    assert.deepEqual(await keptKeys(server, person.held.owner.accountId), before);
    assert.equal(nameOf(await openedBy(server, person)), nameOf(person.held.key), 'as it was');
    must(await prove(rewrapOf(person.held, exportKey)));
    assert.equal(nameOf(await openedBy(server, { ...person, password: NEW })), nameOf(person.held.key));
  });

  it('is not put back for ever: after three refusals the password is chosen anew', async () => {
    const person = await join(server);
    const { id, prove } = await changing(person);
    for (let times = 0; times < 4; times += 1) assert.equal(refused(await prove(undefined)), 'keys_missing');
    assert.equal(refused(await prove(undefined)), 'wrong_password');
    const again = await almostChosen({ browser: person.browser, id }, NEW);
    must(await again.prove(rewrapOf(person.held, again.exportKey)));
  });

  it('JIRO-R06 a reset locks what was there, says so, and a new key begins', async () => {
    const person = await join(server);
    const { browser, id } = await resetTrip(server, person.email);
    const told = must(await keysIn(browser, id));
    assert.deepEqual([told.owner.generation, told.hasRecovery, told.state], [1, false, undefined]);
    const chosen = await almostChosen({ browser, id }, NEW);
    assert.equal(refused(await chosen.prove(undefined)), 'keys_missing', 'never in silence');
    const next = restartOf(person.held, chosen.exportKey);
    must(await chosen.prove(next.keys));

    const { accountId } = person.held.owner;
    const [current, locked, ...more] = await keptKeys(server, accountId);
    assert.ok(current && locked && more.length === 0);
    assert.deepEqual([current.generation, current.state, locked.state], [2, 'current', 'locked']);
    const days = ((locked.lockedUntilSeconds ?? 0) - server.clock.nowSeconds()) / 86_400;
    assert.equal(days, 90);
    assert.equal(nameOf(await openedBy(server, { ...person, password: NEW })), nameOf(next.held.key));
    assert.equal(openWithPassword(chosen.exportKey, locked, person.held), undefined);
    assert.equal(nameOf(openWithPassword(person.exportKey, locked, person.held)), nameOf(person.held.key));
    const letters = await lettersTo(server, person.email);
    assert.ok(letters.some(({ text }) => text.includes('What lay in your vault is locked')));
    assert.ok((await eventsOf(person)).includes('keys.restarted'));
  });

  it('JIRO-R06 with a recovery key a reset keeps the key, and the recovery key is another', async () => {
    const person = await join(server);
    const [old, next] = [recoveryOf(person.held), recoveryOf(person.held)];
    await keepRecovery(server, person, old);
    const { browser, id } = await resetTrip(server, person.email);
    assert.equal(must(await keysIn(browser, id)).hasRecovery, true);
    const { jwe, generation } = must(
      await browser.call(`/interaction/${id}/keys/recover`, RECOVER, old.shown),
    );
    const key = openWithRecovery(old, jwe, { ...person.held, generation });
    assert.equal(nameOf(key), nameOf(person.held.key));
    assert.equal(must(await keysIn(browser, id)).recoveryUsed, true);
    const { prove, exportKey } = await almostChosen({ browser, id }, NEW);
    const before = await keptKeys(server, person.held.owner.accountId);
    for (const same of [undefined, old])
      assert.equal(refused(await prove(rewrapOf(person.held, exportKey, same))), 'recovery_used');
    assert.deepEqual(await keptKeys(server, person.held.owner.accountId), before);
    assert.equal(await logIn(server, person.email, { password: NEW }), undefined, 'nothing was changed');
    must(await prove(rewrapOf(person.held, exportKey, next)));
    assert.equal(nameOf(await openedBy(server, { ...person, password: NEW })), nameOf(person.held.key));
    const [kept] = await keptKeys(server, person.held.owner.accountId);
    assert.equal(kept?.recovery?.lookup, next.shown.lookup);
    const letters = await lettersTo(server, person.email);
    assert.ok(!letters.some(({ text }) => text.includes('is locked')));
    assert.equal(letters.filter(({ subject }) => subject === 'Your recovery key was used').length, 1);
    assert.ok((await eventsOf(person)).includes('keys.recovery_used'));

    const trip = await resetTrip(server, person.email);
    const again = await trip.browser.call(`/interaction/${trip.id}/keys/recover`, RECOVER, old.shown);
    assert.equal(refused(again), 'wrong_recovery_key', 'once');
    assert.equal(must(await keysIn(trip.browser, trip.id)).recoveryUsed, false);
  });

  it('a used recovery key holds up no new password that may see no wrap, and is replaced with the next', async () => {
    const person = await join(server);
    const [old, next] = [recoveryOf(person.held), recoveryOf(person.held)];
    await keepRecovery(server, person, old);
    const open = keyCalls['/account/keys/recovery/open'];
    must(await person.browser.call('/account/keys/recovery/open', open, old.shown));
    await compromiseSetups(server);
    const entered = await logIn(server, person.email);
    assert.ok(entered?.step.kind === 'new-password');
    const forced = await almostChosen(entered, NEW);
    must(await forced.prove(bridgeOf(person.held, entered.exportKey, forced.exportKey)));

    const owner = { ...person, browser: entered.browser };
    const { id } = await beginAct(server, owner.browser, 'change-password');
    await logIn(server, owner.email, { password: NEW, browser: owner.browser, tripId: id });
    const chosen = await almostChosen({ browser: owner.browser, id }, `${NEW} too`);
    assert.equal(refused(await chosen.prove(rewrapOf(person.held, chosen.exportKey))), 'recovery_used');
    must(await chosen.prove(rewrapOf(person.held, chosen.exportKey, next)));
    const [kept] = await keptKeys(server, person.held.owner.accountId);
    assert.equal(kept?.recovery?.lookup, next.shown.lookup);
  });

  it('a password that a thief may know is bridged: the new one opens, and nobody saw a wrap', async () => {
    const person = await join(server);
    await compromiseSetups(server);
    const entered = await logIn(server, person.email);
    assert.ok(entered?.step.kind === 'new-password' && entered.step.reason === 'compromised');
    assert.equal(must(await keysIn(entered.browser, entered.id)).state, undefined);
    const { prove, exportKey } = await almostChosen(entered, NEW);
    assert.equal(refused(await prove(restartOf(person.held, exportKey).keys)), 'invalid_input');
    const chosen = await almostChosen(entered, NEW);
    must(await chosen.prove(bridgeOf(person.held, entered.exportKey, chosen.exportKey)));
    assert.equal(nameOf(await openedBy(server, { ...person, password: NEW })), nameOf(person.held.key));
  });

  it('asks nothing of an account that has no key, and makes one when it is told to', async () => {
    const account = await server.account('keyless@example.org');
    const { browser, id } = await resetTrip(server, account.email);
    assert.deepEqual(must(await keysIn(browser, id)).owner, { accountId: account.id });
    must(await (await almostChosen({ browser, id }, NEW)).prove(undefined));

    const owner = { issuer: server.issuer, accountId: account.id };
    const trip = await resetTrip(server, account.email);
    const { prove, exportKey } = await almostChosen(trip, NEW);
    const nobodys = { owner, generation: 1 };
    assert.equal(refused(await prove(restartOf(nobodys, exportKey).keys)), 'keys_changed');
    const { held, keys } = firstOf(owner, exportKey);
    must(await prove(keys));
    const opened = await openedBy(server, { email: account.email, password: NEW, held });
    assert.equal(nameOf(opened), nameOf(held.key));
  });
});
