import { type Command, Option } from 'commander';
import { type Locale, locales } from '../../contract/page.ts';
import { ownDestination } from '../http/destination.ts';
import type { Invite } from '../interaction/sign-up-store.ts';
import { fingerprint } from '../platform/digest.ts';
import { limits } from '../platform/limits.ts';
import { newSecret } from '../platform/random.ts';
import { warnOfSecret, withLetters } from './account-letters.ts';
import { typedEmail } from './account-named.ts';
import { confirm } from './ask.ts';
import { withStorage } from './context.ts';
import { CommandError } from './explain.ts';
import { asDate, printOne, printRows } from './print.ts';

interface InviteOptions {
  readonly email: string;
  readonly locale: Locale;
  readonly link?: boolean;
  readonly json?: boolean;
}

/** `tacet account invite|invites|uninvite`: who may sign up whatever the mode of registration is. */
export function inviteCommands(account: Command): void {
  account
    .command('invite')
    .description('mail somebody a link with which they make their account, once, within seven days')
    .requiredOption('--email <address>')
    .addOption(new Option('--locale <language>', 'of the letter').choices(locales).default('en'))
    .option('--link', 'print the link instead of mailing it; it is a secret')
    .option('--json')
    .action(invite);
  account
    .command('invites')
    .description('list the invites that may still be taken up')
    .option('--json')
    .action(list);
  account
    .command('uninvite')
    .description('take an invite back: its link is void at once')
    .requiredOption('--email <address>')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action(uninvite);
}

async function invite({ email: typed, locale, link, json }: InviteOptions): Promise<void> {
  const email = typedEmail(typed);
  await withLetters(async ({ storage, letters, clock, config }) => {
    const ticket = newSecret('ti');
    const now = clock.nowSeconds();
    const validSeconds = config.lifetimes.inviteSeconds;
    const row = {
      ...{ ticketDigest: fingerprint(ticket), email, locale, invited: true, starts: 0 },
      ...{ interactionId: undefined, browserDigest: undefined },
      ...{ createdAtSeconds: now, expiresAtSeconds: now + validSeconds },
    };
    const letter = link === true ? undefined : letters.invite({ to: email, locale, ticket, validSeconds });
    const event = { kind: 'account.invited', atSeconds: now } as const;
    if (!(await storage.signUps.invite(row, letter, event))) {
      const state = (await storage.accounts.findByEmail(email))?.state;
      throw new CommandError(
        state === 'awaiting'
          ? 'That address has an account that awaits approval: tacet account approve lets it in.'
          : 'There is an account with that address already.',
      );
    }
    if (link === true) warnOfSecret();
    const address = `${ownDestination(config.issuer, '/sign-up')}#${ticket}`;
    printOne(
      {
        email,
        sent: letter !== undefined,
        expires: asDate(row.expiresAtSeconds),
        ...(link && { link: address }),
      },
      json,
    );
  });
}

function list({ json }: { readonly json?: boolean }): Promise<void> {
  return withStorage(async ({ storage, clock }) => {
    const rows: Invite[] = [];
    const nowSeconds = clock.nowSeconds();
    for (let afterEmail: string | undefined; ; afterEmail = rows.at(-1)?.email) {
      const page = await storage.signUps.invites({ nowSeconds, afterEmail, limit: limits.listRows });
      rows.push(...page);
      if (page.length < limits.listRows) break;
    }
    printRows(
      rows.map(({ email, locale, createdAtSeconds, expiresAtSeconds }) => ({
        ...{ email, locale, invited: asDate(createdAtSeconds), expires: asDate(expiresAtSeconds) },
      })),
      json,
    );
  });
}

function uninvite(q: { email: string; yes?: boolean; dryRun?: boolean }): Promise<void> {
  const email = typedEmail(q.email);
  return withStorage(async ({ storage, clock }) => {
    if (q.dryRun === true) {
      console.log(`would uninvite ${email}`);
      return;
    }
    await confirm(`This will void the invite of ${email}.`, q.yes);
    const event = { kind: 'account.uninvited', atSeconds: clock.nowSeconds() } as const;
    if (!(await storage.signUps.uninvite(email, event))) {
      throw new CommandError('There is no invite of that address.');
    }
    console.log(`uninvited ${email}`);
  });
}
