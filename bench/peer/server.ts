import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { connect, redisAdapter } from './adapter.ts';

/**
 * The peer: npm oidc-provider with a Redis adapter, set up to do the work we do: PKCE, rotating refresh tokens, JWT
 * access tokens by ES256, ID tokens by ES256, live sessions, consent given beforehand. It checks no password.
 */
const { PORT = '' } = process.env;
const issuer = `http://localhost:${PORT}`;
const redis = connect();
await redis.connect();

const { privateKey: es256 } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey: rs256 } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const client = (id: string) => ({
  client_id: id,
  client_secret: 'cs_the-secret-of-the-bench-client-0000000000000',
  redirect_uris: ['https://app.example/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  id_token_signed_response_alg: 'ES256' as const,
});

const provider = new Provider(issuer, {
  adapter: redisAdapter(redis),
  // `jwt` gets JWT access tokens for a resource; `opaque` gets those that userinfo takes.
  clients: [client('jwt'), client('opaque')],
  jwks: { keys: [{ ...es256.export({ format: 'jwk' }) }, { ...rs256.export({ format: 'jwk' }) }] },
  cookies: { keys: ['bench'] },
  claims: { email: ['email', 'email_verified'], profile: ['name', 'updated_at'] },
  scopes: ['openid', 'offline_access', 'profile', 'email'],
  rotateRefreshToken: true,
  issueRefreshToken: () => Promise.resolve(true),
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx, { clientId }) => (clientId === 'jwt' ? `${issuer}/api` : []),
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'openid profile email offline_access',
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
