import assert from 'node:assert/strict';
import { z } from 'zod';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { PASSWORD, type TestServer } from '../harness/server.ts';

const WISH = interactionCalls['/interaction/:id/sign-up'];
const START = interactionCalls['/sign-up/start'];
const FINISH = interactionCalls['/sign-up/finish'];
const letters = z.array(
  z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() }),
);

/** The letters to that address, newest first. */
export async function lettersTo({ issuer }: Pick<TestServer, 'issuer'>, email: string) {
  const response = await fetch(`${issuer}/dev/mail`, { headers: { Accept: 'application/json' } });
  return letters.parse(await response.json()).filter(({ to }) => to === email);
}

/** Asks for an account and takes the ticket out of the letter. `email` is what `typed` comes to. */
export async function ticketOf(
  server: Pick<TestServer, 'issuer'>,
  browser: Browser,
  interactionId: string,
  typed: string,
  email = typed,
): Promise<string> {
  const called = await browser.call(`/interaction/${interactionId}/sign-up`, WISH, { email: typed });
  assert.equal(called.ok && called.output.email, email);
  const [letter] = await lettersTo(server, email);
  return /#(ti_[A-Za-z0-9_-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
}

/** The browser's half of an OPAQUE registration. Undefined when the server refused. */
export async function register(browser: Browser, ticket: string) {
  const { clientRegistrationState, registrationRequest } = opaqueClient.startRegistration(PASSWORD);
  const started = await browser.call('/sign-up/start', START, { ticket, registrationRequest });
  if (!started.ok) return undefined;
  const { registrationResponse, ksfId } = started.output;
  const half = { password: PASSWORD, clientRegistrationState, registrationResponse, ksfId };
  return { ksfId, registrationRecord: opaqueClient.finishRegistration(half).registrationRecord };
}

/** Registers the password of the harness and finishes the sign-up. */
export async function choosePassword(browser: Browser, ticket: string) {
  const registration = await register(browser, ticket);
  assert.ok(registration);
  return browser.call('/sign-up/finish', FINISH, { ticket, name: ' Ada ', ...registration });
}
