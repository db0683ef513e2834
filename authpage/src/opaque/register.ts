import type { Step } from '../../../contract/step.ts';
import { call, type Result } from '../api.ts';
import { trip } from './trip.ts';

/** OPAQUE registration inside the proved session of a mailed ticket; the last call spends the ticket. */
export function register(ticket: string, name: string, password: string): Promise<Result<Step>> {
  return trip(async (opaque) => {
    const { registrationRequest } = await opaque.ask('start-registration', { password });
    const started = await call('/sign-up/start', { ticket, registrationRequest });
    if (!started.ok) return started;

    const { registrationResponse, ksfId } = started.value;
    const { registrationRecord } = await opaque.ask('finish-registration', { registrationResponse, ksfId });
    const finished = await call('/sign-up/finish', { ticket, name, ksfId, registrationRecord });
    return finished.ok ? { ok: true, value: finished.value.step } : finished;
  });
}
