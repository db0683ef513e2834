import type { z } from 'zod';
import type { accountCalls } from '../../contract/account.ts';
import type { approvalCalls } from '../../contract/approval.ts';
import type { interactionCalls } from '../../contract/interaction.ts';
import type { keyCalls, tripKeyCalls } from '../../contract/keys.ts';
import type { languageCalls } from '../../contract/language.ts';
import type { logoutCalls } from '../../contract/logout.ts';
import type { Problem, ProblemCode } from '../../contract/problem.ts';
import type { ownVaultCalls } from '../../contract/vault.ts';

type Calls = typeof interactionCalls &
  typeof accountCalls &
  typeof keyCalls &
  typeof tripKeyCalls &
  typeof ownVaultCalls &
  typeof approvalCalls &
  typeof logoutCalls &
  typeof languageCalls;
type Path = keyof Calls;

/** A call that takes longer has failed for the person who waits; they get "Try again". */
const CALL_SECONDS_MAX = 10;

/** What goes wrong in the browser itself. */
export type OwnProblem =
  | 'offline'
  | 'slow'
  | 'passkey_dismissed'
  | 'passkey_failed'
  | 'passkey_without_key'
  | 'key_not_opened'
  | 'recovery_key_mistyped'
  | 'vault_failed';

/** What a page must put into words: a refusal of the server, or that none came. */
export interface PageProblem {
  readonly problem: ProblemCode | OwnProblem;
  readonly requestId?: string | undefined;
  readonly field?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly restartUrl?: string | undefined;
}

export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: PageProblem };

/**
 * Calls one endpoint of the contract; `:id` in its path is the interaction. Never throws: what is not an answer is
 * a problem. The server is our own origin, so its answers are believed and not parsed again.
 */
export async function call<P extends Path>(
  path: P,
  input: z.input<Calls[P]['input']>,
  interactionId = '',
): Promise<Result<z.output<Calls[P]['output']>>> {
  const signal = AbortSignal.timeout(CALL_SECONDS_MAX * 1000);
  try {
    const response = await fetch(path.replace(':id', encodeURIComponent(interactionId)), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(input),
      credentials: 'same-origin',
      redirect: 'error',
      signal,
    });
    if (!response.ok) return { ok: false, problem: await problemOf(response) };
    return { ok: true, value: await response.json() };
  } catch {
    return { ok: false, problem: { problem: signal.aborted ? 'slow' : 'offline' } };
  }
}

async function problemOf(response: Response): Promise<PageProblem> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false;
  // A proxy in between answers with pages of its own.
  if (!isProblem) return { problem: response.status >= 502 ? 'unavailable' : 'server_error' };
  const problem: Problem = await response.json();
  return problem;
}
