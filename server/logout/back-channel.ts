import type { Client } from '../clients/client.ts';
import type { ClientKeys } from '../clients/client-keys.ts';
import type { ClientStore } from '../clients/client-store.ts';
import type { Config } from '../config/config.ts';
import { type Egress, EgressRefused } from '../http/egress.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { type Poller, poller } from '../platform/poller.ts';
import type { LogoutNotice, LogoutNoticeStore } from './logout-notice-store.ts';
import { logoutToken } from './logout-token.ts';

export interface BackChannelParts {
  readonly store: LogoutNoticeStore;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly clientKeys: Pick<ClientKeys, 'encrypt'>;
  readonly keyring: Keyring;
  readonly egress: Egress;
  readonly config: Pick<Config, 'issuer'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface BackChannel extends Poller {
  /** Tells the clients whose notices are due, at most one batch; resolves with their number. */
  runOnce(): Promise<number>;
}

/** Calls that are under way at once, of one instance. */
const BATCH = 10;
/** Longer than a call may take (a batch goes out at once): two instances never hold one notice. */
const LEASE_SECONDS = 60;
const POLL_MILLISECONDS = 1_000;
/** Of an answer that nobody reads but for its status. */
const ANSWER_BYTES = 64 * 1024;

/** After the first, second … attempt; then the last, again and again. */
const DELAYS_SECONDS = [5, 60, 300, 1_800] as const;
const LAST_DELAY_SECONDS = 2 * 3_600;
const GIVE_UP_SECONDS = 24 * 3_600;

/**
 * Back-Channel Logout 1.0 §2.5: tells clients that a session of theirs has ended. At least once each, by one instance at
 * a time; whoever signs out never waits for it (LO-06).
 */
export function backChannel(parts: BackChannelParts): BackChannel {
  const { store, clock, log } = parts;

  async function runOnce(): Promise<number> {
    const notices = await store.lease(clock.nowSeconds(), LEASE_SECONDS, BATCH);
    await Promise.all(notices.map((notice) => tell(parts, notice)));
    return notices.length;
  }

  const rounds = poller(POLL_MILLISECONDS, async () => {
    try {
      return { more: (await runOnce()) === BATCH };
    } catch (error) {
      log.warn('clients could not be told of sign-outs; it will be tried again', { error });
      return { more: false };
    }
  });
  return { ...rounds, runOnce };
}

type Outcome = 'told' | 'refused' | 'postponed';

async function tell(parts: BackChannelParts, notice: LogoutNotice): Promise<void> {
  const { store, clients, clock, log } = parts;
  const { id, clientId, attempts: count } = notice;
  const client = await clients.find(clientId);
  const uri = client?.settings.backchannelLogoutUri;
  // Taken out of service meanwhile, or it no longer wants to know.
  if (client?.enabled !== true || uri === undefined) return store.settle(id);

  const { outcome, status } = await post(parts, client, uri, notice);
  if (outcome === 'told') {
    await store.settle(id);
    return log.info('a client was told of a sign-out', { clientId, count });
  }
  const nowSeconds = clock.nowSeconds();
  const next = outcome === 'refused' ? undefined : nextAttemptAtSeconds(notice, nowSeconds);
  if (next === undefined) await store.settle(id);
  else await store.postpone(notice, { nowSeconds, nextAttemptAtSeconds: next });
  const message =
    next === undefined ? 'a client was not told of a sign-out' : 'a client will be told of a sign-out again';
  log.warn(message, { clientId, count, ...(status !== undefined && { status }) });
}

/**
 * §2.5: the token in a form, and nothing else. §2.8: 200 and 204 are success (any 2xx is taken for it); 400 says that the
 * client will not have it, however often it is sent. Whatever else came, a redirect too, may be better the next time.
 */
async function post(
  parts: BackChannelParts,
  client: Client,
  url: string,
  notice: LogoutNotice,
): Promise<{ readonly outcome: Outcome; readonly status?: number }> {
  const { egress, keyring, config, clock } = parts;
  try {
    const at = { issuer: config.issuer, nowSeconds: clock.nowSeconds() };
    const token = await sealed(parts, client, logoutToken(keyring, client, notice, at));
    const { status } = await egress.call({
      url,
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ logout_token: token }).toString(),
      bytesMax: ANSWER_BYTES,
    });
    if (status >= 200 && status < 300) return { outcome: 'told', status };
    return { outcome: status === 400 ? 'refused' : 'postponed', status };
  } catch (error) {
    // One client that cannot be reached or written to keeps no other from being told.
    if (!(error instanceof EgressRefused)) {
      parts.log.warn('a logout token could not be made', { clientId: client.id, error });
    }
    return { outcome: 'postponed' };
  }
}

/** §2.4, §2.6: who agreed on encrypted ID tokens takes no logout token in clear. */
async function sealed(
  { clientKeys }: Pick<BackChannelParts, 'clientKeys'>,
  client: Client,
  token: string,
): Promise<string> {
  const { idTokenEncryptedResponseAlg: alg, idTokenEncryptedResponseEnc: enc } = client.settings;
  if (alg === undefined) return token;
  return clientKeys.encrypt(client, token, { alg, enc: enc ?? 'A128CBC-HS256', cty: 'JWT' });
}

function nextAttemptAtSeconds(
  { attempts, createdAtSeconds }: LogoutNotice,
  nowSeconds: number,
): number | undefined {
  const next = nowSeconds + (DELAYS_SECONDS[attempts - 1] ?? LAST_DELAY_SECONDS);
  return next <= createdAtSeconds + GIVE_UP_SECONDS ? next : undefined;
}
