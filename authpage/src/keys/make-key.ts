import type { KeysState } from '../../../contract/keys.ts';
import { type Result, call } from '../api.ts';
import { loginForKey } from '../opaque/key-login.ts';
import { rememberGeneration } from './generation-memory.ts';
import { guarded } from './guarded.ts';
import { type ProvedPasskey, holdsExport, provedPasskey } from './held.ts';
import { askVault } from './keeper.ts';
import { keyOwner } from './key-owner.ts';
import { askPasskey } from './local-passkey.ts';

type Made = Result<KeysState>;

/** Whether the key can be made with what was proved on this page, without asking for more. */
export const canMakeAtOnce = (): boolean => holdsExport('proved') || provedPasskey() !== undefined;

/** The first account key, under what was proved on this page. */
export function makeAtOnce(state: KeysState): Promise<Made> {
  return guarded(async () => {
    const proved = provedPasskey();
    return holdsExport('proved') || !proved ? makeUnderPassword(state) : makeUnderPasskey(state, proved);
  });
}

export function makeByPassword(state: KeysState, password: string): Promise<Made> {
  return guarded(async () => {
    const proved = await loginForKey(password);
    return proved.ok ? makeUnderPassword(state) : proved;
  });
}

/** Undefined when the passkey was stopped on the way. */
export async function makeByPasskey(state: KeysState): Promise<Made | undefined> {
  const asked = await askPasskey(state.passkeys.map(({ credentialId }) => credentialId));
  if (!asked?.ok) return asked;
  return guarded(() => makeUnderPasskey(state, asked.value));
}

async function makeUnderPassword({ accountId }: KeysState): Promise<Made> {
  const { opaque, proof } = await askVault('make', { ...keyOwner(accountId), generation: 1 });
  if (opaque === undefined) return { ok: false, problem: { problem: 'vault_failed' } };
  return remembered(await call('/account/keys/make', { proof, opaque }));
}

async function makeUnderPasskey(
  { accountId }: KeysState,
  { credentialId, prf }: ProvedPasskey,
): Promise<Made> {
  const owner = keyOwner(accountId);
  await askVault('make', { ...owner, generation: 1 });
  const { proof, wrap } = await askVault('wrap-passkey', { ...owner, credentialId, prf: prf.slice(0) });
  return remembered(await call('/account/keys/make', { proof, passkey: wrap }));
}

function remembered(made: Made): Made {
  if (made.ok) rememberGeneration(made.value.accountId, made.value.current?.generation ?? 1);
  return made;
}
