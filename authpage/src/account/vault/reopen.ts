import type { KeysState } from '../../../../contract/keys.ts';
import { type Result, call } from '../../api.ts';
import { guarded } from '../../keys/guarded.ts';
import { forgetExport } from '../../keys/held.ts';
import { askVault } from '../../keys/keeper.ts';
import { keyOwner } from '../../keys/key-owner.ts';
import { loginForKey } from '../../opaque/key-login.ts';

const NOT_OPENED = { ok: false, problem: { problem: 'key_not_opened' } } as const;

/** Opens a key that was left behind with the password it had, and puts it under the one that is open. */
export function reopenByPassword(
  accountId: string,
  generation: number,
  password: string,
): Promise<Result<KeysState>> {
  return guarded<KeysState>(async () => {
    const proved = await loginForKey(password, generation);
    if (!proved.ok) return proved;
    const { jwe: opaque, bridges } = proved.value;
    if (opaque === undefined) return NOT_OPENED;
    const older = { ...keyOwner(accountId), generation, opaque, bridges };
    const { opened } = await askVault('open-older', older);
    // It opens what was, and must not lock what is.
    forgetExport('proved');
    return opened ? reopen(accountId) : NOT_OPENED;
  });
}

/** The same with a recovery key of that time. */
export function reopenByRecovery(
  accountId: string,
  generation: number,
  text: string,
): Promise<Result<KeysState>> {
  return guarded<KeysState>(async () => {
    const owner = keyOwner(accountId);
    const shown = await askVault('read-recovery', { ...owner, text });
    if (!shown) return { ok: false, problem: { problem: 'recovery_key_mistyped' } };
    const found = await call('/account/keys/recovery/open', shown);
    if (!found.ok) return found;
    if (found.value.generation !== generation)
      return { ok: false, problem: { problem: 'wrong_recovery_key' } };
    const older = { ...owner, generation, recoveryJwe: found.value.jwe };
    const { opened } = await askVault('open-older', older);
    return opened ? reopen(accountId) : NOT_OPENED;
  });
}

async function reopen(accountId: string): Promise<Result<KeysState>> {
  return call('/account/keys/reopen', await askVault('seal-older', keyOwner(accountId)));
}
