import type { KeysState } from '../../../contract/keys.ts';
import type { Account } from '../../accounts/account.ts';
import type { AccountStore } from '../../accounts/account-store.ts';
import type { AuditKind } from '../../audit/event.ts';
import type { FactorStore } from '../../factors/factor-store.ts';
import { lookupOf } from '../../factors/passkey.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { Visit } from '../../http/visit.ts';
import type { AccountLetters } from '../../mail/account-letters.ts';
import { fingerprint } from '../../platform/digest.ts';
import type { SessionParts } from '../../sessions/cookie.ts';
import type {
  Holder,
  KeyAct,
  KeyOutcome,
  KeyStore,
  StoredPasskeyWrap,
  StoredRecovery,
} from '../../vault/key-store.ts';
import { keysState, type KeysStateParts } from '../../vault/keys-state.ts';
import { addressed } from '../acts/parts.ts';
import { happened } from '../happened.ts';

export interface KeyActParts extends KeysStateParts, Pick<SessionParts, 'sessions' | 'clock'> {
  readonly vaultKeys: KeyStore;
  readonly factors: Pick<FactorStore, 'list'>;
  readonly accounts: Pick<AccountStore, 'details'>;
  readonly accountLetters: Pick<AccountLetters, 'recoveryKeyMade'>;
  readonly nudgeOutbox: () => void;
}

/** What is written beside an act of somebody on their own keys. A new recovery key is told by letter: it is a way in. */
export async function keyAct(
  parts: Pick<KeyActParts, 'accounts' | 'accountLetters' | 'clock'>,
  visit: Pick<Visit, 'caller' | 'locale'>,
  account: Account,
  kinds: readonly AuditKind[],
): Promise<KeyAct> {
  const { id: accountId } = account;
  const events = kinds.map((kind) => happened(kind, parts, visit, accountId));
  const letters = kinds.includes('keys.recovery_made')
    ? [parts.accountLetters.recoveryKeyMade(await addressed(parts, account, visit))]
    : [];
  return { accountId, atSeconds: parts.clock.nowSeconds(), events, letters };
}

/** Who writes shows that they have the key of that generation. */
export function holderOf(shown: { readonly generation: number; readonly proof: string }): Holder {
  return { generation: shown.generation, proofDigest: fingerprint(shown.proof) };
}

export function storedRecovery({
  proof,
  ...recovery
}: {
  readonly lookup: string;
  readonly proof: string;
  readonly jwe: string;
}): StoredRecovery {
  return { ...recovery, proofDigest: fingerprint(proof) };
}

/** Wraps with the passkeys of the account that they are for. Throws ProblemError `not_found` for a passkey of nobody or of another. */
export async function storedPasskeys(
  { factors }: Pick<KeyActParts, 'factors'>,
  accountId: string,
  wraps: readonly Omit<StoredPasskeyWrap, 'factorId'>[],
): Promise<readonly StoredPasskeyWrap[]> {
  if (wraps.length === 0) return [];
  const held = (await factors.list(accountId)).filter(({ kind }) => kind === 'passkey');
  return wraps.map((wrap) => {
    const factor = held.find(({ lookup }) => lookup === lookupOf(wrap.credentialId));
    if (factor === undefined) throw new ProblemError('not_found');
    return { ...wrap, factorId: factor.id };
  });
}

/** The state after an act, or the problem that kept it from being done. */
export async function stateAfter(
  parts: KeysStateParts & Pick<KeyActParts, 'nudgeOutbox'>,
  { accountId, letters }: KeyAct,
  outcome: KeyOutcome,
): Promise<KeysState> {
  if (outcome === 'changed') throw new ProblemError('keys_changed');
  if (outcome === 'last') throw new ProblemError('last_key');
  if (outcome === 'used') throw new ProblemError('recovery_used');
  if (outcome === 'absent') throw new ProblemError('not_found');
  if (letters.length > 0) parts.nudgeOutbox();
  return keysState(parts, accountId);
}
