import type { Config } from './config/config.ts';
import { type Keks, openKeks } from './keyring/keks.ts';
import { localProvider } from './keyring/providers/local.ts';
import { transitProvider } from './keyring/providers/transit.ts';
import type { Clock } from './platform/clock.ts';
import type { Log } from './platform/log.ts';

interface Parts {
  readonly config: Pick<Config, 'keys' | 'keysDir' | 'mode'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Whoever holds the key-encryption keys under this configuration. The folder is always asked: keys may still lie there. */
export function keksOf({ config, clock, log }: Parts): Keks {
  const { provider, transit } = config.keys;
  return openKeks({
    configured: provider,
    local: localProvider(config.keysDir),
    transit: transit && transitProvider({ config: transit, mode: config.mode, clock, log }),
  });
}
