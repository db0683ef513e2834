import type { SessionStore } from '../sessions/session-store.ts';

/**
 * The same store, which also says when the end of a session may have left somebody to be told: they are told at once
 * then, and not at the next look.
 */
export function nudgingSessions(sessions: SessionStore, nudge: () => void): SessionStore {
  const nudging = async <Result>(act: Promise<Result>): Promise<Result> => {
    const result = await act;
    nudge();
    return result;
  };
  return {
    ...sessions,
    start: (session, replacesDigest, ...rest) => {
      const started = sessions.start(session, replacesDigest, ...rest);
      return replacesDigest === undefined ? started : nudging(started);
    },
    end: (...named) => nudging(sessions.end(...named)),
    endAll: (...named) => nudging(sessions.endAll(...named)),
  };
}
