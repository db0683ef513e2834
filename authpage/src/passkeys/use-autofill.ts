import { useEffect, useRef, useState } from 'react';
import type { Step } from '../../../contract/step.ts';
import type { PageProblem } from '../api.ts';
import { signInWithPasskey } from './sign-in.ts';
import { canAutofill } from './support.ts';

/** The server forgets a challenge after 5 minutes; a page left open asks for a new one before. */
const CHALLENGE_SECONDS = 240;
const IDLE_MILLISECONDS_MAX = 1000;

interface Told {
  readonly onStep: (step: Step) => void;
  /** Somebody chose a passkey and the server refused it. */
  readonly onProblem: (problem: PageProblem) => void;
}

/**
 * Lets the browser offer passkeys where the e-mail address is typed, from the first idle moment on. Whatever fails
 * before somebody chose one is silent: the form works without. The result begins anew, after a dialog ended this.
 */
export function useAutofill(interactionId: string, told: Told): () => void {
  const [round, setRound] = useState(0);
  const latest = useRef(told);
  useEffect(() => {
    latest.current = told;
  });

  useEffect(() => {
    const stop = new AbortController();
    const offer = async () => {
      if (!(await canAutofill()) || stop.signal.aborted) return;
      const answer = await signInWithPasskey(interactionId, { autofill: true, signal: stop.signal });
      if (!answer || stop.signal.aborted) return;
      if (answer.ok) return latest.current.onStep(answer.value);
      if (answer.problem.problem !== 'wrong_factor') return;
      latest.current.onProblem(answer.problem);
      setRound((before) => before + 1);
    };
    const cancelIdle = whenIdle(() => void offer());
    const timer = setTimeout(() => setRound((before) => before + 1), CHALLENGE_SECONDS * 1000);
    return () => {
      stop.abort();
      cancelIdle();
      clearTimeout(timer);
    };
  }, [interactionId, round]);

  return () => setRound((before) => before + 1);
}

/** Safari has no idle callback. */
function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(act, IDLE_MILLISECONDS_MAX);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(act, { timeout: IDLE_MILLISECONDS_MAX });
  return () => cancelIdleCallback(handle);
}
