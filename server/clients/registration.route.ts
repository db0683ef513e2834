import type Router from '@koa/router';
import { type JsonAnswer, jsonEndpoint } from '../http/json-endpoint.ts';
import type { Web } from '../http/web.ts';
import type { Config } from '../config/config.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { toMetadata } from './new-client.ts';
import { registrationBudget } from './registration-budget.ts';
import {
  changeRegistration,
  endRegistration,
  register,
  type Registered,
  registeredClient,
  type SelfRegistrationParts,
} from './self-registration.ts';
import { softwareStatements } from './software-statement.ts';

export interface RegistrationRouteParts extends Omit<SelfRegistrationParts, 'budget' | 'statement'> {
  readonly ephemera: Ephemera;
}

/** POST /register (RFC 7591), and what is behind the address it tells (RFC 7592). Not mounted when it is off (DR-01). */
export function registrationRoute(router: Router, web: Web, given: RegistrationRouteParts): void {
  const { config, clock } = given;
  if (config.dynamicRegistration === 'off') return;
  const statement = softwareStatements(config.statementIssuers, clock);
  const parts: SelfRegistrationParts = { ...given, budget: registrationBudget(given), statement };

  jsonEndpoint(router, web, '/register', {
    POST: async ({ body, token, caller }) =>
      answer(parts, 201, await register(parts, body, { token, caller })),
  });

  jsonEndpoint(router, web, '/register/:id', {
    GET: async ({ part, token }) => {
      const client = await registeredClient(parts, part('id'), token);
      return answer(parts, 200, { client, secret: undefined, token: client.token });
    },
    PUT: async ({ part, token, body, caller }) => {
      const known = await registeredClient(parts, part('id'), token);
      const changed = await changeRegistration(parts, known, body, caller);
      return answer(parts, 200, { ...changed, token: known.token });
    },
    DELETE: async ({ part, token, caller }) => {
      await endRegistration(parts, await registeredClient(parts, part('id'), token), caller);
      return { status: 204 };
    },
  });
}

/** RFC 7591 §3.2.1, RFC 7592 §3: all that is registered, in names that others know. */
function answer(
  { config }: { readonly config: Pick<Config, 'issuer'> },
  status: 200 | 201,
  { client, secret, token }: Registered,
): JsonAnswer {
  const metadata = Object.entries(toMetadata(client)).filter(([name]) => !name.startsWith('tacet_'));
  const body = {
    ...Object.fromEntries(metadata),
    ...(secret !== undefined && { client_secret: secret }),
    registration_access_token: token,
    registration_client_uri: `${config.issuer}/register/${client.id}`,
  };
  return { status, body };
}
