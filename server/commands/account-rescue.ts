import type { Command } from 'commander';
import { ownDestination } from '../http/destination.ts';
import { fingerprint } from '../platform/digest.ts';
import { newSecret } from '../platform/random.ts';
import { localeOf, warnOfSecret, withLetters } from './account-letters.ts';
import { type Named, namedAccount, naming } from './account-named.ts';
import { confirm } from './ask.ts';
import { withKeyring } from './context.ts';
import { CommandError } from './explain.ts';
import { asDate, printOne } from './print.ts';

interface Options extends Named {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly link?: boolean;
  readonly json?: boolean;
}

/** An operator writes to somebody who may not be at their desk. */
const RECOVERY_SECONDS = 24 * 3600;

/** `tacet account unlock|reset-factors|recovery-link`: help for somebody who is kept out. None of it sets a password. */
export function rescueCommands(account: Command): void {
  naming(account.command('unlock'))
    .description('forget failed sign-ins: they may try again at once')
    .action(unlock);
  naming(account.command('reset-factors'))
    .description('remove all their second factors and sign them out everywhere; check first that it is them')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action(resetFactors);
  naming(account.command('recovery-link'))
    .description('mail them a link with which they choose a new password, once, within a day')
    .option('--link', 'print the link instead of mailing it; it is a secret')
    .option('--json')
    .action(recoveryLink);
}

function unlock(who: string | undefined, options: Options): Promise<void> {
  return withKeyring(async (context) => {
    const { storage, keyring, clock } = context;
    const { id, email } = await namedAccount(context, who, options);
    const event = { kind: 'account.unlocked', atSeconds: clock.nowSeconds(), accountId: id } as const;
    const asked = { accountId: id, credentialId: keyring.credentialId(email) };
    if (!(await storage.unlocks.request(asked, event))) throw new CommandError('There is no such account.');
    console.log(`unlocked ${id}; a running server knows within five seconds`);
  });
}

function resetFactors(who: string | undefined, options: Options): Promise<void> {
  return withLetters(async (context) => {
    const { storage, letters, clock } = context;
    const { id, email } = await namedAccount(context, who, options);
    const held = await storage.people.factorKinds(id);
    if (held.length === 0) throw new CommandError('That account has no second factor.');
    const named = held.map(({ kind, count }) => `${count} × ${kind}`).join(', ');
    if (options.dryRun === true) {
      console.log(`would remove ${named} of ${id}`);
      return;
    }
    await confirm(`This will remove ${named} of ${email} and sign them out everywhere.`, options.yes);

    const atSeconds = clock.nowSeconds();
    const event = { kind: 'account.factors_reset', atSeconds, accountId: id } as const;
    const locale = await localeOf(context, id);
    const occasion = { atSeconds, device: '', addressPrefix: '' };
    const told = held.map(({ kind }) => letters.factorRemoved({ to: email, locale, occasion, factor: kind }));
    if (!(await storage.people.resetFactors(id, event, told)))
      throw new CommandError('There is no such account.');
    console.log(`removed ${named} of ${id}`);
    const { passwordSetAtSeconds } = (await storage.accounts.details(id)) ?? {};
    if (passwordSetAtSeconds === undefined)
      console.log('They have no password: tacet account recovery-link is their way back in.');
  });
}

function recoveryLink(who: string | undefined, options: Options): Promise<void> {
  return withLetters(async (context) => {
    const { storage, letters, clock, config } = context;
    const { id, email, state } = await namedAccount(context, who, options);
    if (state === 'awaiting' || state === 'disabled')
      throw new CommandError(`That account is ${state}: a new password would not open it.`);

    const locale = await localeOf(context, id);
    const ticket = newSecret('ti');
    const now = clock.nowSeconds();
    const row = {
      ...{ ticketDigest: fingerprint(ticket), purpose: 'reset' as const, accountId: id, email, locale },
      ...{ interactionId: undefined, browserDigest: undefined, starts: 0 },
      ...{ createdAtSeconds: now, expiresAtSeconds: now + RECOVERY_SECONDS },
    };
    const letter = { to: email, locale, ticket, validSeconds: RECOVERY_SECONDS };
    await storage.audit.append({ kind: 'account.recovery_sent', atSeconds: now, accountId: id });
    await storage.accountTickets.request(row, options.link === true ? [] : [letters.reset(letter)]);

    if (options.link === true) warnOfSecret();
    const link = options.link === true && { link: `${ownDestination(config.issuer, '/reset')}#${ticket}` };
    printOne({ email, sent: link === false, expires: asDate(row.expiresAtSeconds), ...link }, options.json);
  });
}
