import type { Keyring } from '../keyring/keyring.ts';
import { newBytes } from '../platform/random.ts';
import { unstretchedRecord } from './unstretched.ts';

/** One made-up record per server setup, which answers for every stranger. */
export interface Decoys {
  /** The decoy of that setup, always the same in this process. Throws when the keyring has no such setup. */
  of(setupId: string): { readonly setup: string; readonly registrationRecord: string };
}

/**
 * RFC 9807 §6.3.2.2: a stranger gets an answer made from a real record, so that the work is the same to the
 * microsecond; a null record would be 10 µs faster (opaque.md 1.6). A static one tells nothing, because every answer
 * masks it with a fresh nonce, and nobody knows its password. What a prober can compare is the evaluated element, and
 * that hangs on the setup and the credential id alone.
 */
export function openDecoys(keyring: Pick<Keyring, 'currentSetupId' | 'serverSetup'>): Decoys {
  const known = new Map<string, string>(); // bounded by the keyring: one entry per setup
  const decoys: Decoys = {
    of(setupId) {
      const setup = keyring.serverSetup(setupId);
      if (setup === undefined)
        throw new Error('a credential names a server setup that the keyring does not have');
      const registrationRecord = known.get(setupId) ?? makeDecoy(setup);
      known.set(setupId, registrationRecord);
      return { setup, registrationRecord };
    },
  };
  decoys.of(keyring.currentSetupId); // made now, so that no first stranger waits for it
  return decoys;
}

function makeDecoy(setup: string): string {
  return unstretchedRecord(setup, newBytes(32).toString('base64url'), newBytes(32).toString('base64url'));
}
