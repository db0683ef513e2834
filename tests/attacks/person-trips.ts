import assert from 'node:assert/strict';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { openLetter } from '../../server/mail/outbox.ts';
import { cookieIn, type Trip } from './trips.ts';
import type { Person } from './walk-people.ts';
import type { WireAnswer } from './wire.ts';
import type { Instance } from './world.ts';

const LETTERS_MAX = 200;

/** A trip in a browser of its own, begun by opening that address. */
export async function tripFrom({ wire }: Instance, path: string): Promise<Trip> {
  const { headers } = await wire.get(path);
  const id = new URL(headers.location ?? '').pathname.split('/')[2] ?? '';
  return { id, browser: cookieIn(headers['set-cookie'], 'tacet_browser') };
}

/** A call of the page of that trip; `cookies` besides that of its browser. */
export function callIn(
  { wire }: Instance,
  { id, browser }: Trip,
  path: string,
  input: object,
): Promise<WireAnswer> {
  return wire.call(`/interaction/${id}/${path}`, input, { Cookie: browser });
}

/** Gives the password of that person; out comes the answer to the last message. */
export async function givePassword(at: Instance, trip: Trip, person: Person): Promise<WireAnswer> {
  const { password, email } = person;
  const { clientLoginState, startLoginRequest } = unstretchedClient.startLogin(password);
  const started = await callIn(at, trip, 'login/start', { email, startLoginRequest });
  assert.equal(started.status, 200, started.text);
  const { attemptId, loginResponse, ksfId } = JSON.parse(started.text);
  const done = unstretchedClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  assert.ok(done);
  const { finishLoginRequest } = done;
  return callIn(at, trip, 'login/finish', { attemptId, finishLoginRequest });
}

/** Chooses a password in that trip, up to the last message, which is given back unsent. */
export async function choose(at: Instance, trip: Trip, password: string) {
  const begun = unstretchedClient.startRegistration(password);
  const { registrationRequest, clientRegistrationState } = begun;
  const started = await callIn(at, trip, 'password/start', { registrationRequest });
  assert.equal(started.status, 200, started.text);
  const { registrationResponse, ksfId } = JSON.parse(started.text);
  const made = { password, clientRegistrationState, registrationResponse, ksfId };
  const { registrationRecord } = unstretchedClient.finishRegistration(made);
  const { clientLoginState, startLoginRequest } = unstretchedClient.startLogin(password);
  const kept = await callIn(at, trip, 'password/finish', { ksfId, registrationRecord, startLoginRequest });
  assert.equal(kept.status, 200, kept.text);
  const { attemptId, loginResponse } = JSON.parse(kept.text);
  const done = unstretchedClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  assert.ok(done);
  return { attemptId, finishLoginRequest: done.finishLoginRequest };
}

/** What that expression finds in the newest letter of that kind to that address. */
export async function inLetter(
  { server }: Instance,
  { kind, to, find }: { readonly kind: string; readonly to: string; readonly find: RegExp },
): Promise<string> {
  const { storage, keyring } = server.parts;
  const sealer = keyring.sealer('outbox');
  for (const row of await storage.outbox.recent(LETTERS_MAX)) {
    const letter = row.kind === kind ? openLetter(row, sealer) : undefined;
    if (letter?.to === to) return find.exec(letter.text)?.slice(1).join('') ?? '';
  }
  return assert.fail(`no letter ${kind} to ${to}`);
}

export const TICKET = /#(ti_[\w-]+)/;
export const CODE = /(\d{4})\s?(\d{4})/;

/** The session that an answer gives; undefined when it gives none. */
export function sessionIn({ headers }: WireAnswer): string | undefined {
  return cookieIn(headers['set-cookie'], 'tacet_session') || undefined;
}
