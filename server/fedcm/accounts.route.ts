import type Router from '@koa/router';
import type { ClientStore } from '../clients/client-store.ts';
import { identityEndpoint, identityRefusal } from '../http/identity-endpoint.ts';
import type { Web } from '../http/web.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { readFedcmSession } from '../sessions/fedcm-cookie.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { clientAt } from './client-at.ts';
import { fedcmPaths } from './documents.route.ts';

export interface AccountsRouteParts {
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly consents: Pick<ConsentStore, 'list'>;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly clock: Clock;
}

/** FedCM: whom the browser may offer, told to the browser alone, and what it says of the client that asks. */
export function accountsRoute(router: Router, web: Web, parts: AccountsRouteParts): void {
  identityEndpoint(router, web, 'GET', fedcmPaths.accounts, async (request) => {
    const live = await readFedcmSession(request, parts);
    // The browser then knows that nobody is signed in, and asks no more until somebody is.
    if (!live) {
      request.clearCookie('fedcm');
      return identityRefusal(401, 'login_required');
    }
    const { id, name, email } = live.account;
    const allowed = await parts.consents.list(id);
    const approved = allowed
      .filter(({ scopes }) => scopes.includes('openid'))
      .map(({ clientId }) => clientId);
    const account = { id, name, email, login_hints: [email, id], approved_clients: approved };
    return { status: 200, body: { accounts: [account] } };
  });

  identityEndpoint(router, web, 'GET', fedcmPaths.clientMetadata, async ({ form, origin }) => {
    const asking = await clientAt(parts.clients, form.client_id, origin);
    if (!asking) return identityRefusal(400, 'unauthorized_client');
    const { policyUri, tosUri } = asking.client;
    const body = {
      ...(policyUri !== undefined && { privacy_policy_url: policyUri }),
      ...(tosUri !== undefined && { terms_of_service_url: tosUri }),
    };
    return { status: 200, body, reader: asking.origin };
  });
}
