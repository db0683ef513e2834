import type { AccountHome } from '../../contract/account.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { LiveSession } from '../sessions/session.ts';
import { deviceName } from './device.ts';

export interface HomeParts {
  readonly sessions: Pick<SessionStore, 'list'>;
  readonly consents: Pick<ConsentStore, 'list'>;
  readonly clock: Clock;
}

/** What somebody sees of their own account: who they are, which clients may act for them, where they are signed in. */
export async function accountHome(
  { sessions, consents, clock }: HomeParts,
  live: LiveSession,
): Promise<AccountHome> {
  const { account, session: current } = live;
  const [allowed, signedIn] = await Promise.all([
    consents.list(account.id),
    sessions.list(account.id, clock.nowSeconds()),
  ]);
  return {
    account: { email: account.email, name: account.name },
    clients: allowed.map(({ clientId, clientName, hosts, scopes, grantedAtSeconds }) => ({
      clientId,
      name: clientName,
      host: hosts.join(', '),
      scopes: [...scopes],
      allowedAtSeconds: grantedAtSeconds,
    })),
    sessions: signedIn.map(({ id, userAgent, authenticatedAtSeconds, lastSeenAtSeconds }) => ({
      id,
      current: id === current.id,
      device: deviceName(userAgent),
      signedInAtSeconds: authenticatedAtSeconds,
      lastSeenAtSeconds,
    })),
  };
}
