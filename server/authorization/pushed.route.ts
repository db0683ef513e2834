import type Router from '@koa/router';
import type { ClientAuthentication } from '../clients/authenticate.ts';
import type { AuthenticatedClient } from '../clients/client.ts';
import { acceptedAlgorithms } from '../clients/profile.ts';
import type { Config } from '../config/config.ts';
import type { Proofs } from '../dpop/proof.ts';
import { formEndpoint } from '../http/endpoint.ts';
import type { Parameters } from '../http/form.ts';
import type { FormRequest } from '../http/json-request.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { OAuthError } from '../protocol/error.ts';
import { PUSHED_SECONDS, type PushedRequests } from './pushed.ts';
import { validateAuthorizationRequest, type ValidateParts } from './validate.ts';

export interface PushedRouteParts extends ValidateParts {
  readonly authenticate: ClientAuthentication;
  readonly proofs: Proofs;
  readonly pushed: Pick<PushedRequests, 'push'>;
  readonly ephemera: Pick<Ephemera, 'count'>;
  readonly config: ValidateParts['config'] & Pick<Config, 'throttleScale'>;
}

/** PR-09, RFC 9126 §2.3: what one client may push within a minute, multiplied by `throttleScale`. */
const PUSHES_MAX = 6_000;
const SPAN_SECONDS = 60;

/**
 * POST /par (RFC 9126 §2): the client sends its request itself, authenticated, before any browser is involved. What
 * passes is what would pass at /authorize, by the same list of checks.
 */
export function pushedRoute(router: Router, web: Web, parts: PushedRouteParts): void {
  formEndpoint(
    router,
    web,
    '/par',
    async (request) => {
      const client = await parts.authenticate(request);
      await admit(parts, client, request);
      // §2.1: what is pushed is a request, never the name of another one.
      if (request.form.request_uri !== undefined)
        throw new OAuthError('invalid_request', 'request_uri must not be pushed');

      const algorithms = acceptedAlgorithms(client);
      const provenThumbprint = await parts.proofs.verify(request, { algorithms });
      const arrival = { way: 'pushed', provenThumbprint } as const;
      const validation = await validateAuthorizationRequest(parts, parametersOf(request, client), arrival);
      if (validation.kind !== 'valid') throw validation.error;
      return { request_uri: await parts.pushed.push(validation.request), expires_in: PUSHED_SECONDS };
    },
    { cors: true, repeatable: ['resource'], status: 201 },
  );
}

/** Anybody can speak for a public client, so there the network counts too: a stranger must not use up its share. */
async function admit(
  { ephemera, config }: PushedRouteParts,
  client: AuthenticatedClient,
  { caller }: FormRequest,
): Promise<void> {
  const whose = client.authMethod === 'none' ? [client.id, caller.addressPrefix] : [client.id];
  const pushes = await ephemera.count(`pushes:${JSON.stringify(whose)}`, SPAN_SECONDS);
  if (pushes <= PUSHES_MAX * config.throttleScale) return;
  throw new ProblemError('too_many_attempts', { retryAfterSeconds: SPAN_SECONDS });
}

/** The form as parameters of a request. It is the client's own, whichever way that proved who it is. */
function parametersOf({ form, many }: FormRequest, client: AuthenticatedClient): Parameters {
  const resources = many('resource');
  return {
    values: form.client_id === client.id ? form : { ...form, client_id: client.id },
    all: { resource: resources },
    repeated: new Set(resources.length > 1 ? ['resource'] : []),
    malformed: false,
  };
}
