import type { PageCallRequest } from '../http/page-call.ts';
import type { CredentialStore } from '../login/credential-store.ts';
import type { ProvedLogin } from '../login/finish.ts';
import type { Login } from '../login/login.ts';
import type { RenewalContext, Renewed } from '../login/renewal.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import { limits } from '../platform/limits.ts';
import type { Log } from '../platform/log.ts';
import type { SessionAndConsent } from '../sessions/session-store.ts';
import { browserDigest } from './browser.ts';
import type { Standing } from './standing.ts';

export interface RenewParts {
  readonly login: Pick<Login, 'renewals'>;
  readonly credentials: Pick<CredentialStore, 'ofAccount' | 'renew' | 'bridges'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where a renewal belongs: this trip in this browser. Undefined: a browser that was never here. */
export function renewalContext(
  request: Pick<PageCallRequest, 'cookie'>,
  interactionId: string,
): RenewalContext | undefined {
  const digest = browserDigest(request);
  return digest === undefined ? undefined : { interactionId, browserDigest: digest };
}

/**
 * Offers a renewal to whoever proved a password under an older setup and is signed in with it, or would be but for a
 * factor. Undefined when none is due, or when the account key is as many passwords away as it may be: then it is first put
 * under the one of today, by whoever unlocks it. Never throws: a sign-in does not fail for what it could do besides.
 */
export async function offerRenewal(
  {
    login,
    credentials,
    log,
  }: Pick<RenewParts, 'login' | 'log'> & {
    readonly credentials: Pick<CredentialStore, 'bridges'>;
  },
  request: PageCallRequest,
  interactionId: string,
  { proved, stands }: { readonly proved: ProvedLogin; readonly stands: Standing },
): Promise<string | undefined> {
  const context = renewalContext(request, interactionId);
  const goesOn = stands.live !== undefined || stands.next.kind === 'factor';
  if (proved.setup !== 'older' || !context || !goesOn) return undefined;
  const { accountId } = proved;
  try {
    if ((await credentials.bridges(accountId)) >= limits.keyBridges) return undefined;
    return await login.renewals.offer(context, proved);
  } catch (error) {
    log.warn('a renewal could not be offered', { error, accountId });
    return undefined;
  }
}

/**
 * Puts a proved renewal in the place of the credential that was logged in with, if it is still there. The password stays
 * what it was, so nothing ends and nobody is told (decision 42). Who changed the password meanwhile has changed it.
 */
export async function countRenewal(
  { credentials, clock }: Pick<RenewParts, 'credentials' | 'clock'>,
  { caller }: PageCallRequest,
  { session }: Pick<SessionAndConsent, 'session'>,
  { credential, keys, replaces }: Renewed,
): Promise<boolean> {
  const { accountId } = credential;
  const old = await credentials.ofAccount(accountId);
  const same =
    old?.setupId === replaces.setupId && fingerprint(old.registrationRecord) === replaces.recordDigest;
  if (!same || session.accountId !== accountId) return false;
  const { requestId, addressPrefix } = caller;
  const atSeconds = clock.nowSeconds();
  return credentials.renew({
    credential,
    replaces: old,
    sessionId: session.id,
    keys,
    event: { kind: 'credential.renewed', atSeconds, accountId, requestId, addressPrefix },
  });
}

/** The same for one that was proved while a factor was asked for, once the factor was. Never throws. */
export async function countParked(
  parts: RenewParts,
  request: PageCallRequest,
  interactionId: string,
  live: Pick<SessionAndConsent, 'session'>,
): Promise<void> {
  const context = renewalContext(request, interactionId);
  try {
    const parked = context && (await parts.login.renewals.takeParked(context));
    if (parked) await countRenewal(parts, request, live, parked);
  } catch (error) {
    parts.log.warn('a renewal could not be kept', { error, accountId: live.session.accountId });
  }
}
