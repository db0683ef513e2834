import { newVault } from './answers.ts';
import type { Answers, VaultAnswer, VaultKind, VaultMessage, VaultCalls } from './calls.ts';
import { VaultLocked } from './kept.ts';

/**
 * The only browser code that holds an account key. It has no network: the answer that carried it forbids every source, so
 * what leaves is what it posts to its page. It lives as long as the vault is unlocked, and nothing outlives it.
 */
const vault = newVault();

/** One act after the other: each leaves the memory whole. */
let before: Promise<unknown> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<VaultMessage>) => {
  const { id, kind, input } = data;
  // Waiting for the other worker must not hold up what is asked meanwhile.
  const answered = kind === 'take-export' ? answer(vault, kind, input) : before.then(() => run(data));
  if (kind !== 'take-export') before = answered.catch(() => undefined);
  answered.then(
    (value) => post({ id, ok: true, value }),
    // Which part of what was refused is of no use to a page, and may be to others.
    (error: unknown) => post({ id, ok: false, reason: error instanceof VaultLocked ? 'locked' : 'refused' }),
  );
});

function run({ kind, input }: VaultMessage): Promise<unknown> {
  return answer(vault, kind, input);
}

function answer<Kind extends VaultKind>(
  answers: Answers,
  kind: Kind,
  input: VaultCalls[Kind]['input'],
): Promise<VaultCalls[Kind]['output']> {
  return answers[kind](input);
}

function post(message: VaultAnswer): void {
  postMessage(message);
}
