import type { KeysState } from '../../../contract/keys.ts';
import { type Result, call } from '../api.ts';
import { loginForKey } from '../opaque/key-login.ts';
import { rememberGeneration } from './generation-memory.ts';
import { guarded } from './guarded.ts';
import { holdsExport, nothingBeside, provedPasskey } from './held.ts';
import { askVault } from './keeper.ts';
import { keyOwner } from './key-owner.ts';
import { askPasskey } from './local-passkey.ts';
import { openOnDevice } from './on-device.ts';

export type CurrentKey = NonNullable<KeysState['current']>;

/** A state with a key in it. */
export interface Locked {
  readonly accountId: string;
  readonly current: CurrentKey;
}

/** `state`: what the server keeps since, where opening changed it. */
export interface Opening {
  readonly state?: KeysState;
}

type Opened = Result<Opening>;
const OPENED: Opened = { ok: true, value: {} };
const NOT_OPENED: Opened = { ok: false, problem: { problem: 'key_not_opened' } };

/**
 * Whether what was proved on this page opens the key, or what this browser keeps for the session: nobody is asked for
 * anything. Throws `KeeperFailed`.
 */
export async function openHeld(locked: Locked): Promise<boolean> {
  await nothingBeside();
  if (holdsExport('proved') && (await tryPassword(locked))) return true;
  const proved = provedPasskey();
  if (proved !== undefined && (await tryPasskey(locked, proved.credentialId, proved.prf))) return true;
  return openOnDevice(locked.accountId, locked.current.generation);
}

/** By a login with the password, which signs nobody in. Bridges that led there are taken down. */
export function openByPassword(locked: Locked, password: string): Promise<Opened> {
  return guarded(async () => {
    const proved = await loginForKey(password);
    if (!proved.ok) return proved;
    if (!(await tryPassword(locked))) return NOT_OPENED;
    return { ok: true, value: await takeDownBridges(locked) };
  });
}

/** By a passkey that is asked for here; undefined when that was stopped on the way. */
export function openByPasskey(locked: Locked): Promise<Opened | undefined> {
  return guardedOrStopped(async () => {
    const asked = await askPasskey(locked.current.passkeys.map(({ credentialId }) => credentialId));
    if (!asked?.ok) return asked;
    const { credentialId, prf } = asked.value;
    return (await tryPasskey(locked, credentialId, prf)) ? OPENED : NOT_OPENED;
  });
}

export type Recover = (shown: {
  readonly lookup: string;
  readonly proof: string;
}) => Promise<Result<{ readonly generation: number; readonly jwe: string }>>;

/** By a recovery key as it was typed. Whoever opens with one makes another: it counts once. */
export function openByRecovery(
  { accountId, generation }: { readonly accountId: string; readonly generation: number },
  text: string,
  recover: Recover,
): Promise<Opened> {
  return guarded(async () => {
    const owner = keyOwner(accountId);
    const shown = await askVault('read-recovery', { ...owner, text });
    if (!shown) return { ok: false, problem: { problem: 'recovery_key_mistyped' } };
    const found = await recover(shown);
    if (!found.ok) return found;
    if (found.value.generation !== generation) return { ok: false, problem: { problem: 'wrong_recovery_key' } };
    const { opened } = await askVault('open-recovery', { ...owner, ...found.value });
    if (!opened) return NOT_OPENED;
    rememberGeneration(accountId, generation);
    return OPENED;
  });
}

async function tryPassword({ accountId, current }: Locked): Promise<boolean> {
  const { generation, opaque, bridges } = current;
  if (opaque === undefined) return false;
  const { opened } = await askVault('open-password', {
    ...keyOwner(accountId),
    generation,
    opaque,
    bridges,
  });
  if (opened) rememberGeneration(accountId, generation);
  return opened;
}

async function tryPasskey(
  { accountId, current: { generation, passkeys } }: Locked,
  credentialId: string,
  prf: ArrayBuffer,
): Promise<boolean> {
  const found = passkeys.find((wrap) => wrap.credentialId === credentialId);
  if (!found) return false;
  const { label: _label, ...wrap } = found;
  const asked = { ...keyOwner(accountId), generation, wrap, prf: prf.slice(0) };
  const { opened } = await askVault('open-passkey', asked);
  if (opened) rememberGeneration(accountId, generation);
  return opened;
}

/** What the password opened first: the server takes a wrap of it only while that is still there. */
export function seenOf({ opaque, bridges }: CurrentKey): { readonly seen?: string } {
  const seen = bridges.at(-1) ?? opaque;
  return seen === undefined ? {} : { seen };
}

/** A wrap under the password of today. When it is refused, the bridges still lead there. */
async function takeDownBridges({ accountId, current }: Locked): Promise<Opening> {
  if (current.bridges.length === 0) return {};
  const wrapped = await askVault('wrap-password', keyOwner(accountId));
  const written = await call('/account/keys/password', { ...wrapped, ...seenOf(current) });
  return written.ok ? { state: written.value } : {};
}

async function guardedOrStopped(act: () => Promise<Opened | undefined>): Promise<Opened | undefined> {
  let stopped = false;
  const answer = await guarded<Opening>(async () => {
    const done = await act();
    stopped = done === undefined;
    return done ?? OPENED;
  });
  return stopped ? undefined : answer;
}
