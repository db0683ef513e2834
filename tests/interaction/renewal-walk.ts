import assert from 'node:assert/strict';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import type { TestServer } from '../harness/server.ts';
import { QUICK_PASSWORD, quickClient } from './quick-login.ts';

/** A renewal on a random walk: whose it is, and what was answered so far. */
export interface WalkedRenewal {
  readonly id: string;
  readonly tripId: string;
  readonly seat: number;
  readonly person: number;
  stage: 'start' | 'finish' | 'prove';
  over: boolean;
  /** Client half: what the next message is made of. */
  registrationRecord: string;
  attemptId: string;
  finishLoginRequest: string;
}

export function beginRenewal(of: Pick<WalkedRenewal, 'id' | 'tripId' | 'seat' | 'person'>): WalkedRenewal {
  const nothing = {
    registrationRecord: 'A'.repeat(256),
    attemptId: `la_${'A'.repeat(43)}`,
    finishLoginRequest: 'A'.repeat(86),
  };
  return { ...of, ...nothing, stage: 'start', over: false };
}

export type RenewalPlace = Pick<WalkedRenewal, 'seat' | 'tripId'>;

interface Where extends RenewalPlace {
  readonly browser: Browser;
  readonly email: string;
  /** Whose renewal it is is signed in in that browser. */
  readonly signedIn: boolean;
  /** The setup that everybody began with. */
  readonly older: string;
}

/**
 * The next message of a renewal: taken in its browser and trip, once, and counted where its person is signed in. True
 * when it counted.
 */
export async function walkRenewal(
  { parts }: TestServer,
  renewal: WalkedRenewal,
  { seat, tripId, browser, email, signedIn, older }: Where,
): Promise<boolean> {
  const genuine = renewal.seat === seat && renewal.tripId === tripId && !renewal.over;
  const { keyring, storage } = parts;
  const setupOf = async () => (await storage.credentials.find(keyring.credentialId(email)))?.setupId;
  const before = await setupOf();
  const last = renewal.stage === 'prove';
  assert.equal(await nextMessage(browser, tripId, renewal, genuine), genuine);
  const counts = genuine && last && signedIn && before === older;
  assert.equal(await setupOf(), counts ? keyring.currentSetupId : before);
  return counts;
}

const START = interactionCalls['/interaction/:id/renewal/start'];
const FINISH = interactionCalls['/interaction/:id/renewal/finish'];
const PROVE = interactionCalls['/interaction/:id/renewal/prove'];

/** Sends the message that is due, from whatever browser and in whatever trip; whether it was taken. */
async function nextMessage(
  browser: Browser,
  tripId: string,
  renewal: WalkedRenewal,
  genuine: boolean,
): Promise<boolean> {
  const path = `/interaction/${tripId}/renewal`;
  const password = QUICK_PASSWORD;
  const renewalId = renewal.id;
  switch (renewal.stage) {
    case 'start': {
      const { clientRegistrationState, registrationRequest } = quickClient.startRegistration(password);
      const called = await browser.call(`${path}/start`, START, { renewalId, registrationRequest });
      if (!called.ok || !genuine) return called.ok;
      const made = quickClient.finishRegistration({ password, clientRegistrationState, ...called.output });
      renewal.registrationRecord = made.registrationRecord;
      renewal.stage = 'finish';
      return true;
    }
    case 'finish': {
      const { clientLoginState, startLoginRequest } = quickClient.startLogin(password);
      const ksfId = 'a2id-64m-3-4';
      const record = {
        renewalId,
        ksfId,
        registrationRecord: renewal.registrationRecord,
        startLoginRequest,
      } as const;
      const called = await browser.call(`${path}/finish`, FINISH, record);
      if (!called.ok || !genuine) return called.ok;
      const { attemptId, loginResponse } = called.output;
      const proof = quickClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
      renewal.attemptId = attemptId;
      renewal.finishLoginRequest = proof?.finishLoginRequest ?? '';
      renewal.stage = 'prove';
      return true;
    }
    case 'prove': {
      const { attemptId, finishLoginRequest } = renewal;
      const called = await browser.call(`${path}/prove`, PROVE, { renewalId, attemptId, finishLoginRequest });
      if (called.ok && genuine) renewal.over = true;
      return called.ok;
    }
  }
}
