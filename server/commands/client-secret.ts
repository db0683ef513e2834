import type { Command } from 'commander';
import type { Client } from '../clients/client.ts';
import { newClientSecret, type SecretParts } from '../clients/new-client.ts';
import { openKeyring } from '../keyring/open-keyring.ts';
import { confirm } from './ask.ts';
import { type CommandContext, keyringParts, withStorage } from './context.ts';
import { CommandError } from './explain.ts';
import { printOne } from './print.ts';

/** `tacet client rotate-secret`, and `retire-secret` for when the new one has arrived everywhere. */
export function secretCommands(command: Command): void {
  command
    .command('rotate-secret <client-id>')
    .description('make a second secret; the old one works until retire-secret, or the next rotation')
    .option('--json')
    .action(rotateSecret);
  command
    .command('retire-secret <client-id>')
    .description('refuse the old secret from now on; the newest stays')
    .option('--yes', 'do not ask')
    .action(retireSecret);
}

/** The key rings, for a client whose secret must be kept; others need nothing of the keys folder. */
export async function secretParts(context: CommandContext, method: unknown): Promise<SecretParts> {
  if (method !== 'client_secret_jwt') return {};
  const parts = keyringParts(context);
  const opened = openKeyring({ ...parts, log: context.log });
  // What was opened stays open; whoever wraps it is asked no more.
  return { keyring: await opened.finally(() => parts.keks.close()) };
}

async function rotateSecret(id: string, { json }: { readonly json?: boolean }): Promise<void> {
  await withStorage(async (context) => {
    const client = await withSecret(context, id);
    const made = newClientSecret(client.authMethod, id, await secretParts(context, client.authMethod));
    if (made === undefined) throw new CommandError('That client has no secret.');
    const secretDigests = [made.digest, ...client.secretDigests.slice(0, 1)];
    const sealedSecrets = made.sealed === undefined ? [] : [made.sealed, ...client.sealedSecrets.slice(0, 1)];
    await keep(context, { ...client, secretDigests, sealedSecrets });
    printOne({ client_id: id, client_secret: made.secret }, json);
  });
}

async function retireSecret(id: string, { yes }: { readonly yes?: boolean }): Promise<void> {
  await withStorage(async (context) => {
    const client = await withSecret(context, id);
    if (client.secretDigests.length < 2) throw new CommandError('That client has one secret alone.');
    await confirm(`This will refuse the old secret of ${client.name}.`, yes);
    const { secretDigests, sealedSecrets } = client;
    await keep(context, {
      ...client,
      secretDigests: secretDigests.slice(0, 1),
      sealedSecrets: sealedSecrets.slice(0, 1),
    });
    console.log(`retired the old secret of ${id}`);
  });
}

async function withSecret({ storage }: CommandContext, id: string): Promise<Client> {
  const client = await storage.clients.find(id);
  if (client === undefined) throw new CommandError('There is no client of that id.');
  if (client.authMethod === 'none') throw new CommandError('A public client has no secret.');
  return client;
}

async function keep({ storage, clock }: CommandContext, client: Client): Promise<void> {
  const event = { kind: 'client.updated', atSeconds: clock.nowSeconds(), clientId: client.id } as const;
  await storage.clients.update(client, event);
}
