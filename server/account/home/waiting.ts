import type { AccountHome } from '../../../contract/account.ts';
import type { BackchannelRequests } from '../../ciba/backchannel-requests.ts';
import type { ClientStore } from '../../clients/client-store.ts';
import { EphemeraUnavailable } from '../../platform/ephemera.ts';

export interface WaitingParts {
  readonly backchannel: Pick<BackchannelRequests, 'list'>;
  readonly clients: Pick<ClientStore, 'find'>;
}

/**
 * What apps ask this account while it looks elsewhere (CIBA); an app that was disabled meanwhile asks no more. Without
 * Redis nothing could be decided, so there is nothing to show, and the rest of the account stays in reach.
 */
export async function waitingFor(
  { backchannel, clients }: WaitingParts,
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
