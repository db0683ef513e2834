import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { returnAddress } from '../../server/authorization/return-address.ts';
import { nextStep, type NextStep, type Progress, type Refusal } from '../../server/interaction/next-step.ts';
import { aClient } from '../harness/client.ts';

const START = 1_000_000;
const LEEWAY = 10;
const ADDRESS = 'https://app.example/callback?keep=1';
const address = returnAddress(aClient({ redirectUris: [ADDRESS] }), ADDRESS);
assert.ok(address);

const ada = { accountId: 'ada', subject: 'ada', amr: ['pwd'] };
const before = { ...ada, id: 'session-before', authenticatedAtSeconds: START - 100 };
const since = { ...ada, id: 'session-since', authenticatedAtSeconds: START };
const withFactor = { ...before, amr: ['pwd', 'otp', 'mfa'] };
const MFA = 'urn:tacet:acr:mfa';
const PWD = 'urn:tacet:acr:pwd';
const consent = { scopes: ['openid', 'email'], hosts: ['app.example'] };

/** A trip of somebody who was signed in and allowed everything before: nothing is missing. */
const settled: Progress = {
  request: {
    prompts: [],
    maxAgeSeconds: undefined,
    hintedSubject: undefined,
    acrValues: [],
    essentialAcr: [],
    scopes: ['openid', 'email'],
    terms: {},
    target: { address, mode: 'query', state: 's' },
  },
  client: { type: 'web', firstParty: false },
  session: before,
  consent,
  trip: {
    startedAtSeconds: START,
    sessionAtStart: before.id,
    consentedAccountId: undefined,
    denied: false,
  },
  nowSeconds: START + 30,
  leewaySeconds: LEEWAY,
  issuer: 'https://id.example',
};

interface Change {
  readonly request?: Partial<Progress['request']>;
  readonly client?: Partial<Progress['client']>;
  readonly trip?: Partial<Progress['trip']>;
  readonly session?: Progress['session'];
  readonly consent?: Progress['consent'];
}

function after(change: Change): NextStep {
  return nextStep({
    ...settled,
    ...change,
    request: { ...settled.request, ...change.request },
    client: { ...settled.client, ...change.client },
    trip: { ...settled.trip, ...change.trip },
  });
}

const finish: NextStep = { kind: 'finish' };
const ask: NextStep = { kind: 'consent' };
const signIn = (reason: 'first' | 'again' | 'too-old' | 'stronger'): NextStep => ({
  kind: 'sign-in',
  reason,
});
const refuse = (error: Refusal): NextStep => ({ kind: 'refuse', error });
const nobody = { session: undefined, consent: undefined };
const none = { prompts: ['none'] } as const;

const table: readonly (readonly [name: string, change: Change, expected: NextStep])[] = [
  ['single sign-on with remembered consent', {}, finish],
  ['nobody is signed in', nobody, signIn('first')],
  ['signed in during this trip, nothing allowed yet', { session: since, consent: undefined }, ask],

  ['prompt=none, all there', { request: none }, finish],
  ['prompt=none, nobody', { ...nobody, request: none }, refuse('login_required')],
  ['prompt=none, no consent', { consent: undefined, request: none }, refuse('consent_required')],
  ['prompt=none, too old', { request: { ...none, maxAgeSeconds: 60 } }, refuse('login_required')],
  ['prompt=none, hint at another', { request: { ...none, hintedSubject: 'bob' } }, refuse('login_required')],
  ['prompt=none, hint at this one', { request: { ...none, hintedSubject: 'ada' } }, finish],
  ['prompt=none, first-party', { consent: undefined, request: none, client: { firstParty: true } }, finish],
  ['prompt=none, native', { request: none, client: { type: 'native' } }, refuse('consent_required')],

  ['prompt=login, signed in before', { request: { prompts: ['login'] } }, signIn('again')],
  ['prompt=login, signed in since', { session: since, request: { prompts: ['login'] } }, finish],
  ['prompt=login, nobody', { ...nobody, request: { prompts: ['login'] } }, signIn('first')],
  [
    'prompt=login, another session that is older than the trip',
    { session: { ...since, authenticatedAtSeconds: START - LEEWAY - 1 }, request: { prompts: ['login'] } },
    signIn('again'),
  ],
  [
    'KY-05 prompt=login, signed in since at an instance whose clock lags behind',
    { session: { ...since, authenticatedAtSeconds: START - LEEWAY }, request: { prompts: ['login'] } },
    finish,
  ],
  [
    'prompt=login, signed in a moment before the trip',
    { session: { ...before, authenticatedAtSeconds: START }, request: { prompts: ['login'] } },
    signIn('again'),
  ],

  ['prompt=consent, remembered', { request: { prompts: ['consent'] } }, ask],
  ['prompt=consent, first-party', { request: { prompts: ['consent'] }, client: { firstParty: true } }, ask],
  [
    'prompt=consent, given in this trip',
    { request: { prompts: ['consent'] }, trip: { consentedAccountId: 'ada' } },
    finish,
  ],
  [
    'prompt=login consent, one after the other',
    { request: { prompts: ['login', 'consent'] } },
    signIn('again'),
  ],
  [
    'prompt=login consent, signed in since',
    { session: since, request: { prompts: ['login', 'consent'] } },
    ask,
  ],

  ['prompt=select_account, signed in before', { request: { prompts: ['select_account'] } }, ask],
  [
    'prompt=select_account, first-party',
    { request: { prompts: ['select_account'] }, client: { firstParty: true } },
    ask,
  ],
  [
    'prompt=select_account, this one was chosen',
    { request: { prompts: ['select_account'] }, trip: { consentedAccountId: 'ada' } },
    finish,
  ],
  [
    'prompt=select_account, signed in since',
    { session: since, request: { prompts: ['select_account'] } },
    finish,
  ],

  ['max_age, young enough', { request: { maxAgeSeconds: 130 } }, finish],
  ['max_age, one second too old', { request: { maxAgeSeconds: 129 } }, signIn('too-old')],
  ['max_age=0, signed in before', { request: { maxAgeSeconds: 0 } }, signIn('too-old')],
  ['max_age=0, signed in since', { session: since, request: { maxAgeSeconds: 0 } }, finish],
  ['max_age=1, signed in since, slow at consent', { session: since, request: { maxAgeSeconds: 1 } }, finish],

  [
    'hint at somebody else',
    { request: { hintedSubject: 'bob' } },
    { kind: 'sign-in', reason: 'again', somebodyElse: true },
  ],
  [
    'hint at somebody else, signed in since as this one',
    { session: since, request: { hintedSubject: 'bob' } },
    refuse('login_required'),
  ],
  ['hint at somebody, nobody is here', { ...nobody, request: { hintedSubject: 'bob' } }, signIn('first')],

  ['a wish for a factor', { request: { acrValues: [MFA] } }, signIn('stronger')],
  ['a wish for a factor, prompt=none', { request: { ...none, acrValues: [MFA] } }, finish],
  ['a wish that a password meets', { request: { acrValues: [MFA, 'urn:tacet:acr:pwd'] } }, finish],
  ['a wish, signed in since without it', { session: since, request: { acrValues: [MFA] } }, finish],
  ['a wish, and a factor was proved', { session: withFactor, request: { acrValues: [MFA] } }, finish],
  ['a demand for a factor', { request: { essentialAcr: [MFA] } }, signIn('stronger')],
  [
    'a demand for a factor, signed in since without it',
    { session: since, request: { essentialAcr: [MFA] } },
    refuse('unmet_authentication_requirements'),
  ],
  ['a demand for less than was proved', { session: withFactor, request: { essentialAcr: [PWD] } }, finish],

  ['UI-13 more scopes than remembered', { request: { scopes: ['openid', 'profile'] } }, ask],
  ['UI-13 fewer scopes than remembered', { request: { scopes: ['openid'] } }, finish],
  ['UI-13 another redirect host', { consent: { ...consent, hosts: ['old.example'] } }, ask],
  ['UI-13 a native client asks every time', { client: { type: 'native' } }, ask],
  ['UI-13 so does a first-party native client', { client: { type: 'native', firstParty: true } }, ask],
  [
    'UI-13 a native client, allowed in this trip',
    { client: { type: 'native' }, trip: { consentedAccountId: 'ada' } },
    finish,
  ],
  ['a first-party client is not asked for', { consent: undefined, client: { firstParty: true } }, finish],
  [
    'consent of another account in this trip',
    { consent: undefined, trip: { consentedAccountId: 'bob' } },
    ask,
  ],

  ['denied', { trip: { denied: true } }, refuse('access_denied')],
  ['denied, and signed out meanwhile', { ...nobody, trip: { denied: true } }, refuse('access_denied')],
];

describe('DOD-S07 the next step of a trip', () => {
  for (const [name, change, expected] of table) {
    it(name, () => assert.deepEqual(after(change), expected));
  }

  it('never finishes without a session, whatever else is said', () => {
    for (const [, change] of table) {
      assert.notEqual(after({ ...change, session: undefined }).kind, 'finish');
      assert.notEqual(after({ ...change, session: undefined }).kind, 'consent');
    }
  });

  it('never shows a page when prompt is none', () => {
    for (const [, change] of table) {
      const { kind } = after({ ...change, request: { ...change.request, prompts: ['none'] } });
      assert.ok(kind === 'finish' || kind === 'refuse');
    }
  });
});
