import { call, type Result } from '../api.ts';
import { bridged } from '../keys/key-change.ts';
import { guarded } from '../keys/guarded.ts';
import { openExport } from '../keys/held.ts';
import { trip } from './trip.ts';

/**
 * The same password under a new address. A login under the old one proves the owner; beside it runs a registration
 * under the new one, which counts once a login with it has passed. Out comes where to go on. Export keys hang on the
 * address too: the old one goes along under the new.
 */
export function changeEmail(ticket: string, password: string): Promise<Result<string>> {
  return guarded(() =>
    trip(async (opaque) => {
      const { startLoginRequest } = await opaque.ask('start-login', { password });
      const { registrationRequest } = await opaque.ask('start-registration', { password });
      const begin = { ticket, startLoginRequest, registrationRequest };
      const started = await call('/email-change/start', begin);
      if (!started.ok) return started;

      const { attemptId, loginResponse, ksfId, registrationResponse, newKsfId } = started.value;
      const [old, chosen] = [openExport(), openExport()];
      const opens = { loginResponse, ksfId, exportTo: old.port };
      const { finishLoginRequest } = await opaque.ask('finish-login', opens);
      if (finishLoginRequest === undefined) return { ok: false, problem: { problem: 'wrong_password' } };
      const begun = { registrationResponse, ksfId: newKsfId, exportTo: chosen.port };
      const registered = await opaque.ask('finish-registration', begun);
      old.keep('proved');
      chosen.keep('chosen');

      const again = await opaque.ask('start-login', { password });
      const record = { ticket, attemptId, finishLoginRequest, ksfId: newKsfId, ...registered, ...again };
      const finished = await call('/email-change/finish', record);
      if (!finished.ok) return finished;

      const { loginResponse: newResponse, attemptId: newAttemptId, keys: owner } = finished.value;
      const proof = await opaque.ask('finish-login', { loginResponse: newResponse, ksfId: newKsfId });
      // What was registered a moment ago does not open: that is the server's doing, not the password's.
      if (proof.finishLoginRequest === undefined) return { ok: false, problem: { problem: 'server_error' } };

      const keys = await bridged(owner);
      const last = {
        ticket,
        attemptId: newAttemptId,
        finishLoginRequest: proof.finishLoginRequest,
        ...(keys && { keys }),
      };
      const proved = await call('/email-change/prove', last);
      return proved.ok ? { ok: true, value: proved.value.url } : proved;
    }),
  );
}
