import type { Keyring } from '../keyring/keyring.ts';
import type { AccountLetters } from '../mail/account-letters.ts';
import type { Clock } from '../platform/clock.ts';
import type { CredentialStore } from './credential-store.ts';

/** Accounts of one transaction, and how many of these one call makes: 20 000 accounts, then somebody calls again. */
const BATCH = 100;
const BATCHES_MAX = 200;

/**
 * Whoever has a password under a server setup that a thief knows is signed out everywhere, once, and told why; at the
 * next sign-in they choose another. How many it were. Any number of instances may do so at once, as often as they like.
 */
export async function endCompromised({
  credentials,
  keyring,
  letters,
  clock,
}: {
  readonly credentials: Pick<CredentialStore, 'endUnder'>;
  readonly keyring: Pick<Keyring, 'setups'>;
  readonly letters: Pick<AccountLetters, 'passwordCompromised'>;
  readonly clock: Clock;
}): Promise<number> {
  const setupIds = keyring.setups.filter(({ compromised }) => compromised).map(({ id }) => id);
  if (setupIds.length === 0) return 0;
  let ended = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const some = await credentials.endUnder({
      setupIds,
      limit: BATCH,
      atSeconds: clock.nowSeconds(),
      letter: ({ email, locale }) => letters.passwordCompromised({ to: email, locale }),
    });
    ended += some;
    if (some < BATCH) break;
  }
  return ended;
}
