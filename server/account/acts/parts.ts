import type { ActPurpose } from '../../../contract/step.ts';
import type { AccountStore } from '../../accounts/account-store.ts';
import type { AccountTicketStore } from '../../accounts/account-ticket-store.ts';
import type { Account } from '../../accounts/account.ts';
import type { Config } from '../../config/config.ts';
import type { FactorStore } from '../../factors/factor-store.ts';
import { ownDestination } from '../../http/destination.ts';
import type { Reply } from '../../http/reply.ts';
import type { Visit } from '../../http/visit.ts';
import { occasionOf } from '../../interaction/occasion.ts';
import type { CredentialStore } from '../../login/credential-store.ts';
import type { Login } from '../../login/login.ts';
import type { AccountLetters, WithOccasion } from '../../mail/account-letters.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ExportParts } from '../export.ts';

/** What the acts on an account are made from. */
export interface ActParts extends ExportParts {
  readonly accounts: Pick<AccountStore, 'details' | 'findByEmail' | 'askDeletion'>;
  readonly accountTickets: Pick<AccountTicketStore, 'pending' | 'request'>;
  readonly credentials: Pick<CredentialStore, 'remove'>;
  readonly factors: Pick<FactorStore, 'list' | 'remove'>;
  readonly login: Pick<Login, 'letterBudget'>;
  readonly accountLetters: AccountLetters;
  readonly nudgeOutbox: () => void;
  readonly config: Config;
  readonly clock: Clock;
}

/** What has no target of its own is done to the account. */
export const TO_THE_ACCOUNT = { target: undefined, shown: undefined } as const;

/** Back to the section it was begun in, which says once that it was done. */
export function doneAt(
  { issuer }: Pick<Config, 'issuer'>,
  page: '/account' | '/account/security',
  purpose: ActPurpose,
): Reply {
  return { kind: 'redirect', to: ownDestination(issuer, `${page}?done=${purpose}`) };
}

/** To whom, in what language and about what moment a letter of an act is written. */
export async function addressed(
  { accounts, clock }: { readonly accounts: Pick<AccountStore, 'details'>; readonly clock: Clock },
  account: Account,
  visit: Pick<Visit, 'caller' | 'locale'>,
): Promise<WithOccasion> {
  const locale = (await accounts.details(account.id))?.locale ?? visit.locale;
  return { to: account.email, locale, occasion: occasionOf(clock, visit.caller) };
}
