import type { AccountStore } from '../accounts/account-store.ts';
import { parseEmail } from '../accounts/email.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Visit } from '../http/visit.ts';
import type { AccountLetters } from '../mail/account-letters.ts';
import type { Clock } from '../platform/clock.ts';
import type { KeyStore } from '../vault/key-store.ts';
import { occasionOf } from './occasion.ts';

export interface UsedRecoveryParts {
  readonly vaultKeys: Pick<KeyStore, 'useRecovery'>;
  readonly accounts: Pick<AccountStore, 'details'>;
  readonly accountLetters: Pick<AccountLetters, 'recoveryKeyUsed'>;
  readonly clock: Clock;
  readonly nudgeOutbox: () => void;
}

type Shown = Parameters<KeyStore['useRecovery']>[1];

/**
 * What a recovery key opens. The first time it is shown is written down and told by letter: whoever found it on paper is
 * noticed by its owner. Throws ProblemError `wrong_recovery_key`, whatever is wrong with it.
 */
export async function usedRecovery(
  { vaultKeys, accounts, accountLetters, clock, nudgeOutbox }: UsedRecoveryParts,
  visit: Pick<Visit, 'caller'>,
  accountId: string,
  shown: Shown,
): Promise<{ readonly generation: number; readonly jwe: string }> {
  const details = await accounts.details(accountId);
  const to = details && parseEmail(details.email);
  if (!details || to === undefined) throw new ProblemError('wrong_recovery_key');
  const atSeconds = clock.nowSeconds();
  const { requestId, addressPrefix } = visit.caller;
  const occasion = occasionOf(clock, visit.caller);
  const act = {
    ...{ accountId, atSeconds },
    events: [{ kind: 'keys.recovery_used', atSeconds, accountId, requestId, addressPrefix } as const],
    letters: [accountLetters.recoveryKeyUsed({ to, locale: details.locale, occasion })],
  };
  const found = await vaultKeys.useRecovery(act, shown);
  if (!found) throw new ProblemError('wrong_recovery_key');
  nudgeOutbox();
  return found;
}
