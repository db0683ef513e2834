import type { PushedRequests } from './authorization/pushed.ts';
import type { BackchannelRequests } from './ciba/backchannel-requests.ts';
import type { ClientKeys } from './clients/client-keys.ts';
import type { Config } from './config/config.ts';
import type { DeviceRequests } from './device/device-requests.ts';
import type { ReadinessParts } from './health/readiness.ts';
import type { Assets } from './http/assets.ts';
import type { Egress } from './http/egress.ts';
import type { Answered } from './http/web.ts';
import type { DataKeys } from './keyring/data-keys.ts';
import type { Keyring } from './keyring/keyring.ts';
import type { Login } from './login/login.ts';
import type { Clock } from './platform/clock.ts';
import type { Ephemera } from './platform/ephemera.ts';
import type { Log } from './platform/log.ts';
import type { Storage } from './storage/storage.ts';

/** What main.ts opened, and the rooms are made from. */
export interface AppParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly assets: Assets;
  readonly storage: Storage;
  /** Sealed (decision 16). */
  readonly ephemera: Ephemera;
  readonly keyring: Keyring;
  /** Under which what apps keep with an account is sealed, and what is private in its profile. */
  readonly dataKeys: DataKeys;
  readonly login: Login;
  /** Tells the outbox that a letter is waiting. */
  readonly nudgeOutbox: () => void;
  /** The only way out to addresses that others chose. */
  readonly egress: Egress;
  /** What has to work before people are sent here. */
  readonly readiness: ReadinessParts;
  /** Counts a request; absent where nothing is measured. */
  readonly onAnswer: ((answered: Answered) => void) | undefined;
}

/** What all routes share besides. */
export interface Shared extends AppParts {
  readonly clientKeys: ClientKeys;
  readonly pushed: PushedRequests;
  readonly devices: DeviceRequests;
  readonly backchannel: BackchannelRequests;
}
