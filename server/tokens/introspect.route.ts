import type Router from '@koa/router';
import type { ClientAuthentication } from '../clients/authenticate.ts';
import type { AuthenticatedClient, Client } from '../clients/client.ts';
import type { ClientKeys } from '../clients/client-keys.ts';
import { isFapi } from '../clients/profile.ts';
import type { Config } from '../config/config.ts';
import { formEndpoint } from '../http/endpoint.ts';
import type { Web } from '../http/web.ts';
import { WrittenAnswer } from '../http/written-answer.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { OAuthError } from '../protocol/error.ts';
import type { FamilyStore } from './family-store.ts';
import { jwtFor } from './for-client.ts';
import { lookInto } from './introspection.ts';

export interface IntrospectRouteParts {
  readonly authenticate: ClientAuthentication;
  readonly clientKeys: Pick<ClientKeys, 'encrypt'>;
  readonly families: FamilyStore;
  readonly keyring: Keyring;
  readonly config: Config;
  readonly clock: Clock;
}

const JWT_TYPE = 'token-introspection+jwt';
const MEDIA_TYPE = `application/${JWT_TYPE}` as const;

/** POST /introspect (RFC 7662), for confidential clients; as a JWT for who accepts that type (RFC 9701 §4). */
export function introspectRoute(router: Router, web: Web, parts: IntrospectRouteParts): void {
  formEndpoint(router, web, '/introspect', async (request) => {
    const { form, header } = request;
    const client = await parts.authenticate(request);
    // RFC 7662 §2.1: a public client proves nothing, and anybody could scan for tokens in its name (IN-01).
    if (client.authMethod === 'none')
      throw new OAuthError('invalid_client', 'client authentication is required');
    if (form.token === undefined) throw new OAuthError('invalid_request', 'token is missing');

    const answer = await lookInto(parts, client, form.token);
    return acceptsJwt(header('Accept')) ? signed(parts, client, answer) : answer;
  });
}

/** RFC 9110 §12.5.1; by name alone: a library that accepts anything wants JSON. */
function acceptsJwt(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return type === MEDIA_TYPE && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

/** RFC 9701 §5: the answer is a claim, so that nothing in it passes for a claim of the JWT around it. */
async function signed(parts: IntrospectRouteParts, client: AuthenticatedClient, answer: object) {
  const claims = {
    iss: parts.config.issuer,
    aud: client.id,
    iat: parts.clock.nowSeconds(),
    token_introspection: answer,
  };
  return new WrittenAnswer(MEDIA_TYPE, await jwtFor(parts, client, claims, wrappingOf(client)));
}

function wrappingOf(client: Client) {
  const { settings } = client;
  return {
    typ: JWT_TYPE,
    algorithm: settings.introspectionSignedResponseAlg ?? (isFapi(client) ? 'PS256' : 'RS256'),
    alg: settings.introspectionEncryptedResponseAlg,
    enc: settings.introspectionEncryptedResponseEnc,
  };
}
