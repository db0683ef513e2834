import { Command } from 'commander';
import type { Account } from '../accounts/account.ts';
import { type Email, parseEmail } from '../accounts/email.ts';
import { registerWithPassword } from '../login/client-half.ts';
import { limits } from '../platform/limits.ts';
import { newId } from '../platform/random.ts';
import { PASSWORD_LENGTH_MIN, preparePassword } from '../../contract/opaque-parameters.ts';
import { confirm, readStdin } from './ask.ts';
import { type CommandContext, withLogin, withStorage } from './context.ts';
import { CommandError } from './explain.ts';
import { asDate, printOne, printRows } from './print.ts';

interface CreateOptions {
  readonly email: string;
  readonly name: string;
  readonly passwordStdin: boolean;
  readonly verified: boolean;
  readonly json?: boolean;
}

interface ChangeOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** `tacet account …`: people, by e-mail address or id. */
export function accountCommand(): Command {
  const command = new Command('account').description('create, list, disable and delete accounts');
  command
    .command('create')
    .description(
      'make an account; runs the client half of OPAQUE here, so the server still never hears the password',
    )
    .requiredOption('--email <address>')
    .requiredOption('--name <name>')
    .requiredOption('--password-stdin', 'read the password from standard input')
    .requiredOption('--verified', 'you vouch that the address is theirs')
    .option('--json')
    .action(create);
  command
    .command('list')
    .option('--json')
    .action((options: { json?: boolean }) =>
      withStorage(({ storage }) => list(storage.accounts, options.json)),
    );
  command
    .command('show <email-or-id>')
    .option('--json')
    .action((who: string, options: { json?: boolean }) =>
      withStorage(async (context) => printOne(row(await find(context, who)), options.json)),
    );
  change(
    command,
    'disable',
    'sign them out everywhere and refuse every sign-in and token',
    'account.disabled',
  );
  command
    .command('sign-out <email-or-id>')
    .description('end all their sessions and tokens, and tell the clients that can be told')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action((who: string, options: ChangeOptions) =>
      withStorage((context) => signOutEverywhere(context, who, options)),
    );
  change(command, 'enable', 'let them sign in again', 'account.enabled');
  change(command, 'delete', 'delete the account and all that belongs to it', 'account.deleted');
  return command;
}

async function create({ email: typed, name, json }: CreateOptions): Promise<void> {
  const email = parseEmail(typed);
  if (email === undefined) throw new CommandError('That is no e-mail address.');
  const password = readStdin();
  if (preparePassword(password).length < PASSWORD_LENGTH_MIN) {
    throw new CommandError(`A password has at least ${PASSWORD_LENGTH_MIN} characters.`);
  }
  if (name.trim() === '' || name.length > limits.nameCharacters)
    throw new CommandError('That name is too short or too long.');

  await withLogin(async ({ storage, login, clock }) => {
    const now = clock.nowSeconds();
    const account: Account = {
      id: newId(),
      email,
      emailVerified: true,
      name: name.trim(),
      state: 'active',
      createdAtSeconds: now,
      updatedAtSeconds: now,
    };
    const credential = registerWithPassword(login, { email, password, accountId: account.id });
    const event = { kind: 'account.created', atSeconds: now, accountId: account.id } as const;
    if (!(await storage.signUps.createVerified(account, credential, event))) {
      throw new CommandError('There is an account with that address already.');
    }
    printOne(row(account), json);
  });
}

async function list(
  accounts: CommandContext['storage']['accounts'],
  json: boolean | undefined,
): Promise<void> {
  const rows: Account[] = [];
  for (let afterId: string | undefined; ; afterId = rows.at(-1)?.id) {
    const page = await accounts.list({ afterId, limit: limits.listRows });
    rows.push(...page);
    if (page.length < limits.listRows) break;
  }
  printRows(rows.map(row), json);
}

function change(
  command: Command,
  verb: 'disable' | 'enable' | 'delete',
  description: string,
  kind: 'account.disabled' | 'account.enabled' | 'account.deleted',
): void {
  command
    .command(`${verb} <email-or-id>`)
    .description(description)
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action((who: string, options: ChangeOptions) =>
      withStorage(async (context) => {
        const account = await find(context, who);
        if (options.dryRun === true) {
          console.log(`would ${verb} ${account.id}`);
          return;
        }
        if (verb !== 'enable')
          await confirm(`This will ${verb} the account of ${account.email}.`, options.yes);
        const event = { kind, atSeconds: context.clock.nowSeconds(), accountId: account.id };
        if (verb === 'delete') await context.storage.accounts.delete(account.id, event);
        else
          await context.storage.accounts.setState(
            account.id,
            verb === 'enable' ? 'active' : 'disabled',
            event,
          );
        console.log(`${verb}d ${account.id}`);
      }),
    );
}

async function signOutEverywhere(
  context: CommandContext,
  who: string,
  { yes, dryRun }: ChangeOptions,
): Promise<void> {
  const { storage, clock } = context;
  const account = await find(context, who);
  if (dryRun === true) {
    console.log(`would sign out ${account.id}`);
    return;
  }
  await confirm(`This will sign ${account.email} out everywhere.`, yes);
  const event = { kind: 'sessions.ended', atSeconds: clock.nowSeconds(), accountId: account.id } as const;
  await storage.sessions.endAll(account.id, undefined, event);
  console.log(`signed out ${account.id}`);
}

async function find({ storage }: CommandContext, who: string): Promise<Account> {
  const email: Email | undefined = parseEmail(who);
  const account = email === undefined ? await byId(storage, who) : await storage.accounts.findByEmail(email);
  if (account === undefined) throw new CommandError('There is no such account.');
  return account;
}

function byId(storage: CommandContext['storage'], id: string): Promise<Account | undefined> {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return uuid ? storage.accounts.find(id) : Promise.resolve(undefined);
}

function row({ id, email, name, state, emailVerified, createdAtSeconds }: Account) {
  return { id, email, name, state, emailVerified, created: asDate(createdAtSeconds) };
}
