import type { FactorKind } from '../../contract/factors/kind.ts';
import { fingerprint } from '../platform/digest.ts';

/** Whose budget of guesses at a factor that is (TO-03); named here, so that an operator's unlock finds it. */
export function guessesKey(kind: FactorKind, accountId: string): string {
  return `factor:${kind}:${fingerprint(accountId)}`;
}

/** Whose budget of mailed codes that is. */
export function codeLettersKey(accountId: string): string {
  return `email-code-letter:${fingerprint(accountId)}`;
}
