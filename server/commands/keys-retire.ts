import { Command } from 'commander';
import { retireKey } from '../keyring/retire.ts';
import { confirm } from './ask.ts';
import { withKeyring } from './context.ts';

/** `tacet keys retire KEY`: a key that was succeeded ends before its time. */
export function retireKeyCommand(): Command {
  return new Command('retire')
    .argument('<id>')
    .description('end a retiring key now: what it signed or sealed is void')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action((keyId: string, { yes, dryRun }: { yes?: boolean; dryRun?: boolean }) =>
      withKeyring(async (context) => {
        if (dryRun === true) return console.log(`would retire ${keyId}, if it has been succeeded`);
        await confirm(`This voids what ${keyId} signed or sealed.`, yes);
        await retireKey(context, keyId);
        console.log(`${keyId} is retired`);
      }),
    );
}
