import type { Config } from '../../config/config.ts';
import { cookieName } from '../../http/cookies.ts';
import { scopeRegistry } from '../../protocol/scope.ts';
import { paths } from '../paths.ts';

/** By what callers show who they are; operations name these. */
export function securitySchemes({ issuer }: Pick<Config, 'issuer'>) {
  const authorizationUrl = issuer + paths.authorize;
  const tokenUrl = issuer + paths.token;
  const scopes = Object.fromEntries(
    scopeRegistry.map(({ name, claims }) => [name, claims.length > 0 ? claims.join(', ') : name]),
  );
  return {
    oauth: {
      type: 'oauth2',
      description: 'An access token of the code flow with PKCE.',
      flows: { authorizationCode: { authorizationUrl, tokenUrl, refreshUrl: tokenUrl, scopes } },
    },
    bearer: { type: 'http', scheme: 'bearer', description: 'An access token (RFC 6750).' },
    dpop: {
      type: 'http',
      scheme: 'dpop',
      description: 'An access token bound to a key, with a proof in the header `DPoP` (RFC 9449).',
    },
    clientBasic: {
      type: 'http',
      scheme: 'basic',
      description: 'Id and secret of the client (RFC 6749 §2.3.1).',
    },
    clientCertificate: { type: 'mutualTLS', description: 'The certificate of the client (RFC 8705).' },
    pageCookie: {
      type: 'apiKey',
      in: 'cookie',
      name: cookieName('session', issuer.startsWith('https:')),
      description: 'Our own pages alone, in the browser that is signed in.',
    },
  };
}
