import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { beginAct, must } from '../interaction/proofs.ts';
import { QUICK_PASSWORD } from '../interaction/quick-login.ts';
import { compromiseSetups, rotateSetup } from '../interaction/renewing.ts';
import { bridgeOf, firstOf, type HeldKey, recoveryOf, restartOf, rewrapOf } from '../vault/changes.ts';
import { almostMoved, almostRenewed } from '../vault/moving.ts';
import { almostChosen, almostJoined, join, keepRecovery, logIn, openedBy } from '../vault/person.ts';
import { resetTrip } from '../vault/resetting.ts';
import { nameOf } from '../vault/wraps.ts';
import { breakable, type Breaking } from './breaking.ts';
import { type BreakableAct, everywhere } from './everywhere.ts';

const NEW = 'a different rest between two notes';

/** One way in, and the key that must open by it. */
interface Way {
  readonly email: string;
  readonly password: string;
  readonly held: HeldKey;
}

/** An act at its last message: sent, it must leave the way before or the way after, and both whole. */
interface Act {
  readonly before: Way | undefined;
  readonly after: Way;
  send(): Promise<{ readonly ok: boolean }>;
}

describe('CF-38 killed at every statement, either the old password opens the key or the new', () => {
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

  /** True: its account key opens. False: it does not log in. Anything between is what must not be. */
  async function opens(way: Way): Promise<boolean> {
    if (!(await logIn(server, way.email, way))) return false;
    assert.equal(nameOf(await openedBy(server, way)), nameOf(way.held.key), 'it logs in, and opens nothing');
    return true;
  }

  /** The act, and whether it is the old way in or the new one that opens. */
  function act({ before: old, after: next, send }: Act): BreakableAct {
    const outcome = async () => {
      const [opensOld, opensNew] = [old ? await opens(old) : undefined, await opens(next)];
      if (old?.password === next.password && old.email === next.email) {
        assert.ok(opensOld && opensNew);
        return 'after';
      }
      assert.ok(old ? opensOld !== opensNew : true, `old ${opensOld}, new ${opensNew}`);
      return opensNew ? 'after' : 'before';
    };
    return { send, outcome };
  }

  const everywhereOf = (t: TestContext, make: () => Promise<Act>) =>
    everywhere(t, breaking, async () => act(await make()));

  const wayOf = (email: string, held: HeldKey, password = QUICK_PASSWORD): Way => ({ email, password, held });

  it('a sign-up', (t) =>
    everywhereOf(t, async () => {
      people += 1;
      const email = `newcomer${people}@example.org`;
      const { owner, exportKey, finish } = await almostJoined(server, email);
      const { held, keys } = firstOf(owner, exportKey);
      return { before: undefined, after: wayOf(email, held), send: () => finish(keys) };
    }));

  it('a change of the password', (t) =>
    everywhereOf(t, async () => {
      const { email, held, browser } = await join(server);
      const { id } = await beginAct(server, browser, 'change-password');
      await logIn(server, email, { browser, tripId: id });
      const { exportKey, prove } = await almostChosen({ browser, id }, NEW);
      const keys = rewrapOf(held, exportKey);
      return { before: wayOf(email, held), after: wayOf(email, held, NEW), send: () => prove(keys) };
    }));

  it('JIRO-R06 a reset by the recovery key, which is replaced', (t) =>
    everywhereOf(t, async () => {
      const person = await join(server);
      const { email, held } = person;
      await keepRecovery(server, person, recoveryOf(held));
      const { exportKey, prove } = await almostChosen(await resetTrip(server, email), NEW);
      const keys = rewrapOf(held, exportKey, recoveryOf(held));
      return { before: wayOf(email, held), after: wayOf(email, held, NEW), send: () => prove(keys) };
    }));

  it('JIRO-R06 a reset that begins another key', (t) =>
    everywhereOf(t, async () => {
      const { email, held } = await join(server);
      const { exportKey, prove } = await almostChosen(await resetTrip(server, email), NEW);
      const next = restartOf(held, exportKey);
      const after = wayOf(email, next.held, NEW);
      return { before: wayOf(email, held), after, send: () => prove(next.keys) };
    }));

  it('a change of the e-mail address', (t) =>
    everywhereOf(t, async () => {
      const person = await join(server);
      const { email, held } = person;
      const newEmail = `moved-${email}`;
      const { from, to, prove } = await almostMoved(server, person, newEmail);
      const keys = bridgeOf(held, from, to);
      return { before: wayOf(email, held), after: wayOf(newEmail, held), send: () => prove(keys) };
    }));

  it('a password that a thief may know', (t) =>
    everywhereOf(t, async () => {
      const { email, held } = await join(server);
      await compromiseSetups(server);
      const entered = await logIn(server, email);
      assert.ok(entered);
      const { exportKey, prove } = await almostChosen(entered, NEW);
      const keys = bridgeOf(held, entered.exportKey, exportKey);
      return { before: wayOf(email, held), after: wayOf(email, held, NEW), send: () => prove(keys) };
    }));

  it('a renewal, after which the same password opens it all the same', (t) =>
    everywhereOf(t, async () => {
      const { email, held } = await join(server);
      await rotateSetup(server);
      const entered = await logIn(server, email);
      assert.ok(entered?.renewal);
      const { exportKey, prove } = await almostRenewed(entered);
      const keys = bridgeOf(held, entered.exportKey, exportKey);
      const way = wayOf(email, held);
      return { before: way, after: way, send: () => prove(keys) };
    }));

  it('nothing is half done where nobody was told: a change sent again after its answer was lost', async () => {
    const { email, held, browser } = await join(server);
    const { id } = await beginAct(server, browser, 'change-password');
    await logIn(server, email, { browser, tripId: id });
    const { exportKey, prove } = await almostChosen({ browser, id }, NEW);
    breaking.next({ at: 0, when: 'answer' });
    assert.ok(!(await prove(rewrapOf(held, exportKey))).ok);
    const again = await almostChosen({ browser, id }, `${NEW} too`);
    must(await again.prove(rewrapOf(held, again.exportKey)));
    assert.ok(await opens(wayOf(email, held, `${NEW} too`)));
  });
});

let people = 0;
