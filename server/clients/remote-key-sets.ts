import { type Egress, EgressRefused } from '../http/egress.ts';
import type { Clock } from '../platform/clock.ts';
import { limits } from '../platform/limits.ts';
import { type KeySet, parseKeySet } from './key-set.ts';

/** Key sets behind addresses of clients, kept for a while. */
export interface RemoteKeySets {
  /** At most ten minutes old; at most an hour, while the address does not answer. */
  get(uri: string): Promise<KeySet | undefined>;
  /** A set newer than the one that `seen` came from, if it may be asked for: once a minute for an address. */
  renewed(uri: string, seen: KeySet | undefined): Promise<KeySet | undefined>;
}

const FRESH_SECONDS = 600;
const KEPT_SECONDS = 3_600;
const COOLDOWN_SECONDS = 60;
const ADDRESSES_MAX = 500;
const BYTES_MAX = limits.bodyBytes;

interface Entry {
  readonly set: KeySet | undefined;
  readonly readAtSeconds: number;
  readonly askedAtSeconds: number;
  readonly asking: Promise<void> | undefined;
}

const NEVER: Entry = { set: undefined, readAtSeconds: 0, askedAtSeconds: 0, asking: undefined };

/**
 * Whoever sends a made-up `kid` makes us ask at most once a minute for each address of a client that exists (SS-05), and
 * all who wait share one answer.
 */
export function remoteKeySets({
  egress,
  clock,
}: {
  readonly egress: Pick<Egress, 'call'>;
  readonly clock: Clock;
}): RemoteKeySets {
  const entries = new Map<string, Entry>();

  /** What was used last goes to the end; the one in front has waited longest. */
  function keep(uri: string, entry: Entry): void {
    entries.delete(uri);
    entries.set(uri, entry);
    const [oldest = ''] = entries.keys();
    if (entries.size > ADDRESSES_MAX) entries.delete(oldest);
  }

  async function ask(uri: string): Promise<void> {
    const before = entries.get(uri) ?? NEVER;
    const nowSeconds = clock.nowSeconds();
    if (before.asking === undefined && nowSeconds - before.askedAtSeconds < COOLDOWN_SECONDS) return;
    const asking =
      before.asking ??
      read(uri).then(
        (set) => {
          const [kept, readAtSeconds] = set ? [set, nowSeconds] : [before.set, before.readAtSeconds];
          keep(uri, { set: kept, readAtSeconds, askedAtSeconds: nowSeconds, asking: undefined });
        },
        notAnswered(uri, before),
      );
    if (before.asking === undefined) keep(uri, { ...before, askedAtSeconds: nowSeconds, asking });
    await asking;
  }

  /** What went wrong was none of the address: it may be asked again at once. */
  const notAnswered = (uri: string, before: Entry) => (error: unknown) => {
    keep(uri, before);
    throw error;
  };

  function notOlder(uri: string, seconds: number): KeySet | undefined {
    const { set, readAtSeconds } = entries.get(uri) ?? NEVER;
    return clock.nowSeconds() - readAtSeconds < seconds ? set : undefined;
  }

  async function read(uri: string): Promise<KeySet | undefined> {
    try {
      const headers = { Accept: 'application/jwk-set+json, application/json' };
      const { status, body } = await egress.call({ url: uri, headers, bytesMax: BYTES_MAX });
      return status === 200 ? parseKeySet(body) : undefined;
    } catch (error) {
      if (error instanceof EgressRefused) return undefined;
      throw error;
    }
  }

  return {
    async get(uri) {
      const fresh = notOlder(uri, FRESH_SECONDS);
      if (fresh !== undefined) return fresh;
      await ask(uri);
      return notOlder(uri, KEPT_SECONDS);
    },
    async renewed(uri, seen) {
      // Somebody else asked meanwhile.
      const known = notOlder(uri, FRESH_SECONDS);
      if (known !== undefined && known !== seen) return known;
      await ask(uri);
      const set = notOlder(uri, KEPT_SECONDS);
      return set === seen ? undefined : set;
    },
  };
}
