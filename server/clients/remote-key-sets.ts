import type { Egress } from '../http/egress.ts';
import type { Clock } from '../platform/clock.ts';
import { limits } from '../platform/limits.ts';
import { type KeySet, parseKeySet } from './key-set.ts';
import { bodyAt, remoteValues } from './remote-values.ts';

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
  const sets = remoteValues({ clock, read, cooldownSeconds: COOLDOWN_SECONDS, addressesMax: ADDRESSES_MAX });

  async function read(url: string): Promise<KeySet | undefined> {
    const headers = { Accept: 'application/jwk-set+json, application/json' };
    const body = await bodyAt(egress, { url, headers, bytesMax: BYTES_MAX });
    return body && parseKeySet(body);
  }

  return {
    async get(uri) {
      const fresh = sets.notOlder(uri, FRESH_SECONDS);
      if (fresh !== undefined) return fresh;
      await sets.ask(uri);
      return sets.notOlder(uri, KEPT_SECONDS);
    },
    async renewed(uri, seen) {
      // Somebody else asked meanwhile.
      const known = sets.notOlder(uri, FRESH_SECONDS);
      if (known !== undefined && known !== seen) return known;
      await sets.ask(uri);
      const set = sets.notOlder(uri, KEPT_SECONDS);
      return set === seen ? undefined : set;
    },
  };
}
