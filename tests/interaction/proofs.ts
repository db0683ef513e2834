import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { accountCalls } from '../../contract/account.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import type { ActPurpose, Step } from '../../contract/step.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import type { Browser, Called } from '../../server/commands/demo/browser.ts';
import { interactionOf } from '../../server/commands/demo/person.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { factorRoom, newFactor } from '../../server/factors/held.ts';
import type { OutboxRow } from '../../server/mail/outbox-store.ts';
import { newId } from '../../server/platform/random.ts';
import type { TestServer } from '../harness/server.ts';
import { enter } from './trip.ts';

/** What a called page answered; a refusal fails the test with its code. */
export function must<Output>(called: Called<Output>): Output {
  if (called.ok) return called.output;
  return assert.fail(`refused: ${called.problem.problem} (${called.status})`);
}

/** The code of the refusal; an answer fails the test. */
export function refused(called: Called<unknown>): string {
  return called.ok ? assert.fail('was not refused') : called.problem.problem;
}

/** Signs a browser in on the way to the account; out comes the trip and the step after the password. */
export async function signInToAccount(
  server: TestServer,
  email: string,
  browser: Browser = server.browser(),
): Promise<{ readonly browser: Browser; readonly id: string; readonly step: Step }> {
  const { id } = interactionOf(await browser.visit(`${server.issuer}/account`));
  return { browser, id, step: await enter(browser, id, email) };
}

/** Who is signed in, as the account page says; undefined when it asks. */
export async function whoIs(server: TestServer, browser: Browser): Promise<string | undefined> {
  const arrival = await browser.visit(`${server.issuer}/account`);
  if (arrival.kind !== 'page') return assert.fail(arrival.kind);
  return arrival.data.view === 'account' ? arrival.data.home.account.email : undefined;
}

/** Begins an act of the account; out comes the trip it is confirmed in. */
export async function beginAct(
  { issuer }: TestServer,
  browser: Browser,
  purpose: ActPurpose,
  target?: string,
): Promise<{ readonly id: string; readonly step: Step }> {
  const call = accountCalls['/account/acts/begin'];
  const wish = { purpose, ...(target !== undefined && { target }) };
  const { url } = must(await browser.call('/account/acts/begin', call, wish));
  assert.ok(url.startsWith(issuer));
  return interactionOf(await browser.visit(url));
}

/** An authenticator app: the code that it shows at this second of the server's clock. */
export function codeAt({ clock }: Pick<TestServer, 'clock'>, secret: string): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30, algorithm: 'SHA1' });
  return totp.generate({ timestamp: clock.nowSeconds() * 1000 });
}

const CHALLENGE = interactionCalls['/interaction/:id/factor/challenge'];
const ANSWER = interactionCalls['/interaction/:id/factor/answer'];

export const challenge = (browser: Browser, id: string, kind: 'totp' | 'email-code' | 'passkey') =>
  browser.call(`/interaction/${id}/factor/challenge`, CHALLENGE, { kind });

export const answerCode = (
  browser: Browser,
  id: string,
  code: string,
  { kind = 'totp', remember }: { kind?: 'totp' | 'email-code' | 'backup-codes'; remember?: boolean } = {},
) =>
  browser.call(`/interaction/${id}/factor/answer`, ANSWER, {
    answer: { kind, code },
    ...(remember !== undefined && { remember }),
  });

/** Gives the account an authenticator app, past the pages; out comes its secret, base32. */
export async function giveTotp(server: TestServer, typed: string): Promise<string> {
  const { parts, clock } = server;
  const { storage, keyring } = parts;
  const email = parseEmail(typed);
  const account = email && (await storage.accounts.findByEmail(email));
  assert.ok(account);
  const secret = new Secret({ size: 20 }).base32;
  const state = { secret, lastStep: 0 };
  const sealer = keyring.sealer('factor');
  const made = newFactor({ sealer, clock }, account.id, {
    kind: 'totp',
    label: '',
    state,
    lookup: undefined,
  });
  const event = { kind: 'factor.added', atSeconds: clock.nowSeconds(), accountId: account.id } as const;
  const act = { event, letter: letterRow(clock.nowSeconds()), keptSessionId: undefined };
  assert.equal(await storage.factors.add(made, act, factorRoom.totp), 'added');
  return secret;
}

function letterRow(nowSeconds: number): OutboxRow {
  return {
    ...{ id: newId(), kind: 'factor-added', sealed: null, attempts: 0, state: 'sent' },
    createdAtSeconds: nowSeconds,
    nextAttemptAtSeconds: nowSeconds,
  };
}

const LETTERS = z.array(z.object({ to: z.string(), subject: z.string(), text: z.string() }));

/** The letters that lie in the development mailbox for that address. */
export async function lettersTo({ issuer }: TestServer, email: string) {
  const response = await fetch(`${issuer}/dev/mail`, { headers: { Accept: 'application/json' } });
  return LETTERS.parse(await response.json()).filter(({ to }) => to === email);
}

/** The only ticket in the fragment of a link to that path, among the letters to that address. */
export async function ticketIn(server: TestServer, email: string, path: string): Promise<string> {
  const tickets = (await lettersTo(server, email)).flatMap(({ text }) => {
    const [, ticket] = new RegExp(`${path}#(ti_[A-Za-z0-9_-]+)`).exec(text) ?? [];
    return ticket === undefined ? [] : [ticket];
  });
  assert.equal(tickets.length, 1, `letters with a link to ${path}`);
  return tickets[0] ?? assert.fail();
}

/** The three messages of a new password; out comes the step after it. */
export async function choosePassword(
  browser: Browser,
  id: string,
  password: string,
  client = opaqueClient,
): Promise<Called<Step>> {
  const path = `/interaction/${id}/password`;
  const { clientRegistrationState, registrationRequest } = client.startRegistration(password);
  const started = await browser.call(`${path}/start`, interactionCalls['/interaction/:id/password/start'], {
    registrationRequest,
  });
  if (!started.ok) return started;
  const { registrationResponse, ksfId } = started.output;
  const { registrationRecord } = client.finishRegistration({
    password,
    clientRegistrationState,
    registrationResponse,
    ksfId,
  });
  const { clientLoginState, startLoginRequest } = client.startLogin(password);
  const made = { ksfId, registrationRecord, startLoginRequest };
  const pending = await browser.call(
    `${path}/finish`,
    interactionCalls['/interaction/:id/password/finish'],
    made,
  );
  if (!pending.ok) return pending;
  const { attemptId, loginResponse } = pending.output;
  const proved = client.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  assert.ok(proved);
  const { finishLoginRequest } = proved;
  const last = await browser.call(`${path}/prove`, interactionCalls['/interaction/:id/password/prove'], {
    attemptId,
    finishLoginRequest,
  });
  return last.ok ? { ok: true, output: last.output.step } : last;
}
