import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { configurationDocument, describeConfig } from '../config/docs.ts';
import { loadConfig } from '../config/load.ts';
import { CommandError } from './explain.ts';
import { printRows } from './print.ts';

const DOCUMENT = new URL('../../docs/configuration.md', import.meta.url);

/** `tacet config …`: what this server would run with, and the table of everything it can be told. */
export function configCommand(): Command {
  const command = new Command('config').description('print and check the configuration');
  command
    .command('print')
    .description('the effective configuration, secrets left out')
    .option('--json')
    .action((options: { json?: boolean }) => printRows(describeConfig(loadConfig()), options.json));
  command
    .command('check')
    .description('exit 0 when the configuration is complete and safe')
    .action(() => {
      loadConfig();
      console.log('The configuration is complete and safe.');
    });
  command
    .command('docs')
    .description('the table in docs/configuration.md')
    .option('--write', 'write the file instead of comparing it')
    .action((options: { write?: boolean }) => {
      if (options.write === true) writeFileSync(DOCUMENT, configurationDocument());
      else if (readFileSync(DOCUMENT, 'utf8') !== configurationDocument()) {
        throw new CommandError('docs/configuration.md is not current: npm run docs');
      }
    });
  return command;
}
