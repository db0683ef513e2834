import { Buffer } from 'node:buffer';
import type { Client } from '../../server/clients/client.ts';
import { type Registered, type World, openWorld } from '../tokens/world.ts';

export const NOTES = 'https://notes.example/api';
export const MAPS = 'https://maps.example/api';

const RESOURCES = [
  { identifier: NOTES, name: 'Notes', scopes: ['notes.read', 'notes.write'] },
  { identifier: MAPS, name: 'Maps', scopes: ['maps.read'] },
];

/** The world of the tokens, with two resource servers that the operator made known. */
export function worldOfResources(env: Readonly<Record<string, string>> = {}): Promise<World> {
  return openWorld({ TACET_RESOURCES: JSON.stringify(RESOURCES), ...env });
}

/** A client of its own: as `client create --type machine` makes it. */
export function aMachine(world: World, change: Partial<Client> = {}): Promise<Registered> {
  return world.client({
    ...{ type: 'machine', grantTypes: ['client_credentials'], redirectUris: [], postLogoutRedirectUris: [] },
    scopes: ['notes.read', 'notes.write', 'maps.read'],
    ...change,
  });
}

/** The claims of a JWT of ours, signature unread. */
export function claimsIn(jwt: string | undefined): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** What introspection says of a token to that client. */
export async function introspected(world: World, by: Registered, token: string | undefined) {
  return JSON.parse((await world.post('/introspect', { token: token ?? '' }, by)).text);
}
