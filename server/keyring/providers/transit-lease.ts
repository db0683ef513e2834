import type { Clock } from '../../platform/clock.ts';
import { KeysUnavailable } from '../../platform/unavailable.ts';
import { KeyringError } from '../keyring-error.ts';
import { NoAnswer } from './circuit.ts';
import { giveBack, logIn, type Lease, type LoginParts, renew } from './transit-login.ts';

/** From the first byte of a login to its last try. */
const LOGIN_MILLISECONDS = 3_000;
const GIVE_BACK_MILLISECONDS = 1_000;
/** How often somebody looks whether the lease needs renewing when no act does. */
const LOOK_MILLISECONDS = 10_000;
/** After a renewal that failed, and after a login that did not help against a 403. */
const AGAIN_SECONDS = 30;
/** After a login that was refused: not every request asks again. */
const REFUSED_SECONDS = 5;

/** A lease, and when it was got. */
interface Held extends Lease {
  readonly sinceSeconds: number;
}

/** Keeps us logged in: one login at a time, whoever waits for it. */
export interface TransitLease {
  /** Logs in when need be, renews after two thirds of the lease. Throws KeyringError, KeysUnavailable. */
  current(signal: AbortSignal): Promise<Lease>;
  /** That one was answered with 403: another, or undefined when there is none to be had. */
  another(than: Lease, signal: AbortSignal): Promise<Lease | undefined>;
  close(): Promise<void>;
}

export interface LeaseParts extends LoginParts {
  readonly clock: Clock;
  /** Another pace, for tests. */
  readonly lookMilliseconds?: number | undefined;
}

export function transitLease(parts: LeaseParts): TransitLease {
  const { clock, config, log } = parts;
  const isOurs = config.login.method !== 'token';
  const canLogInAgain = config.login.method !== 'token' || config.login.mayChange;
  let held: Held | undefined;
  let underWay: Promise<Held> | undefined;
  let renewNotBeforeSeconds = 0;
  let logInNotBeforeSeconds = 0;
  let refused: { readonly error: KeysUnavailable; readonly untilSeconds: number } | undefined;

  function oneAtATime(work: (signal: AbortSignal) => Promise<Held>): Promise<Held> {
    underWay ??= work(AbortSignal.timeout(LOGIN_MILLISECONDS)).finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  async function fresh(signal: AbortSignal): Promise<Held> {
    const before = held;
    if (refused !== undefined && clock.nowSeconds() < refused.untilSeconds) throw refused.error;
    try {
      const lease = await logIn(parts, signal);
      log.info('logged in to the transit server', { kind: config.login.method });
      held = { ...lease, sinceSeconds: clock.nowSeconds() };
      return held;
    } catch (error) {
      // At start it is for the operator to read; a server that runs answers 503 and goes on trying.
      if (before === undefined || !(error instanceof KeyringError)) throw error;
      const unavailable = new KeysUnavailable(error.message, { cause: error });
      refused = { error: unavailable, untilSeconds: clock.nowSeconds() + REFUSED_SECONDS };
      throw unavailable;
    }
  }

  /** Fails softly while the token we have is still good. */
  async function longer(now: Held, signal: AbortSignal): Promise<Held> {
    try {
      const lease = now.renewable ? await renew(parts, now, signal) : undefined;
      // A lease that shrinks nears the end that no renewal moves: better a new one in peace.
      if (lease !== undefined && (!canLogInAgain || lease.leaseSeconds * 2 >= now.leaseSeconds)) {
        held = { ...lease, sinceSeconds: clock.nowSeconds() };
        return held;
      }
      if (canLogInAgain) return await fresh(signal);
      log.warn('the token of the transit server cannot be renewed: replace it, and restart');
      renewNotBeforeSeconds = now.sinceSeconds + now.leaseSeconds;
    } catch (error) {
      log.warn('the lease of the transit server was not renewed', { error });
      renewNotBeforeSeconds = clock.nowSeconds() + AGAIN_SECONDS;
    }
    return now;
  }

  async function current(signal: AbortSignal): Promise<Lease> {
    const now = clock.nowSeconds();
    if (held === undefined) return inTime(oneAtATime(fresh), signal);
    if (held.leaseSeconds === 0) return held;
    const age = now - held.sinceSeconds;
    if (age >= held.leaseSeconds) return inTime(oneAtATime(fresh), signal);
    if (age * 3 < held.leaseSeconds * 2 || now < renewNotBeforeSeconds) return held;
    const due = held;
    return inTime(
      oneAtATime((own) => longer(due, own)),
      signal,
    );
  }

  const look = setInterval(() => {
    if (held === undefined || held.leaseSeconds === 0) return;
    current(AbortSignal.timeout(LOGIN_MILLISECONDS)).catch((error: unknown) =>
      log.warn('the login to the transit server has ended', { error }),
    );
  }, parts.lookMilliseconds ?? LOOK_MILLISECONDS).unref();

  return {
    current,
    async another(than, signal) {
      if (held !== undefined && held.token !== than.token) return held;
      const now = clock.nowSeconds();
      // What the policy does not allow is not allowed to the next token either: that must not cost a login each time.
      if (!canLogInAgain || (underWay === undefined && now < logInNotBeforeSeconds)) return undefined;
      logInNotBeforeSeconds = now + AGAIN_SECONDS;
      return inTime(oneAtATime(fresh), signal);
    },
    async close() {
      clearInterval(look);
      await underWay?.catch(() => undefined);
      if (held !== undefined && isOurs)
        await giveBack(parts, held, AbortSignal.timeout(GIVE_BACK_MILLISECONDS));
    },
  };
}

/** Whoever waits for a login of others has no more time than its own act. */
function inTime<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new NoAnswer('the login to the transit server takes too long'));
    if (signal.aborted) late();
    signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
  });
}
