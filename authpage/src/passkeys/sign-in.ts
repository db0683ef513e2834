import type { Step } from '../../../contract/step.ts';
import { type Result, call } from '../api.ts';
import { keepPasskey } from '../keys/held.ts';
import { loadCeremony } from './support.ts';

interface Wish {
  readonly autofill: boolean;
  /** Aborted when nobody wants the answer any more. */
  readonly signal?: AbortSignal;
}

/** Signs in with a passkey alone. Undefined when it was stopped on the way: there is nothing to say then. */
export async function signInWithPasskey(
  interactionId: string,
  { autofill, signal }: Wish,
): Promise<Result<Step> | undefined> {
  const [started, { getPasskey, stopCeremony }] = await Promise.all([
    call('/interaction/:id/passkey/start', {}, interactionId),
    loadCeremony(),
  ]);
  if (!started.ok) return started;
  if (signal?.aborted) return undefined;

  const { ceremonyId, options } = started.value;
  signal?.addEventListener('abort', stopCeremony);
  const answered = await getPasskey(options, autofill);
  signal?.removeEventListener('abort', stopCeremony);
  if (answered.kind === 'stopped') return undefined;
  if (answered.kind === 'problem') return { ok: false, problem: answered.problem };

  const answer = { kind: 'passkey', ceremonyId, response: answered.response } as const;
  const finished = await call('/interaction/:id/passkey/finish', { answer }, interactionId);
  if (!finished.ok) return finished;
  const { prf, response } = answered;
  keepPasskey(prf && { credentialId: response.id, prf });
  return { ok: true, value: finished.value.step };
}
