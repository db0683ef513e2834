import assert from 'node:assert/strict';
import { interactionCalls } from '../../contract/interaction.ts';
import type { KsfId } from '../../contract/opaque-parameters.ts';
import type { Step } from '../../contract/step.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { rotateKey, type RotateOptions, SPREAD_SECONDS } from '../../server/keyring/rotate.ts';
import { endCompromised } from '../../server/login/compromised.ts';
import { setupTools } from '../../server/login/setup-tools.ts';
import { accountLetters } from '../../server/mail/account-letters.ts';
import type { TestServer } from '../harness/server.ts';
import { keksIn } from '../keyring/parts.ts';
import { must } from './proofs.ts';
import { QUICK_PASSWORD, quickClient } from './quick-login.ts';
import { openTrip } from './trip.ts';

/** Another server setup takes over; out comes its id. */
export async function rotateSetup(
  { parts, clock }: TestServer,
  options: RotateOptions = { now: true },
): Promise<string> {
  const { storage, config, keyring, login } = parts;
  const { lifetimes } = config;
  const rings = { store: storage.keys, keks: keksIn(config.keysDir), lifetimes, clock, opaque: setupTools };
  const id = await rotateKey(rings, 'server-setup', options);
  clock.turn(SPREAD_SECONDS);
  await keyring.refresh();
  await login.refresh();
  assert.equal(keyring.currentSetupId, id);
  return id;
}

/** The same as `tacet keys rotate server-setup --compromised`; out comes how many were signed out. */
export async function compromiseSetups(server: TestServer): Promise<number> {
  await rotateSetup(server, { compromised: true });
  return endOnes(server);
}

export function endOnes({ parts, clock }: TestServer): Promise<number> {
  const { storage, config, keyring } = parts;
  const letters = accountLetters({ sealer: keyring.sealer('outbox'), clock, issuer: config.issuer });
  return endCompromised({ credentials: storage.credentials, keyring, letters, clock });
}

/** A sign-in by the password: the step, and the renewal that was offered with it. */
export async function login(
  browser: Browser,
  id: string,
  email: string,
  password = QUICK_PASSWORD,
): Promise<{ readonly step: Step; readonly renewal?: string | undefined } | undefined> {
  const path = `/interaction/${id}/login`;
  const { clientLoginState, startLoginRequest } = quickClient.startLogin(password);
  const start = interactionCalls['/interaction/:id/login/start'];
  const started = must(await browser.call(`${path}/start`, start, { email, startLoginRequest }));
  const { attemptId, loginResponse, ksfId } = started;
  const finished = quickClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  if (!finished) return undefined;
  const { finishLoginRequest } = finished;
  const finish = interactionCalls['/interaction/:id/login/finish'];
  return must(await browser.call(`${path}/finish`, finish, { attemptId, finishLoginRequest }));
}

/** The same on the way to the account, in a browser that was never here. */
export async function enterAccount(server: TestServer, email: string, browser = server.browser()) {
  const { id } = await openTrip(browser, `${server.issuer}/account`);
  const entered = await login(browser, id, email);
  assert.ok(entered, 'the password opens');
  return { browser, id, ...entered };
}

/** Where a renewal is taken up. */
interface At {
  readonly browser: Browser;
  readonly id: string;
  readonly renewal?: string | undefined;
}

export function startRenewal({ browser, id, renewal = '' }: At, password = QUICK_PASSWORD) {
  const { clientRegistrationState, registrationRequest } = quickClient.startRegistration(password);
  const call = interactionCalls['/interaction/:id/renewal/start'];
  const asked = { renewalId: renewal, registrationRequest };
  return browser
    .call(`/interaction/${id}/renewal/start`, call, asked)
    .then((called) => ({ called, clientRegistrationState }));
}

/** All of it but the last message, which is what comes out. */
export async function almostRenewed(at: At, password = QUICK_PASSWORD): Promise<() => Promise<boolean>> {
  const { browser, id, renewal = '' } = at;
  const { called, clientRegistrationState } = await startRenewal(at, password);
  const { registrationResponse, ksfId } = must(called);
  const made = { password, clientRegistrationState, registrationResponse, ksfId };
  const { registrationRecord } = quickClient.finishRegistration(made);
  const { attemptId, finishLoginRequest } = await loginWith(at, { ksfId, registrationRecord, password });
  const prove = interactionCalls['/interaction/:id/renewal/prove'];
  const last = { renewalId: renewal, attemptId, finishLoginRequest };
  return async () => (await browser.call(`/interaction/${id}/renewal/prove`, prove, last)).ok;
}

async function loginWith(
  { browser, id, renewal = '' }: At,
  {
    ksfId,
    registrationRecord,
    password,
  }: { readonly ksfId: KsfId; readonly registrationRecord: string; readonly password: string },
) {
  const { clientLoginState, startLoginRequest } = quickClient.startLogin(password);
  const record = { renewalId: renewal, ksfId, registrationRecord, startLoginRequest };
  const finish = interactionCalls['/interaction/:id/renewal/finish'];
  const begun = must(await browser.call(`/interaction/${id}/renewal/finish`, finish, record));
  const { attemptId, loginResponse } = begun;
  const proof = quickClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  return { attemptId, finishLoginRequest: proof?.finishLoginRequest ?? '' };
}

export async function renew(at: At, password = QUICK_PASSWORD): Promise<boolean> {
  return (await almostRenewed(at, password))();
}
