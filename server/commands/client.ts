import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { z } from 'zod';
import type { Client } from '../clients/client.ts';
import { newClient, type SecretParts, toMetadata } from '../clients/new-client.ts';
import { grantTypes } from '../grants/index.ts';
import { limits } from '../platform/limits.ts';
import { confirm } from './ask.ts';
import { metadataIn, updateCommand } from './client-metadata.ts';
import { secretCommands, secretParts } from './client-secret.ts';
import { type CommandContext, withStorage } from './context.ts';
import { CommandError, explain } from './explain.ts';
import { printOne, printRows } from './print.ts';
import { registrationTokenCommand } from './registration-token.ts';

const IMPORT_LIMIT_CLIENTS = 1000;

interface CreateOptions {
  readonly type: Client['type'];
  readonly name: string;
  readonly redirectUri?: string[];
  readonly postLogoutRedirectUri?: string[];
  readonly grantType?: string[];
  readonly scope?: string;
  readonly authMethod?: string;
  readonly jwksUri?: string;
  readonly firstParty?: boolean;
  readonly keyScope?: string[];
  readonly keyGroup?: string;
  readonly metadata?: string;
  readonly json?: boolean;
}

interface ReadOptions {
  readonly json?: boolean;
}

interface ChangeOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `tacet client …`: the client registry. A secret is printed once, when it is made; only its digest is kept. */
export function clientCommand(): Command {
  const command = new Command('client').description('register and manage clients');
  command
    .command('create')
    .addOption(new Option('--type <type>').choices(['web', 'spa', 'native', 'machine']).makeOptionMandatory())
    .requiredOption('--name <name>', 'what people read on the consent page')
    .option('--redirect-uri <uri...>')
    .option('--post-logout-redirect-uri <uri...>')
    .option('--grant-type <types...>', 'the grants it may use, instead of those of its type')
    .option('--scope <scopes>', 'the scopes it may ask for, separated by spaces')
    .option('--auth-method <method>', 'how it proves itself, such as private_key_jwt')
    .option('--jwks-uri <uri>', 'where its public keys are')
    .option('--first-party', 'your own: people are not asked for consent')
    .option('--key-scope <scopes...>', 'the end-to-end keys it may ask for, such as key:notes')
    .option('--key-group <group>', 'clients of one group get the same keys')
    .option('--metadata <file>', 'a JSON object of more RFC 7591 metadata; the other options go before it')
    .option('--json')
    .action(create);
  command
    .command('import <file>')
    .description('register every client of a JSON array of RFC 7591 metadata')
    .option('--json')
    .action(importFile);
  command
    .command('list')
    .option('--json')
    .action((options: ReadOptions) => withStorage(({ storage }) => list(storage.clients, options.json)));
  command
    .command('show <client-id>')
    .option('--json')
    .action((id: string, { json }: ReadOptions) =>
      withStorage(async (context) => printOne(toMetadata(await find(context, id)), json)),
    );
  secretCommands(command);
  updateCommand(command);
  registrationTokenCommand(command);
  change(command, 'disable', 'refuse it everywhere and revoke its tokens');
  change(command, 'enable', 'let it work again');
  change(command, 'delete', 'remove it with its consents and tokens');
  return command;
}

async function create(options: CreateOptions): Promise<void> {
  const metadata = {
    ...(options.metadata === undefined ? {} : metadataIn(options.metadata)),
    tacet_type: options.type,
    client_name: options.name,
    ...(options.redirectUri === undefined ? {} : { redirect_uris: options.redirectUri }),
    ...(options.postLogoutRedirectUri === undefined
      ? {}
      : { post_logout_redirect_uris: options.postLogoutRedirectUri }),
    ...(options.grantType === undefined ? {} : { grant_types: options.grantType }),
    ...(options.scope === undefined ? {} : { scope: options.scope }),
    ...(options.authMethod === undefined ? {} : { token_endpoint_auth_method: options.authMethod }),
    ...(options.jwksUri === undefined ? {} : { jwks_uri: options.jwksUri }),
    ...(options.firstParty === true ? { tacet_first_party: true } : {}),
    ...(options.keyScope === undefined ? {} : { tacet_key_scopes: options.keyScope }),
    ...(options.keyGroup === undefined ? {} : { tacet_key_group: options.keyGroup }),
  };
  await withStorage(async (context) => {
    const secrets = await secretParts(context, signsWithSecret(metadata) ? 'client_secret_jwt' : undefined);
    const made = newClient(metadata, { ...context, ...secrets, grantTypes });
    await keep(context, made);
    printOne(told(made), options.json);
  });
}

async function importFile(file: string, { json }: ReadOptions): Promise<void> {
  const list = arrayIn(file);
  await withStorage(async (context) => {
    // Every one is judged before the first is written, so that a bad file changes nothing.
    const secrets = await secretParts(context, list.some(signsWithSecret) ? 'client_secret_jwt' : undefined);
    const made = list.map((metadata, index) => judged(metadata, index, { ...context, ...secrets }));
    for (const each of made) await keep(context, each);
    const rows = made.map(told);
    if (json === true) console.log(JSON.stringify(rows, null, 2));
    else for (const row of rows) printOne(row, false);
  });
}

function arrayIn(file: string): readonly unknown[] {
  try {
    return z
      .array(z.unknown())
      .max(IMPORT_LIMIT_CLIENTS)
      .parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const wanted = `a JSON array of at most ${IMPORT_LIMIT_CLIENTS} clients (RFC 7591 metadata)`;
    throw new CommandError(`${file} cannot be read as ${wanted}. Nothing was registered.`, { cause });
  }
}

const signsWithSecret = (metadata: unknown) =>
  z.object({ token_endpoint_auth_method: z.literal('client_secret_jwt') }).safeParse(metadata).success;

type Made = ReturnType<typeof newClient>;

function judged(metadata: unknown, index: number, context: CommandContext & SecretParts): Made {
  try {
    return newClient(metadata, { ...context, grantTypes });
  } catch (error) {
    const why = explain(error)[0] ?? '';
    throw new CommandError(`Client ${index + 1} of the file: ${why}. Nothing was registered.`, {
      cause: error,
    });
  }
}

async function keep(context: CommandContext, { client }: Made): Promise<void> {
  await context.storage.clients.insert(client, event(context, 'client.created', client.id));
}

/** What is printed of a new client: the only time its secret is seen. */
function told({ client, secret }: Made): Readonly<Record<string, unknown>> {
  return { ...toMetadata(client), ...(secret === undefined ? {} : { client_secret: secret }) };
}

async function list(clients: CommandContext['storage']['clients'], json: boolean | undefined): Promise<void> {
  const all: Client[] = [];
  for (let afterId: string | undefined; ; afterId = all.at(-1)?.id) {
    const page = await clients.list({ afterId, limit: limits.listRows });
    all.push(...page);
    if (page.length < limits.listRows) break;
  }
  if (json === true) console.log(JSON.stringify(all.map(toMetadata), null, 2));
  else
    printRows(
      all.map(({ id, name, type, enabled }) => ({ id, name, type, enabled })),
      json,
    );
}

function change(command: Command, verb: 'disable' | 'enable' | 'delete', description: string): void {
  command
    .command(`${verb} <client-id>`)
    .description(description)
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen and change nothing')
    .action((id: string, options: ChangeOptions) =>
      withStorage(async (context) => {
        const client = await find(context, id);
        if (options.dryRun === true) {
          console.log(`would ${verb} ${client.id}`);
          return;
        }
        if (verb !== 'enable') await confirm(`This will ${verb} ${client.name}.`, options.yes);
        const { clients } = context.storage;
        if (verb === 'delete') await clients.delete(id, event(context, 'client.deleted', id));
        else
          await clients.update(
            { ...client, enabled: verb === 'enable' },
            event(context, 'client.updated', id),
          );
        console.log(`${verb}d ${client.id}`);
      }),
    );
}

async function find({ storage }: CommandContext, id: string): Promise<Client> {
  const client = await storage.clients.find(id);
  if (client === undefined) throw new CommandError('There is no client of that id.');
  return client;
}

function event(
  { clock }: CommandContext,
  kind: 'client.created' | 'client.updated' | 'client.deleted',
  clientId: string,
) {
  return { kind, atSeconds: clock.nowSeconds(), clientId };
}
