import type { Step } from '../../../contract/step.ts';
import { type Result, call } from '../api.ts';
import { keepPasskey } from '../keys/held.ts';
import { loadCeremony } from './support.ts';

interface Wish {
  readonly autofill: boolean;
  /** Aborted when nobody wants the answer any more. */
  readonly signal?: AbortSignal;
}

/** An answer of a passkey on its way to the server: whoever else asks for one meanwhile would undo that sign-in. */
let answering = false;

/**
 * Signs in with a passkey alone. Undefined when it was stopped on the way, or when another answer is on its way: what the
 * field offered may be taken in the moment in which the button is pressed. There is nothing to say then.
 */
export async function signInWithPasskey(
  interactionId: string,
  { autofill, signal }: Wish,
): Promise<Result<Step> | undefined> {
  if (answering) return undefined;
  const [started, { getPasskey, stopCeremony }] = await Promise.all([
    call('/interaction/:id/passkey/start', {}, interactionId),
    loadCeremony(),
  ]);
  if (!started.ok) return started;
  if (signal?.aborted || answering) return undefined;

  const { ceremonyId, options } = started.value;
  signal?.addEventListener('abort', stopCeremony);
  const answered = await getPasskey(options, autofill);
  signal?.removeEventListener('abort', stopCeremony);
  if (answered.kind === 'stopped') return undefined;
  if (answered.kind === 'problem') return { ok: false, problem: answered.problem };

  if (answering) return undefined;
  answering = true;
  const answer = { kind: 'passkey', ceremonyId, response: answered.response } as const;
  const finished = await call('/interaction/:id/passkey/finish', { answer }, interactionId);
  answering = false;
  if (!finished.ok) return finished;
  const { prf, response } = answered;
  keepPasskey(prf && { credentialId: response.id, prf });
  return { ok: true, value: finished.value.step };
}
