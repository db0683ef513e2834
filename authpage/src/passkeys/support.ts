/** This browser knows passkeys. It says nothing about whether somebody has one here. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function';
}

/** It can offer passkeys among what it fills in ("conditional mediation", WebAuthn L3 §5.1.7). */
export async function canAutofill(): Promise<boolean> {
  if (!knowsPasskeys()) return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
}

/** A chunk of its own: the page is ready for typing before it is asked for. */
export const loadCeremony = () => import('./ceremony.ts');
