import { Buffer } from 'node:buffer';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { CLOCK_AHEAD_SECONDS } from '../platform/replay.ts';

/** How long a nonce is taken: enough for a slow line, too short to stock up on proofs (RFC 9449 §8, §11.2). */
export const NONCE_SECONDS = 120;

const CONTEXT = ['dpop-nonce'];
const CONTENT_BYTES = 8;
const NONCE_CHARACTERS_MAX = 128;

/** Server nonces of RFC 9449 §8: the time of their making, sealed. Nothing is stored; every instance opens them. */
export interface DpopNonces {
  /** The nonce of this second. */
  current(): string;
  /** When one of ours was made; undefined for a foreign one and for one that is too old. */
  issuedAtSeconds(nonce: string): number | undefined;
}

export function dpopNonces({
  keyring,
  clock,
}: {
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly clock: Clock;
}): DpopNonces {
  const sealer = keyring.sealer('ephemera');
  let made = { atSeconds: 0, nonce: '' };

  return {
    current() {
      const nowSeconds = clock.nowSeconds();
      if (made.atSeconds !== nowSeconds) {
        const content = Buffer.alloc(CONTENT_BYTES);
        content.writeBigUInt64BE(BigInt(nowSeconds));
        made = { atSeconds: nowSeconds, nonce: sealer.seal(content, CONTEXT).toString('base64url') };
      }
      return made.nonce;
    },

    issuedAtSeconds(nonce) {
      if (nonce.length > NONCE_CHARACTERS_MAX) return undefined;
      const content = sealer.open(Buffer.from(nonce, 'base64url'), CONTEXT);
      if (content?.length !== CONTENT_BYTES) return undefined;
      const atSeconds = Number(content.readBigUInt64BE());
      const ageSeconds = clock.nowSeconds() - atSeconds;
      return ageSeconds >= -CLOCK_AHEAD_SECONDS && ageSeconds <= NONCE_SECONDS ? atSeconds : undefined;
    },
  };
}
