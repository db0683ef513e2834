import type { Keyring } from '../keyring/keyring.ts';

/** What a credential's server setup asks of its owner: nothing, a renewal that nobody notices, or another password. */
export type SetupStanding = 'current' | 'older' | 'compromised';

/** One that this instance does not know yet, or that takes over soon, is newer than the current: nothing is asked. */
export function setupStanding(
  { setups, currentSetupId }: Pick<Keyring, 'setups' | 'currentSetupId'>,
  setupId: string,
): SetupStanding {
  const at = setups.findIndex(({ id }) => id === setupId);
  const current = setups.findIndex(({ id }) => id === currentSetupId);
  if (at < 0 || at >= current) return 'current';
  return setups[at]?.compromised === true ? 'compromised' : 'older';
}
