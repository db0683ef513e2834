import { call, type Result } from '../api.ts';
import { trip } from './trip.ts';

/**
 * The same password under a new address. A login under the old one proves the owner; beside it runs a registration
 * under the new one, which counts once a login with it has passed. Out comes where to go on.
 */
export function changeEmail(ticket: string, password: string): Promise<Result<string>> {
  return trip(async (opaque) => {
    const { startLoginRequest } = await opaque.ask('start-login', { password });
    const { registrationRequest } = await opaque.ask('start-registration', { password });
    const begin = { ticket, startLoginRequest, registrationRequest };
    const started = await call('/email-change/start', begin);
    if (!started.ok) return started;

    const { attemptId, loginResponse, ksfId, registrationResponse, newKsfId } = started.value;
    const { finishLoginRequest } = await opaque.ask('finish-login', { loginResponse, ksfId });
    if (finishLoginRequest === undefined) return { ok: false, problem: { problem: 'wrong_password' } };
    const registered = await opaque.ask('finish-registration', { registrationResponse, ksfId: newKsfId });

    const again = await opaque.ask('start-login', { password });
    const record = { ticket, attemptId, finishLoginRequest, ksfId: newKsfId, ...registered, ...again };
    const finished = await call('/email-change/finish', record);
    if (!finished.ok) return finished;

    const { loginResponse: newResponse, attemptId: newAttemptId } = finished.value;
    const proof = await opaque.ask('finish-login', { loginResponse: newResponse, ksfId: newKsfId });
    // What was registered a moment ago does not open: that is the server's doing, not the password's.
    if (proof.finishLoginRequest === undefined) return { ok: false, problem: { problem: 'server_error' } };

    const last = { ticket, attemptId: newAttemptId, finishLoginRequest: proof.finishLoginRequest };
    const proved = await call('/email-change/prove', last);
    return proved.ok ? { ok: true, value: proved.value.url } : proved;
  });
}
