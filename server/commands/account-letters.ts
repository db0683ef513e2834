import { type AccountLetters, accountLetters } from '../mail/account-letters.ts';
import { type CommandContext, type KeyringContext, withKeyring } from './context.ts';

export interface LettersContext extends KeyringContext {
  readonly letters: AccountLetters;
}

/** Opens what an act needs that tells its person by letter. A running server sends what lies in the outbox. */
export function withLetters<Result>(work: (context: LettersContext) => Promise<Result>): Promise<Result> {
  return withKeyring((context) => {
    const { keyring, clock, config } = context;
    const letters = accountLetters({ sealer: keyring.sealer('outbox'), clock, issuer: config.issuer });
    return work({ ...context, letters });
  });
}

/** The language of an account, for its letters. */
export async function localeOf({ storage }: Pick<CommandContext, 'storage'>, accountId: string) {
  return (await storage.accounts.details(accountId))?.locale ?? 'en';
}

/** Said beside a link that is printed, on standard error so that a script gets the link alone. */
export function warnOfSecret(): void {
  console.error('The link is a secret: whoever has it gets the account. Hand it to its owner alone.');
}
