import type { AccountHome } from '../../contract/account.ts';
import type { BackchannelRequests } from '../ciba/backchannel-requests.ts';
import type { ClientStore } from '../clients/client-store.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import type { Clock } from '../platform/clock.ts';
import { EphemeraUnavailable } from '../platform/ephemera.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { LiveSession } from '../sessions/session.ts';
import { deviceName } from './device.ts';

export interface HomeParts {
  readonly sessions: Pick<SessionStore, 'list'>;
  readonly consents: Pick<ConsentStore, 'list'>;
  readonly backchannel: Pick<BackchannelRequests, 'list'>;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly clock: Clock;
}

/** What somebody sees of their own account: who they are, which clients may act for them, where they are signed in. */
export async function accountHome(
  { sessions, consents, backchannel, clients, clock }: HomeParts,
  live: LiveSession,
): Promise<AccountHome> {
  const { account, session: current } = live;
  const [allowed, signedIn, waiting] = await Promise.all([
    consents.list(account.id),
    sessions.list(account.id, clock.nowSeconds()),
    waitingFor({ backchannel, clients }, account.id),
  ]);
  return {
    account: { email: account.email, name: account.name },
    clients: allowed.map(({ clientId, clientName, hosts, scopes, grantedAtSeconds }) => ({
      clientId,
      name: clientName,
      host: hosts.join(', '),
      // What says at which resource a scope counts is for us; the scope and the resource are there by themselves.
      scopes: scopes.filter((item) => !item.startsWith('scope ')),
      allowedAtSeconds: grantedAtSeconds,
    })),
    sessions: signedIn.map(({ id, userAgent, authenticatedAtSeconds, lastSeenAtSeconds }) => ({
      id,
      current: id === current.id,
      device: deviceName(userAgent),
      signedInAtSeconds: authenticatedAtSeconds,
      lastSeenAtSeconds,
    })),
    waiting,
  };
}

/**
 * What apps ask this account while it looks elsewhere (CIBA); an app that was disabled meanwhile asks no more. Without
 * Redis nothing could be decided, so there is nothing to show, and the rest of the account stays in reach.
 */
async function waitingFor(
  { backchannel, clients }: Pick<HomeParts, 'backchannel' | 'clients'>,
  accountId: string,
): Promise<AccountHome['waiting']> {
  const asking = await backchannel.list(accountId).catch((error: unknown) => {
    if (error instanceof EphemeraUnavailable) return [];
    throw error;
  });
  const rows = asking.map(async ({ id, asked }) => {
    const client = await clients.find(asked.clientId);
    if (client?.enabled !== true) return [];
    const { askedAtSeconds, bindingMessage } = asked;
    return [
      { id, name: client.name, askedAtSeconds, ...(bindingMessage !== undefined && { bindingMessage }) },
    ];
  });
  return (await Promise.all(rows)).flat();
}
