import { call, type Result } from '../api.ts';
import { rememberGeneration } from '../keys/generation-memory.ts';
import { madeUnderPassword } from '../keys/key-change.ts';
import { guarded } from '../keys/guarded.ts';
import { openExport } from '../keys/held.ts';
import { keyOwner } from '../keys/key-owner.ts';
import { trip } from './trip.ts';

/**
 * OPAQUE registration inside the proved session of a mailed ticket; the last call spends the ticket. Out comes the
 * address where the trip goes on: that of the last step, or the page of the interaction with what it still asks; none
 * when somebody has to let the new account in first. The account key is made here, in the same trip (JIRO-R01); without
 * it no account is made.
 */
export function register(
  ticket: string,
  name: string,
  password: string,
): Promise<Result<string | undefined>> {
  return guarded(() =>
    trip(async (opaque) => {
      const { registrationRequest } = await opaque.ask('start-registration', { password });
      const started = await call('/sign-up/start', { ticket, registrationRequest });
      if (!started.ok) return started;

      const { registrationResponse, ksfId, keys: owner } = started.value;
      const way = openExport();
      const { registrationRecord } = await opaque.ask('finish-registration', {
        registrationResponse,
        ksfId,
        exportTo: way.port,
      });
      way.keep('chosen');
      const keys = owner && {
        kind: 'first' as const,
        ...(await madeUnderPassword(keyOwner(owner.accountId), 1)),
      };
      const account = { ticket, name, ksfId, registrationRecord, ...(keys && { keys }) };
      const finished = await call('/sign-up/finish', account);
      if (!finished.ok) return finished;
      if (owner) rememberGeneration(owner.accountId, 1);

      const { step, interactionId = '' } = finished.value;
      if (step.kind === 'held') return { ok: true, value: undefined };
      return {
        ok: true,
        value: step.kind === 'finish' ? step.url : `/interaction/${encodeURIComponent(interactionId)}`,
      };
    }),
  );
}
