import { scope as judged } from '../authorization/checks/scope.ts';
import type { Client } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import { OAuthError } from '../protocol/error.ts';
import { keyScopesIn } from '../protocol/key-scope.ts';
import { NO_TERMS } from '../tokens/terms.ts';
import type { Waiting } from './waiting.ts';

/** What a client asks for where no browser carries its request. */
export interface Wish {
  readonly scope: string | undefined;
  readonly resources: readonly string[];
}

/**
 * By the very rule of the authorization endpoint; without keys, which need a page that can open them, unless `keysToo`.
 * Throws `invalid_scope` or `invalid_target`.
 */
export function allowedWish(
  { scope, resources }: Wish,
  client: Client,
  config: Pick<Config, 'issuer' | 'resources'>,
  { keysToo }: { readonly keysToo: boolean } = { keysToo: false },
): Pick<Waiting, 'scopes' | 'terms'> {
  const [resource] = resources;
  const values = { ...(scope !== undefined && { scope }), ...(resource !== undefined && { resource }) };
  const { scopes = [], terms = NO_TERMS } = judged({
    parameters: { values, all: { resource: resources } },
    client,
    config,
  });
  if (!keysToo && keyScopesIn(scopes, client.settings, config.resources).length > 0)
    throw new OAuthError('invalid_scope', 'a key scope cannot be asked for here');
  return { scopes: [...scopes], terms };
}
