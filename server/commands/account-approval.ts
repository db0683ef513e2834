import type { Command } from 'commander';
import { localeOf, withLetters } from './account-letters.ts';
import { type Named, namedAccount, naming } from './account-named.ts';
import { confirm } from './ask.ts';
import { CommandError } from './explain.ts';

interface Options extends Named {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** `tacet account approve|decline`: what becomes of those who signed up where an operator lets people in. */
export function approvalCommands(account: Command): void {
  naming(account.command('approve'))
    .description('let an account in that awaits it, and tell its owner by letter')
    .option('--dry-run', 'say what would happen and change nothing')
    .action((who: string | undefined, options: Options) => decide('approve', who, options));
  naming(account.command('decline'))
    .description('delete an account that awaits approval, and tell its owner by letter')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action((who: string | undefined, options: Options) => decide('decline', who, options));
}

function decide(verb: 'approve' | 'decline', who: string | undefined, options: Options): Promise<void> {
  return withLetters(async (context) => {
    const { storage, letters, clock } = context;
    const { id, email, state } = await namedAccount(context, who, options);
    if (state !== 'awaiting') throw new CommandError(`That account does not await approval: it is ${state}.`);
    if (options.dryRun === true) {
      console.log(`would ${verb} ${id}`);
      return;
    }
    if (verb === 'decline') await confirm(`This will delete the account of ${email}.`, options.yes);

    const told = { to: email, locale: await localeOf(context, id) };
    const happened = { atSeconds: clock.nowSeconds(), accountId: id };
    const done =
      verb === 'approve'
        ? await storage.people.approve(id, { kind: 'account.approved', ...happened }, letters.approved(told))
        : await storage.people.decline(id, { kind: 'account.declined', ...happened }, letters.declined(told));
    if (!done) throw new CommandError('Somebody else decided about that account meanwhile.');
    console.log(`${verb}d ${id}`);
  });
}
