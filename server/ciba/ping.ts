import type { Client } from '../clients/client.ts';
import { type Egress, EgressRefused } from '../http/egress.ts';
import type { Log } from '../platform/log.ts';
import type { Waiting } from '../device/waiting.ts';

const ANSWER_BYTES_MAX = 4_096;

/**
 * CIBA §10.2: tells a ping client that its request was decided, either way. Sent once: what the client answers, a body,
 * a redirect, 401 or 403, changes nothing, since it may always poll. Never throws.
 */
export async function ping(
  { egress, log }: { readonly egress: Egress; readonly log: Log },
  { id: clientId, settings }: Client,
  { notificationToken, secret }: Pick<Waiting, 'notificationToken' | 'secret'>,
): Promise<void> {
  const url = settings.backchannelClientNotificationEndpoint;
  if (url === undefined || notificationToken === undefined || secret === undefined) return;
  try {
    await egress.call({
      url,
      method: 'POST',
      headers: { Authorization: `Bearer ${notificationToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ auth_req_id: secret }),
      bytesMax: ANSWER_BYTES_MAX,
    });
  } catch (error) {
    if (!(error instanceof EgressRefused)) log.error('a ping failed', { clientId, error });
    else log.info('a ping did not arrive', { clientId });
  }
}
