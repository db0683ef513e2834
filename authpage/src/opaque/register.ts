import { call, type Result } from '../api.ts';
import { trip } from './trip.ts';

/**
 * OPAQUE registration inside the proved session of a mailed ticket; the last call spends the ticket. Out comes the
 * address where the trip goes on: that of the last step, or the page of the interaction with what it still asks; none
 * when somebody has to let the new account in first.
 */
export function register(
  ticket: string,
  name: string,
  password: string,
): Promise<Result<string | undefined>> {
  return trip(async (opaque) => {
    const { registrationRequest } = await opaque.ask('start-registration', { password });
    const started = await call('/sign-up/start', { ticket, registrationRequest });
    if (!started.ok) return started;

    const { registrationResponse, ksfId } = started.value;
    const { registrationRecord } = await opaque.ask('finish-registration', { registrationResponse, ksfId });
    const finished = await call('/sign-up/finish', { ticket, name, ksfId, registrationRecord });
    if (!finished.ok) return finished;

    const { step, interactionId = '' } = finished.value;
    if (step.kind === 'held') return { ok: true, value: undefined };
    return {
      ok: true,
      value: step.kind === 'finish' ? step.url : `/interaction/${encodeURIComponent(interactionId)}`,
    };
  });
}
