import type { Step } from '../../../contract/step.ts';
import { call, type Result } from '../api.ts';
import { openExport } from '../keys/held.ts';
import type { Opaque } from './client.ts';
import type { OpaqueCalls } from './calls.ts';
import { trip } from './trip.ts';

/**
 * Both halves of an OPAQUE login. A wrong password is noticed in the worker, when the server's answer does not open:
 * then no second message is sent, and the server counts an unfinished start. A call that fails on its way says
 * nothing about the password. Where the server has newer keys, the password is registered anew beside what comes next.
 * The export key is kept for what this page may have to open, and goes with the page.
 */
export function signIn(interactionId: string, email: string, password: string): Promise<Result<Step>> {
  return trip(async (opaque, keepOpen) => {
    const { startLoginRequest } = await opaque.ask('start-login', { password });
    const started = await call('/interaction/:id/login/start', { email, startLoginRequest }, interactionId);
    if (!started.ok) return started;

    const { attemptId, loginResponse, ksfId } = started.value;
    const way = openExport();
    const message = { loginResponse, ksfId, exportTo: way.port };
    const { finishLoginRequest, stretchedMilliseconds } = await timed(opaque, message);
    if (finishLoginRequest === undefined) return { ok: false, problem: { problem: 'wrong_password' } };

    const proof = { attemptId, finishLoginRequest };
    const finished = await call('/interaction/:id/login/finish', proof, interactionId);
    if (!finished.ok) return finished;

    way.keep('proved');
    const { step, renewal } = finished.value;
    if (renewal !== undefined) {
      const leaving = step.kind === 'finish';
      // Rare, so it is a chunk of its own; not there, the next sign-in tries again.
      const renewing = await import('./renew.ts').catch(() => undefined);
      await renewing?.renewBeside(opaque, keepOpen, {
        interactionId,
        renewalId: renewal,
        leaving,
        stretchedMilliseconds,
      });
    }
    return { ok: true, value: step };
  });
}

/** What the stretching takes on this device: a renewal stretches twice. */
async function timed(opaque: Opaque, message: OpaqueCalls['finish-login']['input']) {
  const before = performance.now();
  const { finishLoginRequest } = await opaque.ask('finish-login', message);
  return { finishLoginRequest, stretchedMilliseconds: performance.now() - before };
}
