import type { Config } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Assets } from './assets.ts';

/** One request that was answered, as far as it may be counted. */
export interface Answered {
  readonly method: string;
  /** The route's pattern (`/interaction/:id/login/start`), never the URL; `none` where no route was. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** What every route of the house is mounted with. */
export interface Web {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly assets: Assets;
  /** Origins of redirect URIs of registered clients: may read token endpoint answers from a browser (CORS). */
  readonly isClientOrigin: (origin: string) => Promise<boolean>;
  /** Counts a request; absent where nothing is measured. */
  readonly onAnswer?: ((answered: Answered) => void) | undefined;
}
