import { open, seal, sealDeterministic, type EnvelopeKey } from './envelope.ts';
import type { Sealer } from './keyring.ts';
import type { SealingPurpose } from './purposes.ts';
import type { Ring } from './ring.ts';

/** The sealer of one ring. The purpose is part of every context: no ring opens what another sealed. */
export function ringSealer(
  purpose: SealingPurpose,
  parts: {
    readonly ring: () => Ring<EnvelopeKey>;
    readonly nowSeconds: () => number;
    /** Called when an envelope names a key that this instance does not know. */
    readonly unknownKey: () => void;
  },
): Sealer {
  const current = () => {
    const key = parts.ring().current(parts.nowSeconds());
    if (key === undefined) throw new Error(`ring ${purpose} has no key`);
    return key.material;
  };
  return {
    seal: (plaintext, context) => seal(current(), plaintext, [purpose, ...context]),
    sealDeterministic: (plaintext, context) => sealDeterministic(current(), plaintext, [purpose, ...context]),
    open(sealed, context) {
      const nowSeconds = parts.nowSeconds();
      const result = open((id) => parts.ring().find(id, nowSeconds), sealed, [purpose, ...context]);
      if (result.opened) return result.plaintext;
      if (result.reason === 'unknown_key') parts.unknownKey();
      return undefined;
    },
  };
}
