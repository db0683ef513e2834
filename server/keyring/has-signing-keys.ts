import type { Keyring } from './keyring.ts';
import { signingPurposes } from './purposes.ts';

/** Ready means able to sign: a ring whose active key has gone must take this instance out of service. */
export function hasSigningKeys({ keys }: Pick<Keyring, 'keys'>): boolean {
  return Object.values(signingPurposes).every((ring) =>
    keys.some(({ purpose, state }) => purpose === ring && state === 'active'),
  );
}
