import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { keyCalls, tripKeyCalls } from '../../contract/keys.ts';
import { addPasskey } from '../account/passkeys.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { beginAct, challenge, must, refused } from '../interaction/proofs.ts';
import { bridgeOf, firstOf, proofOf, recoveryOf, restartOf, rewrapOf } from './changes.ts';
import { almostChosen, join, keepRecovery, keptKeys, logIn, openedBy, type Owning } from './person.ts';
import { resetTrip } from './resetting.ts';
import { nameOf, newAccountKey, openWithPassword } from './wraps.ts';

const NEW = 'a different rest between two notes';
const KEYS = tripKeyCalls['/interaction/:id/keys'];
const RECOVER = tripKeyCalls['/interaction/:id/keys/recover'];
const ANSWER = interactionCalls['/interaction/:id/factor/answer'];
const WRAP = keyCalls['/account/keys/passkey'];

describe('JIRO-R06 whoever has not the account key', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '100' } });
  });
  after(() => server.stop());

  const kept = ({ held }: Owning) => keptKeys(server, held.owner.accountId);
  async function unchanged(person: Owning): Promise<void> {
    assert.equal(nameOf(await openedBy(server, person)), nameOf(person.held.key));
    assert.equal(await logIn(server, person.email, { password: NEW }), undefined);
  }
  async function changing(person: Owning) {
    const { id } = await beginAct(server, person.browser, 'change-password');
    await logIn(server, person.email, { browser: person.browser, tripId: id });
    return { browser: person.browser, id };
  }

  it('writes no wrap: a thief of session and password puts no key of theirs in the place of it', async () => {
    const person = await join(server);
    const before = await kept(person);
    const trip = await changing(person);
    const { prove, exportKey } = await almostChosen(trip, NEW);
    const theirs = { ...person.held, key: newAccountKey() };
    assert.equal(refused(await prove(rewrapOf(theirs, exportKey))), 'keys_changed');
    assert.equal(
      refused(await prove(rewrapOf({ ...person.held, generation: 2 }, exportKey))),
      'keys_changed',
    );
    assert.deepEqual(await kept(person), before);
    await unchanged(person);
  });

  it('makes no other key in silence: it is said, and it follows the one in use', async () => {
    const person = await join(server);
    const before = await kept(person);
    const trip = await resetTrip(server, person.email);
    const { prove, exportKey } = await almostChosen(trip, NEW);
    const { owner } = person.held;
    assert.equal(refused(await prove(undefined)), 'keys_missing');
    assert.equal(refused(await prove(firstOf(owner, exportKey).keys)), 'keys_changed');
    for (const generation of [0, 2]) {
      const skipping = await almostChosen(trip, NEW);
      const { keys } = restartOf({ owner, generation }, skipping.exportKey);
      assert.equal(refused(await skipping.prove(keys)), 'keys_changed');
    }
    assert.deepEqual(await kept(person), before);
    await unchanged(person);
  });

  it('gets nothing from a wrap of before a reset: it opens no later key, and is taken back nowhere', async () => {
    const person = await join(server);
    const [stale] = await kept(person);
    const { browser, id } = await resetTrip(server, person.email);
    const chosen = await almostChosen({ browser, id }, NEW);
    const next = restartOf(person.held, chosen.exportKey);
    must(await chosen.prove(next.keys));
    const [current] = await kept(person);
    assert.ok(stale && current);
    assert.equal(openWithPassword(person.exportKey, current, next.held), undefined);
    assert.equal(openWithPassword(person.exportKey, stale, next.held), undefined, 'of another generation');

    const trip = await beginAct(server, browser, 'change-password');
    await logIn(server, person.email, { password: NEW, browser, tripId: trip.id });
    const { prove, exportKey } = await almostChosen({ browser, id: trip.id }, `${NEW} too`);
    assert.equal(refused(await prove(rewrapOf(person.held, exportKey))), 'keys_changed');
    must(await prove(rewrapOf(next.held, exportKey)));
  });

  it('brings no bridge where the wraps are told: the way back from the new password stays short', async () => {
    const person = await join(server);
    const { prove, exportKey } = await almostChosen(await changing(person), NEW);
    const bridge = bridgeOf(person.held, person.exportKey, exportKey);
    assert.equal(refused(await prove(bridge)), 'invalid_input');
    await unchanged(person);
  });

  it('is told nothing outside the step of a new password, or from another browser', async () => {
    const person = await join(server);
    const { id, step } = await beginAct(server, person.browser, 'change-password');
    assert.equal(step.kind, 'sign-in');
    const [keys, recover] = [`/interaction/${id}/keys`, `/interaction/${id}/keys/recover`];
    const { shown } = recoveryOf(person.held);
    assert.equal(refused(await person.browser.call(keys, KEYS, {})), 'interaction_expired');
    assert.equal(refused(await person.browser.call(recover, RECOVER, shown)), 'interaction_expired');
    assert.equal(refused(await server.browser().call(keys, KEYS, {})), 'interaction_foreign');
    await logIn(server, person.email, { browser: person.browser, tripId: id });
    const { state } = must(await person.browser.call(keys, KEYS, {}));
    assert.equal(state?.current?.opaque, (await kept(person))[0]?.opaque, 'in a session, its own');
    assert.equal(refused(await server.browser().call(keys, KEYS, {})), 'interaction_foreign');
  });

  it('is shown what a passkey opens once it was proved, and by the mailbox alone nothing', async () => {
    const person = await join(server);
    const account = await server.parts.storage.accounts.find(person.held.owner.accountId);
    assert.ok(account);
    const passkey = await addPasskey(server, { account, browser: person.browser }, { label: 'Phone' });
    const wrap = { credentialId: passkey.id, jwe: 'a.b.c.d.e' };
    must(
      await person.browser.call('/account/keys/passkey', WRAP, {
        ...{ generation: 1, proof: proofOf(person.held) },
        passkey: { ...wrap, privateJwe: 'p.r.i.v.t', publicJwe: 'p.u.b.l.c' },
      }),
    );
    const { browser, id } = await resetTrip(server, person.email);
    const keys = `/interaction/${id}/keys`;
    assert.equal(refused(await browser.call(keys, KEYS, {})), 'interaction_expired', 'a factor comes first');
    const asked = must(await challenge(browser, id, 'passkey')).challenge;
    assert.ok(asked.kind === 'passkey');
    const { ceremonyId, options } = asked;
    const answer = { kind: 'passkey', ceremonyId, response: passkey.get(options) } as const;
    must(await browser.call(`/interaction/${id}/factor/answer`, ANSWER, { answer }));
    const { state } = must(await browser.call(keys, KEYS, {}));
    assert.deepEqual(
      state?.current?.passkeys.map(({ jwe }) => jwe),
      [wrap.jwe],
    );
    assert.deepEqual([state.current.opaque, state.current.bridges, state.older], [undefined, [], []]);
    const { prove, exportKey } = await almostChosen({ browser, id }, NEW);
    must(await prove(rewrapOf(person.held, exportKey)));
  });

  it('of two who change it at once one counts, and its password opens the key', async () => {
    const person = await join(server);
    const trips = [await resetTrip(server, person.email), await changing(person)] as const;
    const chosen = [await almostChosen(trips[0], NEW), await almostChosen(trips[1], `${NEW} too`)] as const;
    const answers = await Promise.all(
      chosen.map(({ prove, exportKey }) => prove(rewrapOf(person.held, exportKey))),
    );
    const opened = await Promise.all(
      [NEW, `${NEW} too`].map((password) => openedBy(server, { ...person, password })),
    );
    assert.ok(answers.some(({ ok }) => ok));
    assert.deepEqual(opened.filter((key) => key !== undefined).map(nameOf), [nameOf(person.held.key)]);
  });
});

describe('a recovery key in a trip', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  it('is answered alike whatever is wrong with it, ten times, and then with nothing', async () => {
    const [person, other] = [await join(server), await join(server)] as const;
    const [mine, theirs] = [recoveryOf(person.held), recoveryOf(other.held)];
    await keepRecovery(server, person, mine);
    await keepRecovery(server, other, theirs);
    const { browser, id } = await resetTrip(server, person.email);
    const show = (shown: { lookup: string; proof: string }) =>
      browser.call(`/interaction/${id}/keys/recover`, RECOVER, shown);
    const wrong = [
      { ...mine.shown, proof: theirs.shown.proof },
      { ...mine.shown, lookup: theirs.shown.lookup },
      theirs.shown,
    ];
    const answers = [];
    for (const shown of [...wrong, ...wrong, ...wrong]) answers.push(await show(shown));
    for (const answer of answers) {
      assert.ok(!answer.ok);
      const { requestId, ...told } = answer.problem;
      assert.deepEqual(
        [answer.status, told, requestId.length > 0],
        [403, { problem: 'wrong_recovery_key' }, true],
      );
    }
    must(await show(mine.shown));
    assert.equal(refused(await show(mine.shown)), 'too_many_attempts');
  });

  it('of a key that was left behind opens nothing here', async () => {
    const person = await join(server);
    server.clock.turn(3601);
    const old = recoveryOf(person.held);
    await keepRecovery(server, person, old);
    const first = await resetTrip(server, person.email);
    const chosen = await almostChosen(first, NEW);
    must(await chosen.prove(restartOf(person.held, chosen.exportKey).keys));
    const { browser, id } = await resetTrip(server, person.email);
    const answer = await browser.call(`/interaction/${id}/keys/recover`, RECOVER, old.shown);
    assert.equal(refused(answer), 'wrong_recovery_key');
    assert.equal(must(await browser.call(`/interaction/${id}/keys`, KEYS, {})).hasRecovery, false);
  });
});
