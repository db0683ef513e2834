import { type Result, call } from '../api.ts';
import { openExport } from '../keys/held.ts';
import { trip } from './trip.ts';

interface KeyLogin {
  /** What the password of a key left behind opens. */
  readonly jwe: string | undefined;
  /** By way of these, oldest first. */
  readonly bridges: readonly string[];
}

/** A login within a session for its export key alone, which is kept as `proved`. `generation`: of a key left behind. */
export function loginForKey(password: string, generation?: number): Promise<Result<KeyLogin>> {
  return trip(async (opaque) => {
    const { startLoginRequest } = await opaque.ask('start-login', { password });
    const begin = { startLoginRequest, ...(generation !== undefined && { generation }) };
    const started = await call('/account/keys/login/start', begin);
    if (!started.ok) return started;

    const { attemptId, loginResponse, ksfId, jwe, bridges = [] } = started.value;
    const way = openExport();
    const { finishLoginRequest } = await opaque.ask('finish-login', {
      loginResponse,
      ksfId,
      exportTo: way.port,
    });
    if (finishLoginRequest === undefined) return { ok: false, problem: { problem: 'wrong_password' } };
    const finished = await call('/account/keys/login/finish', { attemptId, finishLoginRequest });
    if (!finished.ok) return finished;
    way.keep('proved');
    return { ok: true, value: { jwe, bridges } };
  });
}
