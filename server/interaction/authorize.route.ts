import type Router from '@koa/router';
import { type ArrivingParts, arrivingRequest } from '../authorization/arriving.ts';
import { authorizationResponse } from '../authorization/authorization-response.ts';
import type { Validation } from '../authorization/request.ts';
import type { Reply } from '../http/reply.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { answerOrBegin, type TripParts } from './begin.ts';
import { clientCard } from './step-of.ts';

export type AuthorizeParts = TripParts & ArrivingParts;

/** The authorization endpoint (OAuth 2.1 §3.1, OIDC Core §3.1.2): GET and POST. */
export function authorizeRoute(router: Router, web: Web, parts: AuthorizeParts): void {
  visitRoute(router, web, ['GET', 'POST'], '/authorize', async (visit) => {
    const validation = await arrivingRequest(parts, visit.parameters);
    switch (validation.kind) {
      case 'untrusted':
        return errorPage(web, validation);
      case 'refused':
        return authorizationResponse(parts, validation.client, validation.target, {
          error: validation.error,
        });
      case 'valid':
        return answerOrBegin(visit, parts, validation);
    }
  });
}

/** RU-12, RU-13: as long as the return address is not trusted, whatever else is wrong, a page of ours and no redirect. */
function errorPage(
  { config }: Web,
  { client, error, developer }: Extract<Validation, { kind: 'untrusted' }>,
): Reply {
  const reason = [{ label: error.code, value: error.message }, ...developer];
  return {
    kind: 'page',
    status: 400,
    body: {
      view: 'error',
      problem: 'bad_client_request',
      ...(client?.enabled && { client: clientCard(client, undefined) }),
      // What was registered and what came is for whoever develops against us, never for a production page.
      developer: config.mode === 'development' ? reason : [],
    },
  };
}
