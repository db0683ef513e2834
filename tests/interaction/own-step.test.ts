import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextStep, type NextStep } from '../../server/interaction/next-step.ts';
import { FRESH_SECONDS, type OwnProgress } from '../../server/interaction/own-step.ts';
import { type PartialProof, PROOF_SECONDS, type Trip, type TripAct } from '../../server/interaction/trip.ts';

const START = 1_000_000;

const before = { id: 'before', accountId: 'ada', amr: ['pwd'], authenticatedAtSeconds: START - 1000 };
const since = { ...before, id: 'since', authenticatedAtSeconds: START + 5 };
const withFactor = { ...since, amr: ['pwd', 'otp', 'mfa'] };

const trip: Trip = {
  startedAtSeconds: START,
  sessionAtStart: before.id,
  consentedAccountId: undefined,
  denied: false,
};

const act: TripAct = {
  purpose: 'delete-account',
  accountId: 'ada',
  strong: false,
  freshWillDo: false,
  stepDone: false,
  passwordless: false,
};

const proof: PartialProof = {
  accountId: 'ada',
  email: 'ada@example.org',
  name: 'Ada',
  amr: ['pwd'],
  by: 'password',
  trustEpoch: 0,
  atSeconds: START,
  offered: ['totp'],
  rememberable: true,
  known: false,
};
const reset = { purpose: 'reset', ticketDigest: 'd', accountId: 'ada', email: 'ada@example.org' } as const;

function after(session: OwnProgress['session'], change: Partial<Trip>, nowSeconds = START + 30): NextStep {
  return nextStep({ session, trip: { ...trip, ...change }, nowSeconds, leewaySeconds: 10 });
}

const finish: NextStep = { kind: 'finish' };
const confirm: NextStep = { kind: 'sign-in', reason: 'confirm' };

describe('CF-37 the next step of a trip of ours', () => {
  it('signs somebody in on the way to the account', () => {
    assert.deepEqual(after(undefined, {}), { kind: 'sign-in', reason: 'first' });
    assert.deepEqual(after(before, {}), finish);
  });

  it('SE-14 wants a proof made for the act', () => {
    assert.deepEqual(after(undefined, { act }), confirm);
    assert.deepEqual(after(before, { act }), confirm, 'a session from before');
    assert.deepEqual(after({ ...since, accountId: 'eve' }, { act }), confirm, 'of somebody else');
    assert.deepEqual(after(since, { act }), finish);
  });

  it('takes a fresh proof for an act that only adds', () => {
    const fresh = { ...before, authenticatedAtSeconds: START - 100 };
    const adding: TripAct = { ...act, freshWillDo: true };
    assert.deepEqual(after(fresh, { act: adding }), finish);
    assert.deepEqual(after(fresh, { act }), confirm);
    assert.deepEqual(
      after(fresh, { act: adding }, fresh.authenticatedAtSeconds + FRESH_SECONDS + 1),
      confirm,
    );
  });

  it('TO-08 wants every factor that the account holds', () => {
    const strong: TripAct = { ...act, strong: true, freshWillDo: true };
    assert.deepEqual(after(since, { act: strong }), confirm);
    assert.deepEqual(after(withFactor, { act: strong }), finish);
  });

  it('asks for what the act asks besides, after the proof and once', () => {
    const changing: TripAct = { ...act, step: 'new-password' };
    assert.deepEqual(after(before, { act: changing }), confirm);
    assert.deepEqual(after(since, { act: changing }), { kind: 'new-password', reason: 'change' });
    assert.deepEqual(after(since, { act: { ...changing, passwordless: true } }), {
      kind: 'new-password',
      reason: 'first',
    });
    assert.deepEqual(after(since, { act: { ...changing, stepDone: true } }), finish);
    assert.deepEqual(after(since, { act: { ...act, step: 'set-up' } }), { kind: 'set-up' });
  });

  it('TO-04 asks for the missing factor before anything else, whoever is signed in', () => {
    for (const session of [undefined, before, since, withFactor]) {
      assert.deepEqual(after(session, { proof }), { kind: 'factor' });
      assert.deepEqual(after(session, { proof, act }), { kind: 'factor' });
    }
  });

  it('tells of a held account only after every factor', () => {
    const held = { why: 'disabled' } as const;
    assert.deepEqual(after(undefined, { proof: { ...proof, held } }), { kind: 'factor' });
    assert.deepEqual(after(undefined, { proof: { ...proof, offered: [], held } }), { kind: 'held' });
  });

  it('TO-07 lets a mailed ticket choose a password only after the factor', () => {
    const mailed: PartialProof = { ...proof, amr: [], by: 'ticket' };
    assert.deepEqual(after(undefined, { reset, proof: mailed }), { kind: 'factor' });
    assert.deepEqual(after(undefined, { reset, proof: { ...mailed, offered: [] } }), {
      kind: 'new-password',
      reason: 'reset',
    });
    assert.deepEqual(after(undefined, { reset }), { kind: 'sign-in', reason: 'first' }, 'without the proof');
    assert.deepEqual(
      after(undefined, { reset, proof: { ...mailed, offered: [], accountId: 'eve' } }),
      { kind: 'sign-in', reason: 'first' },
      'with a proof of somebody else',
    );
  });

  it('forgets a first proof that waited too long', () => {
    assert.deepEqual(after(undefined, { proof }, START + PROOF_SECONDS - 1), { kind: 'factor' });
    assert.deepEqual(after(undefined, { proof }, START + PROOF_SECONDS), {
      kind: 'sign-in',
      reason: 'first',
    });
  });

  it('never finishes an act without a session of its account', () => {
    for (const stepDone of [true, false])
      assert.notDeepEqual(after(undefined, { act: { ...act, stepDone } }), finish);
  });
});
