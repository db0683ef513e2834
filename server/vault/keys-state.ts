import type { KeysState } from '../../contract/keys.ts';
import { openFactor } from '../factors/held.ts';
import { passkeyState } from '../factors/web-authn.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { KeyStore, StoredKeys } from './key-store.ts';

export interface KeysStateParts {
  readonly vaultKeys: Pick<KeyStore, 'state'>;
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly clock: Clock;
}

/**
 * The keys of an account as its owner's page sees them, wraps and all: only for a live session of that account. A key
 * left behind whose time is over is not told, though its rows may still be there.
 */
export async function keysState(parts: KeysStateParts, accountId: string): Promise<KeysState> {
  const { current, older, passkeys, hasPassword } = await parts.vaultKeys.state(accountId);
  const nowSeconds = parts.clock.nowSeconds();
  const labels = new Map(passkeys.map(({ id, label }) => [id, label]));
  return {
    accountId,
    current: current && {
      ...current,
      bridges: [...current.bridges],
      passkeys: current.passkeys.map(({ factorId, ...wrap }) => ({
        ...wrap,
        label: labels.get(factorId) ?? '',
      })),
    },
    older: older.filter(({ lockedUntilSeconds = Infinity }) => lockedUntilSeconds > nowSeconds),
    passkeys: passkeysIn(parts, passkeys),
    hasPassword,
  };
}

/** One whose state does not open is a passkey that nobody can answer with. */
function passkeysIn({ keyring }: Pick<KeysStateParts, 'keyring'>, stored: StoredKeys['passkeys']) {
  const sealer = keyring.sealer('factor');
  return stored.flatMap((factor) => {
    const { data } = passkeyState.safeParse(openFactor(sealer, factor).state);
    return data ? [{ credentialId: data.credentialId, label: factor.label }] : [];
  });
}
