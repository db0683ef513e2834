import type { Client } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import { OAuthError } from '../protocol/error.ts';
import { findResource, type Resource } from '../protocol/resources.ts';

/** What an access token is for: who may take it, what it says there, and how it is written. */
export interface Aim {
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
  readonly format: 'jwt' | 'opaque';
}

interface Wanted {
  /** Granted with the authorization; absent or empty: none was named. */
  readonly resources: readonly string[] | undefined;
  /** Of these, what this request asks for; absent or empty: all. */
  readonly requested: readonly string[] | undefined;
  readonly scopes: readonly string[];
}

/**
 * RFC 8707 §2.2: a token is for the resources that were granted, or for fewer. The issuer, which stands for our own
 * APIs, may always be asked for, and is the audience where no resource was named. Throws `invalid_target`.
 */
export function aimOf(config: Config, client: Client, { resources, requested, scopes }: Wanted): Aim {
  const granted = resources ?? [];
  for (const one of requested ?? []) {
    if (one !== config.issuer && !granted.includes(one))
      throw new OAuthError('invalid_target', 'the resource was not granted');
  }
  const named = requested !== undefined && requested.length > 0 ? [...new Set(requested)] : granted;
  if (named.length === 0) return { audience: [config.issuer], scopes, format: formatOf(client, []) };

  // What the operator has taken away since, from everybody or from this client, is not served any more.
  const known = named
    .flatMap((one) => findResource(config, one) ?? [])
    .filter(({ identifier }) => identifier === config.issuer || isOpenTo(client, identifier));
  if (known.length === 0) throw new OAuthError('invalid_target', 'the resource is not known');
  return {
    audience: known.map(({ identifier }) => identifier),
    scopes: scopesFor(config, known, scopes),
    format: formatOf(client, known),
  };
}

/** A client that was given a list of resources may ask for no other. */
export function isOpenTo({ settings }: Pick<Client, 'settings'>, identifier: string): boolean {
  return settings.tacetResources?.includes(identifier) !== false;
}

/** Without the scopes that mean something at other resources only: a resource server must not carry them there. */
function scopesFor({ resources }: Config, aimed: readonly Resource[], scopes: readonly string[]) {
  return scopes.filter(
    (scope) =>
      aimed.some((resource) => resource.scopes.includes(scope)) ||
      !resources.some((resource) => resource.scopes.includes(scope)),
  );
}

/** A resource server that cannot read one of the formats decides before the client does. */
function formatOf(client: Client, aimed: readonly Resource[]): Aim['format'] {
  const asked = aimed.flatMap(({ accessTokenFormat }) => accessTokenFormat ?? []);
  if (asked.includes('opaque')) return 'opaque';
  return asked[0] ?? client.settings.tacetAccessTokenFormat ?? 'jwt';
}
