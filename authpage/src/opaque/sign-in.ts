import type { Step } from '../../../contract/step.ts';
import { call, type Result } from '../api.ts';
import { trip } from './trip.ts';

/**
 * Both halves of an OPAQUE login. A wrong password is noticed in the worker, when the server's answer does not open:
 * then no second message is sent, and the server counts an unfinished start. A call that fails on its way says
 * nothing about the password.
 */
export function signIn(interactionId: string, email: string, password: string): Promise<Result<Step>> {
  return trip(async (opaque) => {
    const { startLoginRequest } = await opaque.ask('start-login', { password });
    const started = await call('/interaction/:id/login/start', { email, startLoginRequest }, interactionId);
    if (!started.ok) return started;

    const { attemptId, loginResponse, ksfId } = started.value;
    const { finishLoginRequest } = await opaque.ask('finish-login', { loginResponse, ksfId });
    if (finishLoginRequest === undefined) return { ok: false, problem: { problem: 'wrong_password' } };

    const finished = await call(
      '/interaction/:id/login/finish',
      { attemptId, finishLoginRequest },
      interactionId,
    );
    return finished.ok ? { ok: true, value: finished.value.step } : finished;
  });
}
