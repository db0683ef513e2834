import { opaque, OpaqueRefusal } from './opaque.ts';
import { unstretchedLoginPasses, unstretchedRecord } from './unstretched.ts';

/** What the keyring needs of OPAQUE to make server setups and to check them at boot, without knowing the protocol. */
export interface SetupTools {
  createSetup(): string;
  /** The public key of a setup, for its fingerprint. Throws `OpaqueRefusal` when the setup is malformed. */
  publicKey(setup: string): string;
  /** A record that only this very setup opens; lies beside the sealed setup. Throws `OpaqueRefusal`. */
  makeCanary(setup: string): string;
  /** False when the setup is damaged or another: a server that started with it would lock everybody out. */
  canaryOpens(setup: string, canary: string): boolean;
}

/**
 * The canary is the registration record of this password. That the password is public and hardly stretched costs
 * nothing: the record opens no account, its id is no credential id (those are HMACs of 43 characters), and the one pair
 * of OPRF input and output that it gives away is what every person who registers holds as well.
 */
const CANARY_PASSWORD = 'the canary sings to its own setup alone';
const CANARY_ID = 'canary';

export const setupTools: SetupTools = {
  createSetup: opaque.createSetup,
  publicKey: opaque.publicKey,
  makeCanary: (setup) => unstretchedRecord(setup, CANARY_ID, CANARY_PASSWORD),
  canaryOpens(setup, canary) {
    try {
      return unstretchedLoginPasses(setup, CANARY_ID, canary, CANARY_PASSWORD);
    } catch (error) {
      if (error instanceof OpaqueRefusal) return false;
      throw error;
    }
  },
};
