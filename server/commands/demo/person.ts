import { z } from 'zod';
import { interactionCalls } from '../../../contract/interaction.ts';
import type { Step } from '../../../contract/step.ts';
import { opaqueClient } from '../../login/client-half.ts';
import type { Arrival, Browser, Called } from './browser.ts';

const LETTERS = z.array(z.object({ to: z.string(), text: z.string() }));
const TICKET = /\/sign-up#(ti_[A-Za-z0-9_-]+)/;

/** What somebody does at our pages, by the same calls the pages make; the password stays on this side. */
export interface Person {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** Asks for an account within an interaction, opens the mailed link, chooses the password; out comes the next step. */
export async function signUp(
  browser: Browser,
  issuer: string,
  interactionId: string,
  person: Person,
): Promise<Step> {
  const { email, name, password } = person;
  must(
    await browser.call(
      `/interaction/${interactionId}/sign-up`,
      interactionCalls['/interaction/:id/sign-up'],
      { email },
    ),
  );
  const ticket = await ticketFor(issuer, email);

  must(await browser.call('/sign-up/open', interactionCalls['/sign-up/open'], { ticket }));
  const { clientRegistrationState, registrationRequest } = opaqueClient.startRegistration(password);
  const started = must(
    await browser.call('/sign-up/start', interactionCalls['/sign-up/start'], { ticket, registrationRequest }),
  );
  const { registrationRecord } = opaqueClient.finishRegistration({
    password,
    clientRegistrationState,
    registrationResponse: started.registrationResponse,
    ksfId: started.ksfId,
  });
  const input = { ticket, name, ksfId: started.ksfId, registrationRecord };
  return must(await browser.call('/sign-up/finish', interactionCalls['/sign-up/finish'], input)).step;
}

/** Signs in. Undefined: this side found the password wrong, and nothing more was sent. */
export async function signIn(
  browser: Browser,
  interactionId: string,
  { email, password }: Pick<Person, 'email' | 'password'>,
): Promise<Step | undefined> {
  const path = `/interaction/${interactionId}/login`;
  const { clientLoginState, startLoginRequest } = opaqueClient.startLogin(password);
  const { attemptId, loginResponse, ksfId } = must(
    await browser.call(`${path}/start`, interactionCalls['/interaction/:id/login/start'], {
      email,
      startLoginRequest,
    }),
  );
  const finished = opaqueClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  if (finished === undefined) return undefined;
  const input = { attemptId, finishLoginRequest: finished.finishLoginRequest };
  return must(await browser.call(`${path}/finish`, interactionCalls['/interaction/:id/login/finish'], input))
    .step;
}

/** Allows or denies what the client asks for; out comes the next step. */
export async function decide(
  browser: Browser,
  interactionId: string,
  decision: 'allow' | 'deny',
): Promise<Step> {
  const call = interactionCalls['/interaction/:id/consent'];
  return must(await browser.call(`/interaction/${interactionId}/consent`, call, { decision })).step;
}

/** The interaction that a visit arrived at. */
export function interactionOf(arrival: Arrival): { readonly id: string; readonly step: Step } {
  if (arrival.kind !== 'page' || arrival.data.view !== 'interaction')
    throw new Error(`no interaction: ${arrival.kind}`);
  return { id: arrival.data.interactionId, step: arrival.data.step };
}

/** Follows a finish step to the address the person is sent to. */
export async function follow(browser: Browser, step: Step): Promise<Arrival> {
  if (step.kind !== 'finish') throw new Error(`the next step is ${step.kind}`);
  return browser.visit(step.url);
}

/** The ticket of the newest letter to that address, from the development mail box. */
async function ticketFor(issuer: string, email: string): Promise<string> {
  const response = await fetch(`${issuer}/dev/mail`, { headers: { Accept: 'application/json' } });
  const letter = LETTERS.parse(await response.json()).find(({ to }) => to === email);
  const [, ticket] = TICKET.exec(letter?.text ?? '') ?? [];
  if (ticket === undefined) throw new Error('no letter with a ticket has come');
  return ticket;
}

function must<Output>(called: Called<Output>): Output {
  if (!called.ok) throw new Error(`the server refused: ${called.problem.problem} (${called.status})`);
  return called.output;
}
