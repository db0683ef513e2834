import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { CLIENTS, RESOURCE, RESOURCE_SCOPE, SECRET } from '../client-calls.ts';
import { connect, redisAdapter } from './adapter.ts';

/**
 * The peer: npm oidc-provider with a Redis adapter, set up to do the work we do: PKCE, rotating refresh tokens, JWT
 * access tokens by ES256, ID tokens by ES256, live sessions, consent given beforehand. It checks no password.
 */
const { PORT = '', ASSERTION_KEY = '' } = process.env;
const issuer = `http://localhost:${PORT}`;
const redis = connect();
await redis.connect();

const { privateKey: es256 } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey: rs256 } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const client = (id: string) => ({
  client_id: id,
  client_secret: SECRET,
  redirect_uris: ['https://app.example/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  id_token_signed_response_alg: 'ES256' as const,
});

const machine = {
  client_id: CLIENTS.machine,
  redirect_uris: [],
  response_types: [],
  grant_types: ['client_credentials'],
  client_secret: SECRET,
};
const asserting = {
  ...machine,
  client_id: CLIENTS.assertion,
  client_secret: undefined,
  token_endpoint_auth_method: 'private_key_jwt' as const,
  jwks: { keys: [JSON.parse(ASSERTION_KEY)] },
};

const provider = new Provider(issuer, {
  adapter: redisAdapter(redis),
  // `jwt` and machines get JWT access tokens for a resource, `opaque` those that userinfo and introspection take.
  clients: [client('jwt'), client('opaque'), machine, asserting],
  jwks: { keys: [{ ...es256.export({ format: 'jwk' }) }, { ...rs256.export({ format: 'jwk' }) }] },
  cookies: { keys: ['bench'] },
  claims: { email: ['email', 'email_verified'], profile: ['name', 'updated_at'] },
  scopes: ['openid', 'offline_access', 'profile', 'email', RESOURCE_SCOPE],
  rotateRefreshToken: true,
  issueRefreshToken: () => Promise.resolve(true),
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
    clientCredentials: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    // As it comes: proofs without nonces, each good for one use.
    dPoP: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx, { clientId }) => (clientId === 'jwt' ? `${issuer}/api` : []),
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => ({
        scope: resource === RESOURCE ? RESOURCE_SCOPE : 'openid profile email offline_access',
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  ttl: {
    AccessToken: 600,
    AuthorizationCode: 60,
    IdToken: 600,
    RefreshToken: 1_209_600,
    Session: 43_200,
    Interaction: 900,
    Grant: 43_200,
  },
  interactions: { url: (_ctx, { uid }) => `/login/${uid}` },
  findAccount: (_ctx, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@example.org`, email_verified: true, name: 'Bench', updated_at: 1 }),
  }),
  // Consent is remembered with the session, as a product would.
  loadExistingGrant: async ({ oidc }) => {
    const clientId = oidc.client?.clientId ?? '';
    const known = oidc.session?.grantIdFor(clientId);
    const found = known === undefined ? undefined : await provider.Grant.find(known);
    if (found !== undefined) return found;
    const grant = new provider.Grant({ accountId: oidc.session?.accountId ?? '', clientId });
    grant.addOIDCScope('openid profile email offline_access');
    grant.addResourceScope(`${issuer}/api`, 'openid profile email offline_access');
    await grant.save();
    return grant;
  },
});

const callback = provider.callback();
createServer((request, response) => {
  const [, account] = /^\/login\/[\w-]+\?as=([\w-]+)$/.exec(request.url ?? '') ?? [];
  if (account === undefined) return void callback(request, response);
  void provider.interactionFinished(request, response, { login: { accountId: account } });
}).listen(Number(PORT), 'localhost');
