import { Command } from 'commander';
import { limits } from '../platform/limits.ts';
import { withStorage } from './context.ts';
import { asDate, printRows } from './print.ts';

/** `tacet audit list`: what was written down, newest first. It holds ids and words of ours, never a secret. */
export function auditCommand(): Command {
  const command = new Command('audit').description('read the audit log');
  command
    .command('list')
    .option('--account <id>', 'only events of this account')
    .option('--json')
    .action((options: { account?: string; json?: boolean }) =>
      withStorage(async ({ storage }) => {
        const accountId = options.account;
        const events = await storage.audit.list({
          ...(accountId === undefined ? {} : { accountId }),
          limit: limits.listRows,
        });
        printRows(
          events.map(({ atSeconds, kind, accountId, clientId, addressPrefix, recordId, recordType }) => ({
            at: asDate(atSeconds),
            kind,
            account: accountId,
            client: clientId,
            from: addressPrefix,
            record: recordId,
            type: recordType,
          })),
          options.json,
        );
      }),
    );
  return command;
}
