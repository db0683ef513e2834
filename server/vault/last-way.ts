import type { StoredKeys } from './key-store.ts';

/**
 * Whether nothing would open the key in use any more when the password, or that passkey, is gone. For a page that is
 * about to ask for proofs; the act itself is judged again where it is carried out.
 */
export function isLastWay(
  { current }: Pick<StoredKeys, 'current'>,
  going: { readonly password: true } | { readonly factorId: string | undefined },
): boolean {
  if (current === undefined || current.recoveryMadeAtSeconds !== undefined) return false;
  const passkeys = current.passkeys.filter(
    ({ factorId }) => !('factorId' in going) || factorId !== going.factorId,
  );
  const opensNow = current.opaque !== undefined || current.passkeys.length > 0;
  return opensNow && passkeys.length === 0 && ('password' in going || current.opaque === undefined);
}
