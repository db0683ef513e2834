import type { Holder, KeyAct, KeyOutcome } from './key-store.ts';

/** Half of what opens the account key in one browser, and the wrap; the other half never leaves that browser. */
export interface StoredDeviceWrap {
  readonly deviceId: string;
  readonly share: string;
  readonly jwe: string;
}

/**
 * Wraps that open as long as a session lives: they go with it however it ends, and with any change of how the account
 * opens. They are no way in for a key that must have one.
 */
export interface DeviceWrapStore {
  /** Of the key in use, in the place of the one that session had; `absent`: the session has ended. */
  keep(act: KeyAct, holder: Holder, sessionId: string, wrap: StoredDeviceWrap): Promise<KeyOutcome>;
  /** For the session that has it alone; undefined: another key is in use by now, or that device has none. */
  find(wanted: {
    readonly accountId: string;
    readonly sessionId: string;
    readonly deviceId: string;
  }): Promise<{ readonly generation: number; readonly share: string; readonly jwe: string } | undefined>;
  /** `absent`: that session has none. */
  drop(act: KeyAct, sessionId: string): Promise<KeyOutcome>;
}
