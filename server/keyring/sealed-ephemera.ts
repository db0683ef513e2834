import type { Ephemera } from '../platform/ephemera.ts';
import type { Log } from '../platform/log.ts';
import type { Sealer } from './keyring.ts';

/**
 * Ephemera whose values are sealed under the `ephemera` ring, each to its own key: a dump of Redis shows when something
 * happened and nothing of what (TH-03), and a value moved under another key does not open. What does not open is
 * absent: it belongs to a ring that was revoked, or it was never ours.
 */
export function sealedEphemera(ephemera: Ephemera, sealer: Sealer, log?: Pick<Log, 'debug'>): Ephemera {
  const seal = (key: string, value: string) => sealer.seal(Buffer.from(value), [key]).toString('base64url');
  const open = (key: string, sealed: string | undefined): string | undefined => {
    if (sealed === undefined) return undefined;
    const value = sealer.open(Buffer.from(sealed, 'base64url'), [key]);
    if (value === undefined) log?.debug('an ephemeral value does not open');
    return value?.toString();
  };

  return {
    put: (key, value, ttlSeconds) => ephemera.put(key, seal(key, value), ttlSeconds),
    replace: (key, value, ttlSeconds) => ephemera.replace(key, seal(key, value), ttlSeconds),
    peek: async (key) => open(key, await ephemera.peek(key)),
    take: async (key) => open(key, await ephemera.take(key)),
    spend: async (key, ttlSeconds) => {
      const spent = await ephemera.spend(key, ttlSeconds);
      const value = open(key, spent?.value);
      return spent === undefined || value === undefined ? undefined : { value, first: spent.first };
    },
    claim: (key, ttlSeconds) => ephemera.claim(key, ttlSeconds),
    claimOnce: (key, made) => ephemera.claimOnce(key, made),
    count: (key, ttlSeconds) => ephemera.count(key, ttlSeconds),
    admit: (budgets, nowSeconds) => ephemera.admit(budgets, nowSeconds),
    refund: (refunds) => ephemera.refund(refunds),
    ping: () => ephemera.ping(),
    close: () => ephemera.close(),
  };
}
