import assert from 'node:assert/strict';
import { interactionCalls } from '../../contract/interaction.ts';
import { CURRENT_KSF } from '../../contract/opaque-parameters.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import type { Browser, Called } from '../../server/commands/demo/browser.ts';
import { clientHalf } from '../../server/login/client-half.ts';
import { newId } from '../../server/platform/random.ts';
import type { TestServer } from '../harness/server.ts';

/**
 * A client that hardly stretches: the server cannot tell, and a test may sign in a thousand times. Everything else is
 * the real OPAQUE.
 */
export const quickClient = clientHalf(() => ({
  'argon2id-custom': { iterations: 1, memory: 8, parallelism: 1 },
}));

export const QUICK_PASSWORD = 'quick but real';
const START = interactionCalls['/interaction/:id/login/start'];
const FINISH = interactionCalls['/interaction/:id/login/finish'];

/** Makes an account whose password is stretched hardly at all; under an older server setup, where one is named. */
export async function quickAccount(
  { parts, clock }: TestServer,
  typed: string,
  setupId?: string,
): Promise<string> {
  const { login, storage } = parts;
  const email = parseEmail(typed);
  assert.ok(email);
  const { clientRegistrationState, registrationRequest } = quickClient.startRegistration(QUICK_PASSWORD);
  const { registrationResponse } = login.register({ email, setupId, registrationRequest });
  const { registrationRecord } = quickClient.finishRegistration({
    password: QUICK_PASSWORD,
    clientRegistrationState,
    registrationResponse,
    ksfId: CURRENT_KSF,
  });
  const now = clock.nowSeconds();
  const id = newId();
  const account = {
    id,
    email,
    emailVerified: true,
    name: 'Quick',
    state: 'active',
    createdAtSeconds: now,
    updatedAtSeconds: now,
  } as const;
  const credential = login.credential({
    ...{ accountId: id, email, setupId, registrationRecord },
    ksfId: CURRENT_KSF,
  });
  const event = { kind: 'account.created', atSeconds: now, accountId: id } as const;
  assert.ok(await storage.signUps.createVerified(account, credential, event));
  return email;
}

export interface Proof {
  readonly attemptId: string;
  readonly finishLoginRequest: string;
}

/** The first half of a sign-in, and the proof for the second. Undefined when the server refused to start. */
export async function proofFor(
  browser: Browser,
  interactionId: string,
  email: string,
): Promise<Proof | undefined> {
  const { clientLoginState, startLoginRequest } = quickClient.startLogin(QUICK_PASSWORD);
  const started = await browser.call(`/interaction/${interactionId}/login/start`, START, {
    email,
    startLoginRequest,
  });
  if (!started.ok) return undefined;
  const { attemptId, loginResponse, ksfId } = started.output;
  const finished = quickClient.finishLogin({
    password: QUICK_PASSWORD,
    clientLoginState,
    loginResponse,
    ksfId,
  });
  return finished && { attemptId, finishLoginRequest: finished.finishLoginRequest };
}

/** The second half. */
export function prove(
  browser: Browser,
  interactionId: string,
  proof: Proof,
): Promise<Called<{ step: { kind: string }; renewal?: string | undefined }>> {
  return browser.call(`/interaction/${interactionId}/login/finish`, FINISH, proof);
}
