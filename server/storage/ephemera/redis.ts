import type { Ephemera } from '../../platform/ephemera.ts';
import { connectRedis } from './redis-connection.ts';

const PREFIX = 'tacet:';
/** Budgets are judged together, so in a Cluster they must share a slot; all else spreads. */
const BUDGET_PREFIX = 'tacet:{budget}:';

/** What is claimed once is judged with the epoch, so they share a slot too. */
const ONCE_PREFIX = 'tacet:{once}:';
const EPOCH_KEY = 'tacet:{once}-epoch';

const UNSPENT = '0';

/** Ephemera in Redis 7 or later. Every method is one command or one script, and so atomic. */
export async function redisEphemera(url: string): Promise<Ephemera> {
  const connection = await connectRedis(url);
  const { ask } = connection;
  const value = (stored: string | null) => (stored === null ? undefined : stored.slice(UNSPENT.length));

  return {
    put: async (key, text, ttlSeconds) => {
      await ask((redis) => redis.set(PREFIX + key, UNSPENT + text, expiring(ttlSeconds)));
    },
    replace: async (key, text, ttlSeconds) => {
      const options = { ...expiring(ttlSeconds), condition: 'XX' } as const;
      return (await ask((redis) => redis.set(PREFIX + key, UNSPENT + text, options))) !== null;
    },
    peek: async (key) => value(await ask((redis) => redis.get(PREFIX + key))),
    take: async (key) => value(await ask((redis) => redis.getDel(PREFIX + key))),
    spend: (key, ttlSeconds) => ask((redis) => redis.spend(PREFIX + key, whole(ttlSeconds))),
    claim: async (key, ttlSeconds) => {
      const options = { ...expiring(ttlSeconds), condition: 'NX' } as const;
      return (await ask((redis) => redis.set(PREFIX + key, UNSPENT, options))) !== null;
    },
    claimOnce: (key, made) => ask((redis) => redis.claimOnce(ONCE_PREFIX + key, EPOCH_KEY, made)),
    count: (key, ttlSeconds) => ask((redis) => redis.count(PREFIX + key, whole(ttlSeconds))),
    admit: async (budgets, nowSeconds) => {
      if (budgets.length === 0) return { admitted: true };
      const kept = budgets.map((budget) => ({ ...budget, key: BUDGET_PREFIX + budget.key }));
      return ask((redis) => redis.admit(kept, nowSeconds));
    },
    refund: async (refunds) => {
      if (refunds.length === 0) return;
      const kept = refunds.map((refund) => ({ ...refund, key: BUDGET_PREFIX + refund.key }));
      await ask((redis) => redis.refund(kept));
    },
    ping: async () => {
      await ask((redis) => redis.ping());
    },
    close: () => connection.close(),
  };
}

function expiring(ttlSeconds: number) {
  return { expiration: { type: 'EX', value: whole(ttlSeconds) } } as const;
}

/** Redis refuses a time to live of nothing. */
function whole(ttlSeconds: number): number {
  return Math.max(1, Math.ceil(ttlSeconds));
}
