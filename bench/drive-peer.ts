import { clientCalls, SECRET } from './client-calls.ts';
import type { Send } from './load.ts';
import type { Signer } from './signer.ts';
import {
  basic,
  CHALLENGE,
  codeIn,
  cookiesOf,
  type Driver,
  form,
  type Lane,
  REDIRECT_URI,
  tokenCalls,
} from './subject.ts';

const PATHS = { token: '/token', userinfo: '/me', introspection: '/token/introspection', par: '/request' };

/**
 * Drives npm oidc-provider. Codes are exchanged for JWT access tokens; userinfo and introspection take its opaque ones
 * alone.
 */
export function peerDriver(issuer: string, assertion: Signer, proofs: readonly Signer[]): Driver {
  const jwt = tokenCalls(PATHS, basic('jwt', SECRET));
  const opaque = tokenCalls(PATHS, basic('opaque', SECRET));

  return {
    name: 'oidc-provider',
    ...clientCalls({ issuer, ...PATHS, pushing: 'jwt' }, assertion, proofs),
    discoveryPath: '/.well-known/openid-configuration',
    page: undefined,
    async lane(send, index) {
      const cookie = await signIn(send, `account-${index}`);
      const lane: Lane = { cookie, accessToken: '', opaqueToken: '', refreshToken: '' };
      const forUserinfo = await opaque.exchangeFor(send, await authorize(send, 'opaque', cookie));
      const forRefresh = await jwt.exchangeFor(send, await authorize(send, 'jwt', cookie));
      lane.accessToken = lane.opaqueToken = String(forUserinfo.access_token);
      lane.refreshToken = String(forRefresh.refresh_token);
      return lane;
    },
    async prepareLogin(send, index) {
      const { location, cookie } = await begin(send);
      return () => finish(send, location, cookie, `account-${index}`).then(() => undefined);
    },
    code: (send, { cookie }) => authorize(send, 'jwt', cookie),
    async exchange(send, code) {
      await jwt.exchangeFor(send, code);
    },
    refresh: jwt.refresh,
    userinfo: (send, { opaqueToken }) => opaque.userinfo(send, opaqueToken),
    introspect: (send, { opaqueToken }) => opaque.introspect(send, opaqueToken),
    introspectOpaque: (send, { opaqueToken }) => opaque.introspect(send, opaqueToken),
  };
}

async function authorize(send: Send, clientId: string, cookie: string): Promise<string> {
  const { headers } = await send({ method: 'GET', path: request(clientId), headers: { Cookie: cookie } });
  return codeIn(headers.location);
}

async function signIn(send: Send, account: string): Promise<string> {
  const { location, cookie } = await begin(send);
  return finish(send, location, cookie, account);
}

async function begin(send: Send): Promise<{ location: string; cookie: string }> {
  const answer = await send({ method: 'GET', path: request('jwt') });
  return { location: String(answer.headers.location), cookie: cookiesOf(answer) };
}

async function finish(send: Send, location: string, cookie: string, account: string): Promise<string> {
  const login = await send({ method: 'GET', path: `${location}?as=${account}`, headers: { Cookie: cookie } });
  const resume = new URL(String(login.headers.location)).pathname;
  const done = await send({ method: 'GET', path: resume, headers: { Cookie: cookie } });
  codeIn(done.headers.location);
  return cookiesOf(done);
}

function request(clientId: string): string {
  return `/auth?${form({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid profile email offline_access',
    redirect_uri: REDIRECT_URI,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  })}`;
}
