import type { Answer, Call, Mutation } from './mutation.ts';
import { mutations } from './mutations.ts';

/** Whether each module is to be seen to fail (`npm run conformance -- --mutate`). */
export const mutating = process.env.CONFORMANCE_MUTATE === 'on';

const plainFetch = globalThis.fetch;
/** What spoils the calls of the module that is running; undefined while it runs as it should. */
let current: Mutation | undefined;
/** The mutations that would have changed something of the undisturbed run. */
const biting = new Set<Mutation>();

if (mutating) globalThis.fetch = (input, init) => throughMutation(new Request(input, init));

/**
 * The mutation that a module is seen to fail by, after it passed. It must pass again without, so that no failure is
 * taken for a kill that came of what earlier runs left behind. Throws when no mutation makes it fail.
 */
export async function killerOf(module: string, run: () => Promise<unknown>): Promise<string> {
  const candidates = mutations.filter(
    (mutation) => biting.has(mutation) && (mutation.only?.test(module) ?? true),
  );
  biting.clear();
  for (const mutation of candidates) {
    if (!(await failsUnder(mutation, run))) continue;
    await run();
    biting.clear();
    return mutation.name;
  }
  throw new Error(`passes under each of: ${candidates.map(({ name }) => name).join('; ')}`);
}

async function failsUnder(mutation: Mutation, run: () => Promise<unknown>): Promise<boolean> {
  current = mutation;
  try {
    await run();
    return false;
  } catch {
    return true;
  } finally {
    current = undefined;
  }
}

async function throughMutation(request: Request): Promise<Response> {
  const { method, headers, redirect } = request;
  const body = request.body === null ? undefined : await request.text();
  const made: Call = { method, url: new URL(request.url), headers, body };
  const call = { ...made, ...current?.asked?.(made) };
  const response = await plainFetch(call.url, {
    method: call.method,
    headers: call.headers,
    redirect,
    ...(call.body !== undefined && { body: call.body }),
  });
  const answer: Answer = {
    status: response.status,
    headers: response.headers,
    body: await response.text(),
  };
  if (current === undefined) noteBiting(made, answer);
  const told = { ...answer, ...current?.answered?.(made, answer) };
  const { status } = told;
  return new Response([204, 304].includes(status) ? null : told.body, { status, headers: told.headers });
}

function noteBiting(call: Call, answer: Answer): void {
  for (const mutation of mutations) {
    if (biting.has(mutation)) continue;
    if (mutation.asked?.(call) || mutation.answered?.(call, answer)) biting.add(mutation);
  }
}
