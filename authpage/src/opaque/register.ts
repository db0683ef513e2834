import type { z } from 'zod';
import type { interactionCalls } from '../../../contract/interaction.ts';
import { call, type Result } from '../api.ts';
import { rememberGeneration } from '../keys/generation-memory.ts';
import { chosenCounts, madeUnderPassword } from '../keys/key-change.ts';
import { guarded } from '../keys/guarded.ts';
import { openExport } from '../keys/held.ts';
import { keyOwner } from '../keys/key-owner.ts';
import { trip } from './trip.ts';

/** What the server says when the account is made. */
export type Registered = z.output<(typeof interactionCalls)['/sign-up/finish']['output']>;

/**
 * OPAQUE registration inside the proved session of a mailed ticket; the last call spends the ticket. Out comes the step
 * that is next, and the trip it belongs to. The account key is made here, in the same trip (JIRO-R01), and stays open on
 * this page; without it no account is made.
 */
export function register(ticket: string, name: string, password: string): Promise<Result<Registered>> {
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
      if (!finished.ok || !owner) return finished;
      rememberGeneration(owner.accountId, 1);
      await chosenCounts();
      return finished;
    }),
  );
}
