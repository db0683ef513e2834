import type { Lifetimes } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';
import type { Keks } from './keks.ts';
import type { KeyStore } from './key-store.ts';
import type { OpaqueTools } from './server-setup.ts';

/** What every act of this room stands on. */
export interface KeyringParts {
  readonly store: KeyStore;
  /** What wraps the keys of the rings. */
  readonly keks: Keks;
  readonly clock: Clock;
  readonly lifetimes: Lifetimes;
  readonly opaque: OpaqueTools;
}
