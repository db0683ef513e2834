import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { toMetadata } from '../clients/new-client.ts';
import { registrationOf } from '../clients/registration.ts';
import { grantTypes } from '../grants/index.ts';
import { parseClientMetadata } from '../protocol/client-metadata.ts';
import { withStorage } from './context.ts';
import { CommandError } from './explain.ts';
import { printOne } from './print.ts';

/** `tacet client update`: what the file says takes the place of what was registered; all else stays. */
export function updateCommand(command: Command): void {
  command
    .command('update <client-id>')
    .description('change what is registered, by a JSON object of RFC 7591 metadata; null takes a member away')
    .requiredOption('--metadata <file>')
    .option('--json')
    .action((id: string, { metadata, json }: { readonly metadata: string; readonly json?: boolean }) =>
      update(id, metadataIn(metadata), json),
    );
}

/** A JSON object of RFC 7591 metadata. Throws CommandError. */
export function metadataIn(file: string): Readonly<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const wanted = 'a JSON object of RFC 7591 metadata';
    throw new CommandError(`${file} cannot be read as ${wanted}. Nothing was changed.`, { cause });
  }
}

async function update(
  id: string,
  changes: Readonly<Record<string, unknown>>,
  json: boolean | undefined,
): Promise<void> {
  await withStorage(async ({ storage, config, clock }) => {
    const client = await storage.clients.find(id);
    if (client === undefined) throw new CommandError('There is no client of that id.');
    const metadata = { ...toMetadata(client), ...changes };
    const registration = registrationOf(parseClientMetadata(metadata), { config, grantTypes });
    if (registration.authMethod !== client.authMethod)
      throw new CommandError('A client keeps its way to prove itself: register it anew.');
    const event = { kind: 'client.updated', atSeconds: clock.nowSeconds(), clientId: id } as const;
    const changed = { ...client, ...registration };
    await storage.clients.update(changed, event);
    printOne(toMetadata(changed), json);
  });
}
