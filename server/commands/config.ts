import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { configurationDocument, describeConfig } from '../config/docs.ts';
import { loadConfig } from '../config/load.ts';
import { errorsDocument } from '../discovery/errors-document.ts';
import { CommandError } from './explain.ts';
import { printRows } from './print.ts';

/** What is made from our own sources, so that it cannot say something else than they do. */
const DOCUMENTS = [
  { name: 'docs/configuration.md', text: configurationDocument },
  { name: 'docs/errors.md', text: errorsDocument },
] as const;

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
    .description('docs/configuration.md and docs/errors.md')
    .option('--write', 'write the files instead of comparing them')
    .action((options: { write?: boolean }) => {
      for (const { name, text } of DOCUMENTS) {
        const file = new URL(`../../${name}`, import.meta.url);
        if (options.write === true) writeFileSync(file, text());
        else if (!existsSync(file) || readFileSync(file, 'utf8') !== text())
          throw new CommandError(`${name} is not current: npm run docs`);
      }
    });
  return command;
}
