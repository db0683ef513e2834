import type { SigningAlgorithm } from '../clients/client.ts';
import type { Lifetimes } from '../config/config.ts';
import type { KeyPurpose } from './key-store.ts';

export type SealingPurpose =
  'refresh-token' | 'access-token' | 'ephemera' | 'outbox' | 'client-secret' | 'factor';

export const signingPurposes = {
  RS256: 'sign-RS256',
  PS256: 'sign-PS256',
  ES256: 'sign-ES256',
  EdDSA: 'sign-EdDSA',
} as const satisfies Record<SigningAlgorithm, KeyPurpose>;

export const sealingPurposes: readonly SealingPurpose[] = [
  'refresh-token',
  'access-token',
  'ephemera',
  'outbox',
  'client-secret',
  'factor',
];

/** Every ring there is, in the order in which the first start makes them. */
export const purposes: readonly KeyPurpose[] = [
  ...Object.values(signingPurposes),
  ...sealingPurposes,
  'credential-id',
  'pairwise-subject',
  'server-setup',
];

/** Rings whose keys are replaced by the clock. */
export const rotatedByClock: readonly KeyPurpose[] = [...Object.values(signingPurposes), ...sealingPurposes];

/**
 * Rings that must never be made anew while others exist: without their old keys nobody can sign in, and a fresh
 * one would look like health.
 */
export const irreplaceable: readonly KeyPurpose[] = ['credential-id', 'server-setup'];

/**
 * Rings of one key that never changes: what was made with it is looked up, or was told to others as a name. The ring of
 * pairwise subjects is made when it is missing all the same: a database of an earlier release has none.
 */
export const neverRotated: readonly KeyPurpose[] = ['credential-id', 'pairwise-subject'];

/** What is sealed longest under that ring is no ephemera: the mark by which a login knows a device (90 d). */
const EPHEMERA_SECONDS = 90 * 24 * 3600;
const OUTBOX_SECONDS = 7 * 24 * 3600;

/**
 * How long a key must still be read after its successor took over; null: for ever. An ID token comes back as a hint long
 * after it has expired, for as long as there may be the session it tells of (RP-Initiated Logout §2).
 */
export function retentionSeconds(purpose: KeyPurpose, lifetimes: Lifetimes): number | null {
  const { accessTokenSeconds, idTokenSeconds, sessionAbsoluteSeconds } = lifetimes;
  switch (purpose) {
    case 'sign-RS256':
    case 'sign-PS256':
    case 'sign-ES256':
    case 'sign-EdDSA':
      return (
        Math.max(accessTokenSeconds, idTokenSeconds, sessionAbsoluteSeconds) + lifetimes.clockLeewaySeconds
      );
    case 'access-token':
      return accessTokenSeconds + lifetimes.clockLeewaySeconds;
    case 'refresh-token':
      return lifetimes.refreshAbsoluteSeconds + lifetimes.clockLeewaySeconds;
    case 'ephemera':
      return EPHEMERA_SECONDS;
    case 'outbox':
      return OUTBOX_SECONDS;
    case 'client-secret': // for as long as there is a client with it
    case 'factor': // for as long as there is an account with it
    case 'credential-id':
    case 'pairwise-subject':
    case 'server-setup':
      return null;
  }
}

export function isSigning(purpose: KeyPurpose): boolean {
  return purpose.startsWith('sign-');
}
