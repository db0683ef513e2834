import type { Client } from '../../server/clients/client.ts';
import { openClientKeys } from '../../server/clients/client-keys.ts';
import type { Egress } from '../../server/http/egress.ts';
import { openEgress } from '../../server/http/egress-client.ts';
import { backChannel } from '../../server/logout/back-channel.ts';
import type { LogFields } from '../../server/platform/log.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { silentLog } from '../keyring/parts.ts';
import { tokensOf, type World } from '../tokens/world.ts';
import type { Party } from './party.ts';

/** The real way out, which may reach these ranges besides. */
export function egressTo(...egressAllow: readonly string[]): Egress {
  const config = { mode: 'development', egressAllow, egressCaFile: undefined } as const;
  return openEgress({ config, log: silentLog });
}

/** The worker of one instance, run by hand. */
export function worker(world: World, storage: Storage = world.storage, egress = egressTo('127.0.0.0/8')) {
  const lines: (readonly [string, LogFields | undefined])[] = [];
  const note = (message: string, fields?: LogFields) => void lines.push([message, fields]);
  const { keyring, config, clock } = world;
  const log = { debug: note, info: note, warn: note, error: note };
  const { logoutNotices: store, clients } = storage;
  const clientKeys = openClientKeys({ egress, clock });
  const channel = backChannel({ store, clients, clientKeys, keyring, egress, config, clock, log });
  return { ...channel, lines };
}

/** Somebody who went to a client, and has just signed out. */
export async function signedOut(world: World, party: Party, change: Partial<Client> = {}) {
  const settings = { backchannelLogoutUri: party.uri, ...change.settings };
  const by = await world.client({ ...change, settings });
  const went = await tokensOf(world, by);
  const { account, session } = went;
  const about = { kind: 'account.signed_out', atSeconds: world.clock.nowSeconds() } as const;
  await world.storage.sessions.end(account.id, session.id, { ...about, accountId: account.id });
  return { by, ...went };
}
