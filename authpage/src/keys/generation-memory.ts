const PREFIX = 'tacet:key:';

/**
 * Whether a server tells of an older account key than this browser has opened, or of none. A key is never taken back: such
 * a server has lost data, or wants a new key made in the place of the one it cannot open.
 */
export function isRolledBack(accountId: string, generation: number | undefined): boolean {
  return (generation ?? 0) < remembered(accountId);
}

/** Only of a key that was opened or made here: what a server merely says is no reason to refuse another. */
export function rememberGeneration(accountId: string, generation: number): void {
  if (generation <= remembered(accountId)) return;
  try {
    localStorage.setItem(PREFIX + accountId, String(generation));
  } catch {
    // Storage is blocked: the page works without, and remembers nothing.
  }
}

function remembered(accountId: string): number {
  try {
    const kept = Number(localStorage.getItem(PREFIX + accountId) ?? '0');
    return Number.isSafeInteger(kept) && kept > 0 ? kept : 0;
  } catch {
    return 0;
  }
}
