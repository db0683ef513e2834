import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command } from 'commander';
import { accountCommand } from '../../server/commands/account.ts';
import { auditCommand } from '../../server/commands/audit.ts';
import { backupCommand } from '../../server/commands/backup.ts';
import { clientCommand } from '../../server/commands/client.ts';
import { configCommand } from '../../server/commands/config.ts';
import { doctorCommand } from '../../server/commands/doctor.ts';
import { keysCommand } from '../../server/commands/keys.ts';
import { restoreCommand } from '../../server/commands/restore.ts';

const READS = ['list', 'show', 'status', 'print'];
const DESTROYS = ['disable', 'delete', 'rotate'];

describe('every command', () => {
  const all = [
    accountCommand,
    auditCommand,
    backupCommand,
    clientCommand,
    configCommand,
    doctorCommand,
    keysCommand,
    restoreCommand,
  ].flatMap((make) => verbsOf(make()));

  it('takes --json where it reads', () => {
    const without = all.filter(({ verb, options }) => READS.includes(verb) && !options.has('--json'));
    assert.deepEqual(without.map(nameOf), []);
  });

  it('takes --yes and --dry-run where it destroys', () => {
    const without = all.filter(
      ({ verb, options }) => DESTROYS.includes(verb) && !(options.has('--yes') && options.has('--dry-run')),
    );
    assert.deepEqual(without.map(nameOf), []);
  });

  it('takes no secret as an argument, where every user of the machine could read it', () => {
    const telling = /password|secret|token|key/i;
    // Names of keys, which people read.
    const harmless = ['--key-scope', '--key-group'];
    const wrong = all.flatMap((command) =>
      [...command.options]
        .filter(([name, takesValue]) => takesValue && telling.test(name) && !name.endsWith('-file'))
        .filter(([name]) => !harmless.includes(name))
        .map(() => nameOf(command)),
    );
    assert.deepEqual(wrong, []);
    const named = all.flatMap((command) =>
      command.args.filter((arg) => telling.test(arg)).map(() => nameOf(command)),
    );
    assert.deepEqual(named, []);
  });
});

interface Verb {
  readonly noun: string;
  readonly verb: string;
  /** Long name, and whether a value follows. */
  readonly options: ReadonlyMap<string, boolean>;
  readonly args: readonly string[];
}

function verbsOf(command: Command): Verb[] {
  const verbs = command.commands.length > 0 ? command.commands : [command];
  return verbs.map((verb) => ({
    noun: command.name(),
    verb: verb.name(),
    options: new Map(verb.options.map(({ long, required, optional }) => [long ?? '', required || optional])),
    args: verb.registeredArguments.map((argument) => argument.name()),
  }));
}

function nameOf({ noun, verb }: Verb): string {
  return `${noun} ${verb}`;
}
