import assert from 'node:assert/strict';
import { type PageData, pageData } from '../../contract/page.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { PASSWORD } from '../harness/server.ts';
import type { WireAnswer } from './wire.ts';
import { authorizePath, type Instance, type Registered } from './world.ts';

/** A trip through our pages, in a browser of its own. */
export interface Trip {
  readonly id: string;
  /** The Cookie header of its browser. */
  readonly browser: string;
}

/** A login of which the second half has not been sent. */
export interface HalfLogin {
  readonly attemptId: string;
  readonly finishLoginRequest: string;
}

export async function beginTrip({ wire }: Pick<Instance, 'wire'>, { client }: Registered): Promise<Trip> {
  const { headers } = await wire.get(authorizePath(client));
  const id = new URL(headers.location ?? '').pathname.split('/')[2] ?? '';
  return { id, browser: cookieIn(headers['set-cookie'], 'tacet_browser') };
}

/** Starts a login with the password of the harness; the proof is made, and kept. */
export async function startLogin(
  { wire }: Pick<Instance, 'wire'>,
  { id, browser }: Trip,
  email: string,
): Promise<HalfLogin> {
  const { clientLoginState, startLoginRequest } = opaqueClient.startLogin(PASSWORD);
  const input = { email, startLoginRequest };
  const { status, text } = await wire.call(`/interaction/${id}/login/start`, input, { Cookie: browser });
  assert.equal(status, 200, text);
  const { attemptId, ...started } = JSON.parse(text);
  const finished = opaqueClient.finishLogin({ ...started, password: PASSWORD, clientLoginState });
  return { attemptId, finishLoginRequest: finished?.finishLoginRequest ?? '' };
}

export function finishLogin(
  { wire }: Pick<Instance, 'wire'>,
  { id, browser }: Trip,
  proof: HalfLogin,
): Promise<WireAnswer> {
  return wire.call(`/interaction/${id}/login/finish`, proof, { Cookie: browser });
}

/** Asks for a sign-up, and opens the letter. */
export async function ticketFor(
  { wire }: Pick<Instance, 'wire'>,
  { id, browser }: Trip,
  email: string,
): Promise<string> {
  const { status } = await wire.call(`/interaction/${id}/sign-up`, { email }, { Cookie: browser });
  assert.equal(status, 200);
  const text = (await letterTo(wire, email))?.text ?? '';
  return /#(ti_[\w-]+)/.exec(text)?.[1] ?? '';
}

export interface Letter {
  readonly to: string;
  readonly text: string;
}

/** The newest letter to that address. */
export async function letterTo({ get }: Instance['wire'], email: string): Promise<Letter | undefined> {
  const { text } = await get('/dev/mail', { Accept: 'application/json' });
  const letters: readonly Letter[] = JSON.parse(text);
  return letters.find(({ to }) => to === email);
}

export function dataOf({ text }: WireAnswer): PageData {
  return pageData.parse(JSON.parse(/id="page-data">([\s\S]*?)<\/script>/.exec(text)?.[1] ?? ''));
}

/** One cookie of an answer, as a browser sends it back. */
export function cookieIn(lines: readonly string[] | undefined, name: string): string {
  const line = lines?.find((candidate) => candidate.startsWith(`${name}=`)) ?? '';
  return line.split(';')[0] ?? '';
}
