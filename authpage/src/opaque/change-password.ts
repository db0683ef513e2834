import type { Step } from '../../../contract/step.ts';
import { call, type Result } from '../api.ts';
import { rememberGeneration } from '../keys/generation-memory.ts';
import { type KeyPlan, planned } from '../keys/key-change.ts';
import { guarded } from '../keys/guarded.ts';
import { openExport } from '../keys/held.ts';
import type { Opaque } from './client.ts';
import { trip } from './trip.ts';

interface Wishes {
  /** The address of an account whose password may be known to a thief. */
  readonly unlike?: string | undefined;
  /** What becomes of the account key; undefined where there is none. */
  readonly plan?: KeyPlan | undefined;
}

export interface Changed {
  readonly step: Step;
  /** The recovery key that took the place of one that was used: it is shown once. */
  readonly recoveryText: string | undefined;
}

/**
 * A new password within a trip: OPAQUE registration, and then a whole login with what was registered. Only that login
 * puts the new record in the place of the old one, so a record that opens nothing locks nobody out; the account key goes
 * along in the same message. `same` when it is the password that may be known to a thief.
 */
export function changePassword(
  interactionId: string,
  password: string,
  { unlike, plan }: Wishes = {},
): Promise<Result<Changed | 'same'>> {
  return guarded(() =>
    trip<Changed | 'same'>(async (opaque) => {
      if (unlike !== undefined) {
        const opens = await opensAccount(opaque, { interactionId, email: unlike, password });
        if (!opens.ok) return opens;
        if (opens.value) return { ok: true, value: 'same' };
      }

      const { registrationRequest } = await opaque.ask('start-registration', { password });
      const started = await call('/interaction/:id/password/start', { registrationRequest }, interactionId);
      if (!started.ok) return started;

      const { registrationResponse, ksfId } = started.value;
      const [chosen, proved] = [openExport(), openExport()];
      const begun = { registrationResponse, ksfId, exportTo: chosen.port };
      const { registrationRecord } = await opaque.ask('finish-registration', begun);
      chosen.keep('chosen');
      const { startLoginRequest } = await opaque.ask('start-login', { password });
      const record = { ksfId, registrationRecord, startLoginRequest };
      const finished = await call('/interaction/:id/password/finish', record, interactionId);
      if (!finished.ok) return finished;

      const { attemptId, loginResponse } = finished.value;
      const again = { loginResponse, ksfId, exportTo: proved.port };
      const { finishLoginRequest } = await opaque.ask('finish-login', again);
      // What was registered a moment ago does not open: that is the server's doing, not the password's.
      if (finishLoginRequest === undefined) return { ok: false, problem: { problem: 'server_error' } };

      const change = plan && (await planned(plan));
      const proof = { attemptId, finishLoginRequest, ...(change && { keys: change.keys }) };
      const answer = await call('/interaction/:id/password/prove', proof, interactionId);
      if (!answer.ok) return answer;
      proved.keep('proved');
      if (plan?.kind === 'restart') rememberGeneration(plan.owner.accountId, plan.generation);
      return { ok: true, value: { step: answer.value.step, recoveryText: change?.recoveryText } };
    }),
  );
}

/**
 * Whether that password opens the account today: the first half of a login, of which the server hears no more. Only the
 * browser can compare the two, and it keeps no password for it.
 */
async function opensAccount(
  opaque: Opaque,
  { interactionId, email, password }: { interactionId: string; email: string; password: string },
): Promise<Result<boolean>> {
  const { startLoginRequest } = await opaque.ask('start-login', { password });
  const started = await call('/interaction/:id/login/start', { email, startLoginRequest }, interactionId);
  if (!started.ok) return started;
  const { loginResponse, ksfId } = started.value;
  const { finishLoginRequest } = await opaque.ask('finish-login', { loginResponse, ksfId });
  return { ok: true, value: finishLoginRequest !== undefined };
}
