import type { z } from 'zod';
import type { Clock } from './clock.ts';
import { sha256 } from './digest.ts';
import type { Ephemera } from './ephemera.ts';

/** A typed corner of the ephemera: one kind of value, its schema and its lifetime. */
export interface Collection<Value> {
  readonly ttlSeconds: number;
  put(id: string, value: Value): Promise<void>;
  /** False when the value was taken or has expired meanwhile. */
  replace(id: string, value: Value): Promise<boolean>;
  peek(id: string): Promise<Value | undefined>;
  take(id: string): Promise<Value | undefined>;
  /** What was spent is told to later callers for another lifetime, however short before its end it was spent. */
  spend(id: string): Promise<{ readonly value: Value; readonly first: boolean } | undefined>;
}

interface Stored {
  readonly e: number;
  readonly v: unknown;
}

/**
 * Opens a collection. The id is itself a secret, so only its digest is part of the key, prefixed by the purpose: an id
 * of another purpose finds nothing. Expiry is judged by our clock; the backend's own expiry only clears the room. What
 * another release wrote in another form counts as absent.
 */
export function collection<Value>(
  { ephemera, clock }: { readonly ephemera: Ephemera; readonly clock: Clock },
  purpose: string,
  schema: z.ZodType<Value>,
  ttlSeconds: number,
): Collection<Value> {
  const keyOf = (id: string) => `${purpose}:${sha256(id).toString('base64url')}`;
  const write = (value: Value) => JSON.stringify({ e: clock.nowSeconds() + ttlSeconds, v: value });
  const read = (stored: string | undefined, spent = false): Value | undefined => {
    if (stored === undefined) return undefined;
    const { e, v } = JSON.parse(stored) as Stored;
    return e + (spent ? ttlSeconds : 0) > clock.nowSeconds() ? schema.safeParse(v).data : undefined;
  };

  return {
    ttlSeconds,
    put: (id, value) => ephemera.put(keyOf(id), write(value), ttlSeconds),
    replace: (id, value) => ephemera.replace(keyOf(id), write(value), ttlSeconds),
    peek: async (id) => read(await ephemera.peek(keyOf(id))),
    take: async (id) => read(await ephemera.take(keyOf(id))),
    spend: async (id) => {
      const spent = await ephemera.spend(keyOf(id), ttlSeconds);
      const value = read(spent?.value, spent?.first === false);
      return spent === undefined || value === undefined ? undefined : { value, first: spent.first };
    },
  };
}
