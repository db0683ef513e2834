import { sha256 } from '../platform/digest.ts';
import { stateOf } from './key-state.ts';
import type { KeyState } from './keyring.ts';
import type { RingKey } from './ring.ts';
import type { SigningKey } from './signing-key.ts';

export interface Jwks {
  readonly body: Buffer;
  /** In the quotes of RFC 9110 §8.8.3. */
  readonly etag: string;
}

/** Active first: a verifier that ignores `kid` and takes the first key of its algorithm still works. */
const ORDER: Readonly<Record<KeyState, number>> = {
  active: 0,
  upcoming: 1,
  retiring: 2,
  retired: 3,
};

/**
 * The key set of RFC 7517 §5 for a set of keys: serialised once, and again when the clock moves a key into another
 * state.
 */
export function jwksOf(keys: readonly RingKey<SigningKey>[]): (nowSeconds: number) => Jwks {
  let cached: (Jwks & { readonly fromSeconds: number; readonly untilSeconds: number }) | undefined;
  return (nowSeconds) => {
    if (cached === undefined || nowSeconds < cached.fromSeconds || nowSeconds >= cached.untilSeconds) {
      cached = {
        ...serialised(keys, nowSeconds),
        fromSeconds: nowSeconds,
        untilSeconds: nextChange(keys, nowSeconds),
      };
    }
    return cached;
  };
}

function serialised(keys: readonly RingKey<SigningKey>[], nowSeconds: number): Jwks {
  const published = keys
    .map(({ row, material }) => ({ state: stateOf(row, nowSeconds), jwk: material.publicJwk }))
    .filter(({ state }) => state !== 'retired')
    .sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  const body = Buffer.from(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
  return { body, etag: `"${sha256(body).toString('base64url')}"` };
}

function nextChange(keys: readonly RingKey<SigningKey>[], nowSeconds: number): number {
  const times = keys.flatMap(({ row }) => [
    row.activatesAtSeconds,
    row.retiresAtSeconds,
    row.expiresAtSeconds,
  ]);
  return Math.min(...times.map((seconds) => (seconds !== null && seconds > nowSeconds ? seconds : Infinity)));
}
