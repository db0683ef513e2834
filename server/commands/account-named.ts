import type { Command } from 'commander';
import type { Account } from '../accounts/account.ts';
import { type Email, parseEmail } from '../accounts/email.ts';
import type { CommandContext } from './context.ts';
import { CommandError } from './explain.ts';
import { asDate, type Row } from './print.ts';

export interface Named {
  readonly email?: string;
  readonly id?: string;
}

/** Lets a command be told of an account: by an argument that is either, or by the option that says which. */
export function naming(command: Command): Command {
  return command
    .argument('[email-or-id]')
    .option('--email <address>', 'the account of that address')
    .option('--id <id>', 'the account of that id');
}

/** The account that was named. Throws CommandError when it was not named once, or is not there. */
export async function namedAccount(
  { storage }: Pick<CommandContext, 'storage'>,
  who: string | undefined,
  { email, id }: Named,
): Promise<Account> {
  const names = [who, email, id].filter((name) => name !== undefined);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new CommandError('Name the account once: by its address or its id.');
  }
  const address = id === undefined ? parseEmail(name) : undefined;
  const account =
    address === undefined ? await byId(storage, name) : await storage.accounts.findByEmail(address);
  if (account === undefined) throw new CommandError('There is no such account.');
  return account;
}

/** An address as an operator typed it, in its one form. Throws CommandError. */
export function typedEmail(typed: string): Email {
  const email = parseEmail(typed);
  if (email === undefined) throw new CommandError('That is no e-mail address.');
  return email;
}

export function accountRow({ id, email, name, state, emailVerified, createdAtSeconds }: Account): Row {
  return { id, email, name, state, emailVerified, created: asDate(createdAtSeconds) };
}

function byId({ accounts }: CommandContext['storage'], id: string): Promise<Account | undefined> {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return uuid ? accounts.find(id) : Promise.resolve(undefined);
}
