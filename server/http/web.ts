import type { Config } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Assets } from './assets.ts';

/** What every route of the house is mounted with. */
export interface Web {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly assets: Assets;
  /** Origins of redirect URIs of registered clients: may read token endpoint answers from a browser (CORS). */
  readonly isClientOrigin: (origin: string) => Promise<boolean>;
}
