import type { Answers } from './calls.ts';
import { onDevice } from './device.ts';
import { type DeviceKeys, browserDeviceKeys } from './device-store.ts';
import { earlier } from './earlier.ts';
import { filing } from './filing.ts';
import { nothingKept } from './kept.ts';
import { opening } from './opening.ts';
import { using } from './using.ts';
import { wrapping } from './wrapping.ts';

/** What the vault worker answers, with a memory of its own. Throws VaultLocked where something is not open. */
export function newVault(devices: DeviceKeys = browserDeviceKeys): Answers {
  const kept = nothingKept();
  return {
    ...{ ...opening(kept), ...wrapping(kept), ...earlier(kept) },
    ...{ ...using(kept), ...filing(kept), ...onDevice(kept, devices) },
  };
}
