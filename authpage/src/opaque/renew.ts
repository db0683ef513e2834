import { call } from '../api.ts';
import { bridged } from '../keys/key-change.ts';
import { goesBeside, openExport } from '../keys/held.ts';
import type { Opaque } from './client.ts';

interface Renewal {
  readonly interactionId: string;
  readonly renewalId: string;
  /** The next step leaves this page, and the worker with it. */
  readonly leaving: boolean;
  /** What stretching took a moment ago. */
  readonly stretchedMilliseconds: number;
}

/** At most this long a page that leaves waits for a renewal; one that would take longer is not waited for at all. */
const WAIT_MILLISECONDS = 2000;
/** After this the worker is ended, and the password in it, whatever it computes. */
const RENEWAL_MILLISECONDS_MAX = 30_000;
const STRETCHINGS = 2;

/**
 * Registers the password that was just proved under the current keys of the server, beside what the person does next.
 * Nobody is asked and nobody hears of it: what fails here is tried again by the next sign-in. Resolves when the sign-in
 * may go on; the worker lives until the renewal is over.
 */
export async function renewBeside(
  opaque: Opaque,
  keepOpen: (until: Promise<unknown>) => void,
  renewal: Renewal,
): Promise<void> {
  const renewed = renew(opaque, renewal).catch(() => undefined);
  const over = Promise.race([renewed, pause(RENEWAL_MILLISECONDS_MAX)]);
  keepOpen(over);
  goesBeside(over);
  const inTime = renewal.stretchedMilliseconds * STRETCHINGS < WAIT_MILLISECONDS;
  if (renewal.leaving && inTime) await Promise.race([renewed, pause(WAIT_MILLISECONDS)]);
}

async function renew(opaque: Opaque, { interactionId, renewalId }: Renewal): Promise<void> {
  const { registrationRequest } = await opaque.ask('start-registration', {});
  const asked = { renewalId, registrationRequest };
  const started = await call('/interaction/:id/renewal/start', asked, interactionId);
  if (!started.ok) return;

  const { registrationResponse, ksfId, keys: owner } = started.value;
  const [chosen, proved] = [openExport(), openExport()];
  const { registrationRecord } = await opaque.ask('finish-registration', {
    registrationResponse,
    ksfId,
    exportTo: chosen.port,
  });
  const { startLoginRequest } = await opaque.ask('start-login', {});
  const record = { renewalId, ksfId, registrationRecord, startLoginRequest };
  const finished = await call('/interaction/:id/renewal/finish', record, interactionId);
  if (!finished.ok) return;

  const { attemptId, loginResponse } = finished.value;
  const again = { loginResponse, ksfId, exportTo: proved.port };
  const { finishLoginRequest } = await opaque.ask('finish-login', again);
  if (finishLoginRequest === undefined) return;
  // Where there is no account key, nothing must be wrapped under what may not come to count.
  if (owner?.generation !== undefined) chosen.keep('chosen');
  const keys = await bridged(owner);
  const last = { renewalId, attemptId, finishLoginRequest, ...(keys && { keys }) };
  const renewed = await call('/interaction/:id/renewal/prove', last, interactionId);
  // From now on the account key hangs on the new one.
  if (renewed.ok) proved.keep('proved');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
