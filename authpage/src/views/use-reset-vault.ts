import { useState } from 'react';
import { type PageProblem, type Result, call } from '../api.ts';
import type { KeyPlan } from '../keys/key-change.ts';
import { keyOwner } from '../keys/key-owner.ts';
import type { KeysBefore, LockedBefore } from '../keys/keys-before.ts';
import { openByPasskey, openByRecovery } from '../keys/open-key.ts';
import { useKeyWords } from '../words/keys/key-words.tsx';
import type { Trip } from './trip.ts';
import type { useKeysBefore } from './use-keys-before.ts';

/** What somebody says of the vault beside a new password. */
export interface VaultChoice {
  readonly keys: KeysBefore | undefined;
  /** There is a recovery key to type. */
  readonly mayRecover: boolean;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly without: boolean;
  readonly setWithout: (without: boolean) => void;
  readonly error: string | undefined;
  /** By a passkey that was proved in this trip; the problem, where there is one. */
  readonly openWithPasskey: (locked: LockedBefore) => Promise<PageProblem | undefined>;
  /** What becomes of the account key; `undecided` where something is missing, which is said at its field. */
  readonly plan: () => Promise<Result<KeyPlan | undefined | 'undecided'>>;
}

export function useResetVault(
  trip: Trip,
  { keys, setKeys, told }: ReturnType<typeof useKeysBefore>,
  left: boolean,
): VaultChoice {
  const { newKeys } = useKeyWords();
  const [text, setText] = useState('');
  const [without, setWithout] = useState(left);
  const [error, setError] = useState<string>();

  const plan: VaultChoice['plan'] = async () => {
    setError(undefined);
    const answer = await told();
    if (!answer.ok) return answer;
    const { value: now } = answer;
    if (now.at !== 'locked') return { ok: true, value: planOf(now) };
    if (without || left) return { ok: true, value: restart(now) };
    if (text.trim() === '') {
      setError(now.hasRecovery ? newKeys.choose : newKeys.chooseWithout);
      return { ok: true, value: 'undecided' };
    }
    const opened = await openByRecovery(now, text, (shown) =>
      call('/interaction/:id/keys/recover', shown, trip.interactionId),
    );
    if (!opened.ok) return opened;
    const open = { at: 'open', ...whose(now), recoveryUsed: true } as const;
    setKeys(open);
    return { ok: true, value: planOf(open) };
  };

  const openWithPasskey: VaultChoice['openWithPasskey'] = async (locked) => {
    const { accountId, current, recoveryUsed } = locked;
    if (!current) return undefined;
    const opened = await openByPasskey({ accountId, current });
    if (opened?.ok) setKeys({ at: 'open', ...whose(locked), recoveryUsed });
    return opened?.ok === false ? opened.problem : undefined;
  };
  const mayRecover = keys?.at === 'locked' && keys.hasRecovery;
  return { keys, mayRecover, text, setText, without, setWithout, error, openWithPasskey, plan };
}

const whose = ({ accountId, generation }: LockedBefore) => ({ accountId, generation });

function restart({ accountId, generation }: LockedBefore): KeyPlan {
  return { kind: 'restart', owner: keyOwner(accountId), generation: generation + 1 };
}

function planOf(keys: Exclude<KeysBefore, LockedBefore>): KeyPlan | undefined {
  switch (keys.at) {
    case 'open':
      return { kind: 'rewrap', owner: keyOwner(keys.accountId), renewsRecovery: keys.recoveryUsed };
    case 'bridge':
      return { kind: 'bridge', owner: keyOwner(keys.accountId), generation: keys.generation };
    case 'none':
    case 'lost':
    case 'rolled-back':
      return undefined;
  }
}
