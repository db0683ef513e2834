import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it, type TestContext } from 'node:test';
import { resealForPasskey, sealForPasskey } from '../../authpage/src/vault/passkey-wrap.ts';
import { sealSuccessor } from '../../authpage/src/vault/wraps.ts';
import { callKeys, stateOf } from '../account/keyed.ts';
import { addPasskey } from '../account/passkeys.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { lettersTo, must } from '../interaction/proofs.ts';
import { quickAccount } from '../interaction/quick-login.ts';
import { bridgeOf, type HeldKey, proofOf, recoveryOf, restartOf, wrapUnder } from '../vault/changes.ts';
import { almostRenewed } from '../vault/moving.ts';
import { almostChosen, join, keepRecovery, keptKeys, logIn, type Owning } from '../vault/person.ts';
import { resetTrip } from '../vault/resetting.ts';
import { rotateSetup } from '../interaction/renewing.ts';
import { nameOf, newAccountKey, openWithPassword } from '../vault/wraps.ts';
import { breakable, type Breaking } from './breaking.ts';
import { type BreakableAct, everywhere } from './everywhere.ts';
import { type Opened, opened, sealedNote, type Ways } from './opened.ts';

/** As the page has it. */
const asPage = ({ generation, key }: HeldKey) => ({ generation, key: new Uint8Array(key) });
const shownOf = (held: HeldKey) => ({ generation: held.generation, proof: proofOf(held) });

describe('CF-38 killed at every statement of a call about the account key, what opened before or what opens after', () => {
  let server: TestServer;
  let breaking: Breaking;
  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '1000' } });
    breaking = breakable(server);
  });
  after(async () => {
    await breaking.stop();
    await server.stop();
  });

  /** An act that changes what opens from what is there now to exactly what is named. */
  async function turning(
    person: Owning,
    ways: Ways,
    change: Partial<Opened>,
    send: BreakableAct['send'],
    events = 1,
  ): Promise<BreakableAct> {
    const { accountId } = person.held.owner;
    const written = async () =>
      (await server.parts.storage.audit.list({ accountId, limit: 50 })).filter(
        ({ kind }) => kind.startsWith('keys.') && kind !== 'keys.recovery_used',
      ).length;
    const before = await written();
    const old = await opened(person, ways);
    const next = { ...old, ...change };
    const outcome = async () => {
      const now = await opened(person, ways);
      const isNext = now.generation === next.generation && JSON.stringify(now) === JSON.stringify(next);
      assert.deepEqual(now, isNext ? next : old);
      assert.equal((await written()) - before, isNext ? events : 0, 'written down with the act');
      return isNext ? 'after' : 'before';
    };
    return { send, outcome, again: true };
  }
  const each = (t: TestContext, make: () => Promise<BreakableAct>) => everywhere(t, breaking, make);

  async function withPasskey(person: Owning) {
    const account = await server.parts.storage.accounts.find(person.held.owner.accountId);
    assert.ok(account);
    const { id: credentialId } = await addPasskey(
      server,
      { account, browser: person.browser },
      { label: 'Key' },
    );
    const prf = new Uint8Array(randomBytes(32));
    const { owner } = person.held;
    return {
      prf,
      wrap: await sealForPasskey(owner, asPage(person.held), { credentialId, prf: prf.slice() }),
    };
  }
  const turnOn = async (person: Owning) => {
    const passkey = await withPasskey(person);
    const given = { ...shownOf(person.held), passkey: passkey.wrap };
    must(await callKeys(person, '/account/keys/passkey', given));
    return passkey;
  };

  it('another account key: all wraps of the old, or all of the new, which opens what the old sealed', (t) =>
    each(t, async () => {
      const person = await join(server);
      const { held, exportKey } = person;
      const { owner } = held;
      const { prf, wrap } = await turnOn(person);
      const next = { key: newAccountKey(), owner, generation: 2 };
      const recoveries = [recoveryOf(held), recoveryOf(next)] as const;
      await keepRecovery(server, person, recoveries[0]);
      const ways = { prf, recoveries, note: await sealedNote(held) };
      const resealed = await resealForPasskey(owner, asPage(held), asPage(next), wrap);
      assert.ok(resealed);
      const given = {
        ...{ ...shownOf(held), newProof: proofOf(next), passkeys: [resealed], recovery: recoveries[1].made },
        ...{ opaque: wrapUnder(next, exportKey), seen: (await stateOf(person)).current?.opaque },
        successor: await sealSuccessor(owner, asPage(held), asPage(next)),
      };
      const name = nameOf(next.key);
      const change = { generation: 2, byPassword: name, byPasskey: name, byRecovery: [undefined, name] };
      return turning(person, ways, change, () => callKeys(person, '/account/keys/replace', given), 2);
    }));

  it('another recovery key in the place of one that was used: the one opens, or the other', (t) =>
    each(t, async () => {
      const person = await join(server);
      const [old, next] = [recoveryOf(person.held), recoveryOf(person.held)];
      await keepRecovery(server, person, old);
      const given = { ...shownOf(person.held), recovery: next.made };
      const change = { byRecovery: [undefined, nameOf(person.held.key)] };
      const send = () => callKeys(person, '/account/keys/recovery', given);
      return turning(person, { recoveries: [old, next] }, change, send);
    }));

  it('a recovery key that is shown: it opens all the same, and is told with its mark or not at all', (t) =>
    each(t, async () => {
      const person = await join(server);
      const recovery = recoveryOf(person.held);
      await keepRecovery(server, person, recovery);
      const { accountId } = person.held.owner;
      const outcome = async () => {
        const used = (await stateOf(person)).current?.recoveryUsedAtSeconds !== undefined;
        const events = await server.parts.storage.audit.list({ accountId, limit: 20 });
        const letters = await lettersTo(server, person.email);
        const told = [
          events.filter(({ kind }) => kind === 'keys.recovery_used').length,
          letters.filter(({ subject }) => subject === 'Your recovery key was used').length,
        ];
        assert.deepEqual(told, used ? [1, 1] : [0, 0]);
        const { byRecovery } = await opened(person, { recoveries: [recovery] });
        assert.deepEqual(byRecovery, [nameOf(person.held.key)]);
        return used ? 'after' : 'before';
      };
      return {
        send: () => callKeys(person, '/account/keys/recovery/open', recovery.shown),
        outcome,
      };
    }));

  it('a wrap of the password in the place of a bridge', (t) =>
    each(t, async () => {
      const person = await join(server);
      await rotateSetup(server);
      const entered = await logIn(server, person.email);
      assert.ok(entered?.renewal);
      const { exportKey, prove } = await almostRenewed(entered);
      must(await prove(bridgeOf(person.held, entered.exportKey, exportKey)));
      const owning = { ...person, exportKey };
      const seen = (await stateOf(person)).current?.bridges.at(-1);
      const given = { ...shownOf(person.held), jwe: wrapUnder(person.held, exportKey), seen };
      assert.equal((await opened(owning, {})).bridges, 1);
      return turning(owning, {}, { bridges: 0 }, () => callKeys(person, '/account/keys/password', given), 0);
    }));

  it('a key that a reset left behind: its old password opens it, or the new one from now on', (t) =>
    each(t, async () => {
      const person = await join(server);
      const { held } = person;
      const note = await sealedNote(held);
      const trip = await resetTrip(server, person.email);
      const { prove, exportKey } = await almostChosen(trip, 'a different rest between two notes');
      const next = restartOf(held, exportKey);
      must(await prove(next.keys));
      const owning = { ...person, exportKey, browser: trip.browser };
      const successor = await sealSuccessor(held.owner, asPage(held), asPage(next.held));
      const given = { ...shownOf(held), successor };
      const send = () => callKeys(owning, '/account/keys/reopen', given);
      const act = await turning(owning, { note }, { note: true }, send);
      const outcome = async () => {
        const at = await act.outcome();
        const [, behind] = await keptKeys(server, held.owner.accountId);
        const byOld = behind?.opaque && openWithPassword(person.exportKey, behind, held);
        assert.equal(nameOf(byOld || undefined), at === 'before' ? nameOf(held.key) : undefined);
        return at;
      };
      return { ...act, outcome };
    }));

  it('a passkey that is to open it too', (t) =>
    each(t, async () => {
      const person = await join(server);
      const { prf, wrap } = await withPasskey(person);
      const given = { ...shownOf(person.held), passkey: wrap };
      const change = { byPasskey: nameOf(person.held.key) };
      return turning(person, { prf }, change, () => callKeys(person, '/account/keys/passkey', given));
    }));

  it('a passkey that is to open it no longer', (t) =>
    each(t, async () => {
      const person = await join(server);
      const { prf, wrap } = await turnOn(person);
      const given = { ...shownOf(person.held), credentialId: wrap.credentialId };
      const send = () => callKeys(person, '/account/keys/passkey/remove', given);
      return turning(person, { prf }, { byPasskey: undefined }, send);
    }));

  it('the first key: there is none, or it opens with all that was sent', (t) =>
    each(t, async () => {
      people += 1;
      const email = await quickAccount(server, `keyless${people}@example.org`);
      const entered = await logIn(server, email);
      assert.ok(entered);
      const { browser, exportKey } = entered;
      const owner = { issuer: server.issuer, accountId: (await stateOf({ browser })).accountId };
      const held = { key: newAccountKey(), owner, generation: 1 };
      const recovery = recoveryOf(held);
      const given = { proof: proofOf(held), opaque: wrapUnder(held, exportKey), recovery: recovery.made };
      const name = nameOf(held.key);
      const change = { generation: 1, byPassword: name, byRecovery: [name] };
      const send = () => callKeys({ browser }, '/account/keys/make', given);
      return turning({ email, held, exportKey, browser }, { recoveries: [recovery] }, change, send, 2);
    }));
});

let people = 0;
