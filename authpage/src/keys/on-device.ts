import type { KeysState } from '../../../contract/keys.ts';
import { call } from '../api.ts';
import { rememberGeneration } from './generation-memory.ts';
import { guarded } from './guarded.ts';
import { askVault } from './keeper.ts';
import { keyOwner } from './key-owner.ts';

/** That something is kept for that account; what, the vault worker knows, which is not loaded to learn of nothing. */
const PREFIX = 'tacet:device:';

/**
 * Opens the key with what this browser keeps and what the server gives this session. Whatever fails, the page asks as it
 * would have asked without.
 */
export async function openOnDevice(accountId: string, generation: number): Promise<boolean> {
  if (!isNoted(accountId)) return false;
  const owner = keyOwner(accountId);
  const done = await guarded(async () => {
    const { deviceId } = await askVault('find-device', owner);
    if (deviceId === undefined) return { ok: true, value: false };
    const found = await call('/account/keys/device/open', { deviceId });
    if (found.ok) {
      const { share, jwe } = found.value;
      const { opened } = await askVault('open-device', { ...owner, generation, share, jwe });
      if (opened) return { ok: true, value: true };
    } else if (found.problem.problem !== 'not_found') return found;
    // Of another session, or of another key: it opens nothing any more.
    note(accountId, false);
    await askVault('forget-device', owner);
    return { ok: true, value: false };
  });
  if (!done.ok || !done.value) return false;
  rememberGeneration(accountId, generation);
  return true;
}

/**
 * The open key stays open in this browser until the session ends. Out comes the state since; undefined: that failed, and
 * the next page asks.
 */
export async function keepOnDevice(accountId: string): Promise<KeysState | undefined> {
  const kept = await guarded(async () =>
    call('/account/keys/device', await askVault('keep-device', keyOwner(accountId))),
  );
  if (!kept.ok) return undefined;
  note(accountId, true);
  return kept.value;
}

/** Whether it was said here that the key stays open. */
export async function isKeptOnDevice(accountId: string): Promise<boolean> {
  if (!isNoted(accountId)) return false;
  const found = await guarded(async () => ({
    ok: true,
    value: await askVault('find-device', keyOwner(accountId)),
  }));
  return found.ok && found.value.deviceId !== undefined;
}

/** Both halves go; without that of this browser the other opens nothing. */
export async function forgetOnDevice(accountId: string): Promise<void> {
  if (!isNoted(accountId)) return;
  note(accountId, false);
  await guarded(async () => ({ ok: true, value: await askVault('forget-device', keyOwner(accountId)) }));
  await call('/account/keys/device/remove', {});
}

function isNoted(accountId: string): boolean {
  try {
    return localStorage.getItem(PREFIX + accountId) !== null;
  } catch {
    return false;
  }
}

function note(accountId: string, kept: boolean): void {
  try {
    if (kept) localStorage.setItem(PREFIX + accountId, '1');
    else localStorage.removeItem(PREFIX + accountId);
  } catch {
    // Storage is blocked: nothing was kept either.
  }
}
