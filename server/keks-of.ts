import type { Config } from './config/config.ts';
import { type Keks, openKeks } from './keyring/keks.ts';
import { localProvider } from './keyring/providers/local.ts';

/** Whoever holds the key-encryption keys under this configuration. */
export function keksOf({ keysDir }: Pick<Config, 'keysDir'>): Keks {
  return openKeks({ configured: 'local', local: localProvider(keysDir) });
}
