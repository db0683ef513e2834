import { Command } from 'commander';
import { accountCommand } from './account.ts';
import { auditCommand } from './audit.ts';
import { backupCommand } from './backup.ts';
import { clientCommand } from './client.ts';
import { configCommand } from './config.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { explain } from './explain.ts';
import { healthcheckCommand } from './healthcheck.ts';
import { initCommand } from './init.ts';
import { keysCommand } from './keys.ts';
import { migrateCommand } from './migrate.ts';
import { restoreCommand } from './restore.ts';
import { startCommand } from './start.ts';
import { version } from './version.ts';

/**
 * What an operator types. Every noun is a file; reads take --json; what destroys takes --dry-run and needs --yes
 * without a terminal; secrets come by standard input or file, never as an argument, where other users could see them.
 */
const program = new Command('tacet')
  .description('An OAuth 2.1 / OpenID Connect authorization server that never hears a password')
  .version(version(), '-v, --version')
  .showHelpAfterError('Say tacet --help for what there is.')
  .configureHelp({ sortSubcommands: true });

program
  .command('version')
  .description('print the version')
  .action(() => console.log(version()));

for (const command of [
  startCommand,
  migrateCommand,
  initCommand,
  doctorCommand,
  healthcheckCommand,
  clientCommand,
  accountCommand,
  keysCommand,
  auditCommand,
  backupCommand,
  restoreCommand,
  configCommand,
  demoCommand,
]) {
  program.addCommand(command());
}

try {
  await program.parseAsync();
} catch (error) {
  for (const line of explain(error)) console.error(line);
  process.exitCode = 1;
  // A worker is kept alive by its channel to the process that started it.
  if (process.connected) process.disconnect();
}
