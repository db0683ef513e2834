/** Where this browser keeps what opens a vault without being asked. */
export const DEVICE_DATABASE = 'tacet-device';

/**
 * Somebody signed out here: what the browser kept of any account goes. The half of the server is gone already, so that
 * nothing depends on this.
 */
export function forgetDevices(): void {
  try {
    indexedDB.deleteDatabase(DEVICE_DATABASE);
  } catch {
    // Storage is blocked: nothing was kept.
  }
}
