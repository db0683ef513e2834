import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { callIn, choose, givePassword, inLetter, sessionIn, TICKET, tripFrom } from './person-trips.ts';
import type { Trip } from './trips.ts';
import { aPerson, appCode, type Person } from './walk-people.ts';
import type { WireAnswer } from './wire.ts';
import { type Instance, openInstance } from './world.ts';

/** Somebody knows the password. Its owner finds out, and chooses another. */
describe('★SE-06 ★EM-07 what was proved before a change of how the account opens', () => {
  let at: Instance;
  before(async () => {
    at = await openInstance();
  });
  after(() => at.stop());

  const code = (whose: Person) => ({
    answer: { kind: 'totp', code: appCode(whose, at.server.clock.nowSeconds(), 0).code },
  });
  const problemOf = ({ status, text }: WireAnswer) => (status === 200 ? 'none' : JSON.parse(text).problem);

  /** The last message of a sign-in, not sent yet. */
  async function halfLogin(trip: Trip, { email, password }: Person) {
    const { clientLoginState, startLoginRequest } = unstretchedClient.startLogin(password);
    const { text } = await callIn(at, trip, 'login/start', { email, startLoginRequest });
    const { attemptId, loginResponse, ksfId } = JSON.parse(text);
    const done = unstretchedClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
    return { attemptId, finishLoginRequest: done?.finishLoginRequest ?? '' };
  }

  async function beginReset(whose: Person): Promise<Trip> {
    const asked = await tripFrom(at, '/account');
    await callIn(at, asked, 'reset', { email: whose.email });
    const ticket = await inLetter(at, { kind: 'reset', to: whose.email, find: TICKET });
    const { text } = await at.wire.call('/reset/begin', { ticket }, { Cookie: asked.browser });
    const id = new URL(JSON.parse(text).url).pathname.split('/')[2] ?? '';
    if (whose.totp)
      assert.equal(problemOf(await callIn(at, { ...asked, id }, 'factor/answer', code(whose))), 'none');
    return { ...asked, id };
  }

  async function reset(whose: Person): Promise<void> {
    const trip = await beginReset(whose);
    const last = await choose(at, trip, 'a password that nobody else knows');
    assert.ok(sessionIn(await callIn(at, trip, 'password/prove', last)));
  }

  it('is no sign-in, though its last message was all that was missing', async () => {
    for (const sort of ['plain', 'totp'] as const) {
      const whose = await aPerson(at.server, sort);
      const trip = await tripFrom(at, '/account');
      const last = await halfLogin(trip, whose);
      await reset(whose);
      const answer = await callIn(at, trip, 'login/finish', last);
      assert.deepEqual([problemOf(answer), sessionIn(answer)], ['wrong_password', undefined], sort);
    }
  });

  it('is no sign-in, though only the factor was missing', async () => {
    const whose = await aPerson(at.server, 'totp');
    const trip = await tripFrom(at, '/account');
    assert.equal(problemOf(await givePassword(at, trip, whose)), 'none');
    await reset(whose);
    at.server.clock.turn(60);
    const answer = await callIn(at, trip, 'factor/answer', code(whose));
    assert.deepEqual([problemOf(answer), sessionIn(answer)], ['wrong_password', undefined]);
    const again = await callIn(at, trip, 'factor/answer', code(whose));
    assert.equal(problemOf(again), 'interaction_expired', 'the trip asks for a password again');
  });

  it('is no new password, when the account has got a factor since the link was opened (TO-07)', async () => {
    const whose = await aPerson(at.server, 'plain');
    const trip = await beginReset(whose);
    const last = await choose(at, trip, 'a password without a factor');
    const { storage } = at.server.parts;
    const other = await aPerson(at.server, 'totp');
    const [factor] = await storage.factors.list(other.id);
    const [letter] = await storage.outbox.recent(1);
    assert.ok(factor && letter);
    const event = { kind: 'factor.added', atSeconds: 0, accountId: whose.id } as const;
    const act = { event, letter: { ...letter, id: `${whose.id}-added` }, keptSessionId: undefined };
    const own = { ...factor, accountId: whose.id, id: `${whose.id}-totp` };
    assert.equal(await storage.factors.add(own, act, { only: true, max: 1 }), 'added');
    assert.equal(problemOf(await callIn(at, trip, 'password/prove', last)), 'ticket_invalid');
    const signIn = await givePassword(at, await tripFrom(at, '/account'), whose);
    assert.equal(JSON.parse(signIn.text).step.kind, 'factor', 'the old password is still the one');
  });
});
