import type { AccountTicket } from '../../accounts/account-ticket-store.ts';
import { type Email, parseEmail } from '../../accounts/email.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { Act } from '../../interaction/act.ts';
import { fingerprint } from '../../platform/digest.ts';
import { newSecret } from '../../platform/random.ts';
import { happened } from '../happened.ts';
import { type ActParts, addressed, doneAt } from './parts.ts';

/**
 * DOD-C22, EM-09: asks for another address. It becomes the account's once a letter to it was answered; the old address
 * is told at once. The same answer, work, rows and time whether or not the new one has an account (EN-05): its letter
 * says so then, and the ticket written beside it was given to nobody.
 */
export function changeEmail(parts: ActParts): Act {
  const { accounts, accountTickets, accountLetters, login, nudgeOutbox, clock, config } = parts;
  return {
    purpose: 'change-email',
    freshWillDo: false,

    prepare: async ({ account, target }) => {
      const email = newAddress(target);
      if (email === account.email) throw new ProblemError('invalid_input', { field: 'target' });
      return { target: email, shown: email };
    },

    async perform({ account, target, visit }) {
      const email = newAddress(target);
      await login.letterBudget(email, visit.caller.addressPrefix);
      const ticket = newSecret('ti');
      const validSeconds = config.lifetimes.emailChangeSeconds;
      const { locale } = visit;
      const forOwner = accountLetters.emailChange({ to: email, locale, ticket, validSeconds });
      const forMember = accountLetters.emailChangeTaken({ to: email, locale });
      const asked = accountLetters.emailChangeAsked({
        ...(await addressed(parts, account, visit)),
        newEmail: email,
      });

      const member = await accounts.findByEmail(email);
      const now = clock.nowSeconds();
      const row: AccountTicket = {
        ticketDigest: fingerprint(ticket),
        purpose: 'email-change',
        accountId: account.id,
        ...{ email, locale, interactionId: undefined, browserDigest: undefined, starts: 0 },
        createdAtSeconds: now,
        expiresAtSeconds: now + validSeconds,
      };
      const event = happened('email.change_asked', parts, visit, account.id);
      await accountTickets.request(row, [member ? forMember : forOwner, asked], [event]);
      nudgeOutbox();
      return doneAt(config, '/account', 'change-email');
    },
  };
}

/** In its one canonical form, so that two spellings of one mailbox are one wish (EM-08). */
function newAddress(typed: string | undefined): Email {
  const email = parseEmail(typed ?? '');
  if (email === undefined) throw new ProblemError('invalid_input', { field: 'target' });
  return email;
}
