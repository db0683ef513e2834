import assert from 'node:assert/strict';
import type { z } from 'zod';
import { keyCalls, type KeysState } from '../../contract/keys.ts';
import type { Browser, Called } from '../../server/commands/demo/browser.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { PASSWORD, type TestServer } from '../harness/server.ts';
import { must } from '../interaction/proofs.ts';
import { aJwe, aProof } from '../vault/made.ts';
import { type Somebody, somebody } from './person.ts';

export type KeyCall = keyof typeof keyCalls;

type Input<Path extends KeyCall> = z.input<(typeof keyCalls)[Path]['input']>;
type Output<Path extends KeyCall> = z.output<(typeof keyCalls)[Path]['output']>;
type Calls = {
  readonly [Path in KeyCall]: {
    readonly input: z.ZodType<unknown, Input<Path>>;
    readonly output: z.ZodType<Output<Path>>;
  };
};
const calls: Calls = keyCalls;

/** A call of the page of the keys. */
export function callKeys<Path extends KeyCall>(
  { browser }: { readonly browser: Browser },
  path: Path,
  input: Input<Path>,
): Promise<Called<Output<Path>>> {
  const call = calls[path];
  return browser.call<typeof call.input, typeof call.output>(path, call, input);
}

export async function stateOf(person: { readonly browser: Browser }): Promise<KeysState> {
  return must(await callKeys(person, '/account/keys', {}));
}

/** Somebody whose password opens an account key, and the proof of whoever has it. */
export interface Keyed extends Somebody {
  readonly proof: string;
}

export async function keyed(server: TestServer): Promise<Keyed> {
  const person = await somebody(server);
  const proof = aProof();
  must(await callKeys(person, '/account/keys/make', { proof, opaque: aJwe() }));
  return { ...person, proof };
}

/** A login for the export key, as far as the last message; `generation`: of a key left behind. */
export async function startLogin(person: { readonly browser: Browser }, generation?: number) {
  const { clientLoginState, startLoginRequest } = opaqueClient.startLogin(PASSWORD);
  const input = { startLoginRequest, ...(generation !== undefined && { generation }) };
  const { loginResponse, ksfId, attemptId, ...told } = must(
    await callKeys(person, '/account/keys/login/start', input),
  );
  const finished = opaqueClient.finishLogin({ password: PASSWORD, clientLoginState, loginResponse, ksfId });
  if (finished === undefined) return assert.fail('the password of the test is wrong');
  const { finishLoginRequest, exportKey } = finished;
  return { last: { attemptId, finishLoginRequest }, exportKey, told };
}

/** A start that is never finished, which is what a wrong password is; out comes the problem, if there is one. */
export async function guess(person: { readonly browser: Browser }, generation?: number) {
  const { startLoginRequest } = opaqueClient.startLogin('wrong');
  const input = { startLoginRequest, ...(generation !== undefined && { generation }) };
  const called = await callKeys(person, '/account/keys/login/start', input);
  return called.ok ? undefined : called.problem.problem;
}
