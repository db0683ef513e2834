import type { Step } from '../../../contract/step.ts';
import { call, type Result } from '../api.ts';
import type { Opaque } from './client.ts';
import { trip } from './trip.ts';

/**
 * A new password within a trip: OPAQUE registration, and then a whole login with what was registered. Only that login
 * puts the new record in the place of the old one, so a record that opens nothing locks nobody out. `unlike`: the address
 * of an account whose password may be known to a thief; `same` when that is the password it has.
 */
export function changePassword(
  interactionId: string,
  password: string,
  { unlike }: { readonly unlike?: string | undefined } = {},
): Promise<Result<Step | 'same'>> {
  return trip<Step | 'same'>(async (opaque) => {
    if (unlike !== undefined) {
      const opens = await opensAccount(opaque, { interactionId, email: unlike, password });
      if (!opens.ok) return opens;
      if (opens.value) return { ok: true, value: 'same' };
    }

    const { registrationRequest } = await opaque.ask('start-registration', { password });
    const started = await call('/interaction/:id/password/start', { registrationRequest }, interactionId);
    if (!started.ok) return started;

    const { registrationResponse, ksfId } = started.value;
    const { registrationRecord } = await opaque.ask('finish-registration', { registrationResponse, ksfId });
    const { startLoginRequest } = await opaque.ask('start-login', { password });
    const record = { ksfId, registrationRecord, startLoginRequest };
    const finished = await call('/interaction/:id/password/finish', record, interactionId);
    if (!finished.ok) return finished;

    const { attemptId, loginResponse } = finished.value;
    const { finishLoginRequest } = await opaque.ask('finish-login', { loginResponse, ksfId });
    // What was registered a moment ago does not open: that is the server's doing, not the password's.
    if (finishLoginRequest === undefined) return { ok: false, problem: { problem: 'server_error' } };

    const proof = { attemptId, finishLoginRequest };
    const proved = await call('/interaction/:id/password/prove', proof, interactionId);
    return proved.ok ? { ok: true, value: proved.value.step } : proved;
  });
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
