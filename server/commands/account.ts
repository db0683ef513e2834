import { Command, Option } from 'commander';
import { type Account, accountStates } from '../accounts/account.ts';
import { approvalCommands } from './account-approval.ts';
import { inviteCommands } from './account-invite.ts';
import { accountRow, type Named, namedAccount, naming, typedEmail } from './account-named.ts';
import { rescueCommands } from './account-rescue.ts';
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

interface ChangeOptions extends Named {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

interface ListOptions {
  readonly state?: Account['state'];
  readonly json?: boolean;
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
    .addOption(new Option('--state <state>', 'only those').choices(accountStates))
    .option('--json')
    .action((options: ListOptions) => withStorage(({ storage }) => list(storage, options)));
  naming(command.command('show'))
    .option('--json')
    .action((who: string | undefined, options: Named & { json?: boolean }) =>
      withStorage((context) => show(context, who, options)),
    );
  inviteCommands(command);
  approvalCommands(command);
  rescueCommands(command);
  change(
    command,
    'disable',
    'sign them out everywhere and refuse every sign-in and token',
    'account.disabled',
  );
  naming(command.command('sign-out'))
    .description('end all their sessions and tokens, and tell the clients that can be told')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action((who: string | undefined, options: ChangeOptions) =>
      withStorage((context) => signOutEverywhere(context, who, options)),
    );
  change(command, 'enable', 'let them sign in again', 'account.enabled');
  change(command, 'delete', 'delete the account and all that belongs to it', 'account.deleted');
  return command;
}

async function create({ email: typed, name, json }: CreateOptions): Promise<void> {
  const email = typedEmail(typed);
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
    printOne(accountRow(account), json);
  });
}

async function list(
  { accounts, people }: CommandContext['storage'],
  { state, json }: ListOptions,
): Promise<void> {
  const rows: Account[] = [];
  for (let afterId: string | undefined; ; afterId = rows.at(-1)?.id) {
    const page = { afterId, limit: limits.listRows };
    const found = await (state === undefined ? accounts.list(page) : people.inState({ ...page, state }));
    rows.push(...found);
    if (found.length < limits.listRows) break;
  }
  printRows(rows.map(accountRow), json);
}

async function show(
  context: CommandContext,
  who: string | undefined,
  { json, ...named }: Named & { json?: boolean },
): Promise<void> {
  const { storage, clock } = context;
  const account = await namedAccount(context, who, named);
  const details = await storage.accounts.details(account.id);
  const kinds = await storage.people.factorKinds(account.id);
  const sessions = await storage.sessions.list(account.id, clock.nowSeconds());
  const factors = Object.fromEntries(kinds.map(({ kind, count }) => [kind, count]));
  const shown = {
    ...accountRow(account),
    locale: details?.locale ?? '',
    passwordSet: asDate(details?.passwordSetAtSeconds ?? null),
    deletes: asDate(details?.deleteAfterSeconds ?? null),
    sessions: sessions.length,
  };
  const inWords = kinds.map(({ kind, count }) => `${count} × ${kind}`).join(', ');
  printOne({ ...shown, factors: json === true ? factors : inWords }, json);
}

function change(
  command: Command,
  verb: 'disable' | 'enable' | 'delete',
  description: string,
  kind: 'account.disabled' | 'account.enabled' | 'account.deleted',
): void {
  naming(command.command(verb))
    .description(description)
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action((who: string | undefined, options: ChangeOptions) =>
      withStorage(async (context) => {
        const account = await namedAccount(context, who, options);
        if (verb === 'enable') mayBeEnabled(account);
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
  who: string | undefined,
  { yes, dryRun, ...named }: ChangeOptions,
): Promise<void> {
  const { storage, clock } = context;
  const account = await namedAccount(context, who, named);
  if (dryRun === true) {
    console.log(`would sign out ${account.id}`);
    return;
  }
  await confirm(`This will sign ${account.email} out everywhere.`, yes);
  const event = { kind: 'sessions.ended', atSeconds: clock.nowSeconds(), accountId: account.id } as const;
  await storage.sessions.endAll(account.id, undefined, event);
  console.log(`signed out ${account.id}`);
}

/** Enabling undoes a disabling, and decides nothing else. */
function mayBeEnabled({ state }: Account): void {
  if (state === 'awaiting')
    throw new CommandError('That account awaits approval: tacet account approve lets it in.');
  if (state === 'deleting')
    throw new CommandError('Its owner wants that account gone; only they can keep it, by signing in.');
}
