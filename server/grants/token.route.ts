import type Router from '@koa/router';
import { parseAuthorizationDetails } from '../authorization/details/parse.ts';
import type { ClientAuthentication } from '../clients/authenticate.ts';
import type { Proofs } from '../dpop/proof.ts';
import { formEndpoint } from '../http/endpoint.ts';
import type { Web } from '../http/web.ts';
import { OAuthError } from '../protocol/error.ts';
import type { TokenIssuer } from '../tokens/issue.ts';
import type { GrantParts } from './grant.ts';
import { grants } from './index.ts';
import { provenKey } from './proven-key.ts';

export interface TokenRouteParts extends GrantParts {
  readonly authenticate: ClientAuthentication;
  readonly proofs: Proofs;
  readonly issuer: TokenIssuer;
}

/** POST /token (RFC 6749 §3.2): who is calling, what do they bring, what are they owed. */
export function tokenRoute(
  router: Router,
  web: Web,
  { authenticate, issuer, ...parts }: TokenRouteParts,
): void {
  formEndpoint(
    router,
    web,
    '/token',
    async (request) => {
      const { form, many, caller } = request;
      const client = await authenticate(request);

      if (form.grant_type === undefined) throw new OAuthError('invalid_request', 'grant_type is missing');
      const grant = grants.find(({ type }) => type === form.grant_type);
      if (!grant)
        throw new OAuthError('unsupported_grant_type', 'this server does not speak that grant_type');
      if (!client.grantTypes.includes(grant.type)) {
        throw new OAuthError('unauthorized_client', 'the client may not use that grant_type');
      }

      // RFC 9396 §6. Judged before anything is spent.
      const { authorization_details: asked } = form;
      const requestedDetails = asked && parseAuthorizationDetails(asked, parts.config, client);
      const confirmation = await provenKey(parts, request, client);
      const owed = await grant.redeem(form, { ...parts, client, caller, many, confirmation });
      return issuer.issue(
        { ...owed, ...(requestedDetails && { requestedDetails }) },
        client,
        caller,
        confirmation,
      );
    },
    { cors: true, repeatable: ['resource', 'audience'] },
  );
}
