import { sha256 } from '../platform/digest.ts';
import type { StoredKey } from './key-store.ts';
import { KeyringError } from './keyring-error.ts';

/** What this room needs of OPAQUE; `login/setup-tools.ts` has it, for the library may enter there alone. */
export interface OpaqueTools {
  createSetup(): string;
  publicKey(setup: string): string;
  /** A registration record of a known password under that setup. */
  makeCanary(setup: string): string;
  /** True when a login with the known password succeeds against the record. */
  canaryOpens(setup: string, canary: string): boolean;
}

/** base64url SHA-256 of the bytes of a setup's public key. */
export function setupFingerprint(publicKey: string): string {
  return sha256(Buffer.from(publicKey, 'base64url')).toString('base64url');
}

/**
 * A wrong or truncated setup would answer every login, and open none: everybody locked out without an error. So the
 * server stops instead. Throws KeyringError.
 */
export function checkSetup(opaque: OpaqueTools, row: StoredKey, setup: string): void {
  if (!holds(opaque, row, setup)) {
    throw new KeyringError(
      'setup_wrong',
      `server setup ${row.id} is not the one that made its credentials: restore the key rows and the keys folder from one backup`,
    );
  }
}

function holds(opaque: OpaqueTools, row: StoredKey, setup: string): boolean {
  try {
    return (
      row.publicPart === setupFingerprint(opaque.publicKey(setup)) &&
      row.canary !== null &&
      opaque.canaryOpens(setup, row.canary)
    );
  } catch {
    // The library throws a plain Error at a setup it cannot read.
    return false;
  }
}
