import { z } from 'zod';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { newBytes } from '../platform/random.ts';

/**
 * A mark that a browser keeps after a login that succeeded. It opens nothing: whoever brings it is throttled by a
 * budget of its own, so that a stranger who hammers an account does not keep its owner out (BF-03).
 */
export interface KnownDevices {
  /** A fresh mark for that credential; base64url, under 256 characters, for 90 days. */
  mark(credentialId: string): string;
  /** The id of the device, when the mark is ours, is for that credential, and has not expired. */
  deviceOf(credentialId: string, mark: string): string | undefined;
}

const LIFETIME_SECONDS = 90 * 24 * 3600;
const MARK_CHARACTERS_MAX = 256;
const ID_BYTES = 16;

const content = z.strictObject({ id: z.string(), expiresAtSeconds: z.number().int() });

/** Sealed, not signed: a mark shows neither whose it is nor when it was made. */
export function openKnownDevices({
  clock,
  keyring,
}: {
  readonly clock: Clock;
  readonly keyring: Pick<Keyring, 'sealer'>;
}): KnownDevices {
  const sealer = keyring.sealer('ephemera');
  return {
    mark(credentialId) {
      const id = newBytes(ID_BYTES).toString('base64url');
      const text = JSON.stringify({ id, expiresAtSeconds: clock.nowSeconds() + LIFETIME_SECONDS });
      return sealer.seal(Buffer.from(text), ['known-device', credentialId]).toString('base64url');
    },

    deviceOf(credentialId, mark) {
      if (mark.length > MARK_CHARACTERS_MAX) return undefined;
      const opened = sealer.open(Buffer.from(mark, 'base64url'), ['known-device', credentialId]);
      if (opened === undefined) return undefined;
      const { id, expiresAtSeconds } = content.parse(JSON.parse(opened.toString()));
      return expiresAtSeconds > clock.nowSeconds() ? id : undefined;
    },
  };
}
