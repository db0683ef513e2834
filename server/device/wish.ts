import { scope as judged } from '../authorization/checks/scope.ts';
import type { Client } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import { NO_TERMS } from '../tokens/terms.ts';
import type { Waiting } from './waiting.ts';

/** What a client asks for where no browser carries its request. */
export interface Wish {
  readonly scope: string | undefined;
  readonly resources: readonly string[];
}

/** By the very rule of the authorization endpoint. Throws `invalid_scope` or `invalid_target`. */
export function allowedWish(
  { scope, resources }: Wish,
  client: Client,
  config: Pick<Config, 'issuer' | 'resources'>,
): Pick<Waiting, 'scopes' | 'terms'> {
  const [resource] = resources;
  const values = { ...(scope !== undefined && { scope }), ...(resource !== undefined && { resource }) };
  const { scopes = [], terms = NO_TERMS } = judged({
    parameters: { values, all: { resource: resources } },
    client,
    config,
  });
  return { scopes: [...scopes], terms };
}
