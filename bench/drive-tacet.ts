import { client as opaque } from '@serenity-kit/opaque';
import { addressOf, IDENTIFIERS, PASSWORD, UNSTRETCHED, WEB } from './accounts.ts';
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

const PATHS = { token: '/token', userinfo: '/userinfo', introspection: '/introspect', par: '/par' };

/** Drives Tacet. Access tokens of `jwt` are JWTs, those of `opaque` sealed texts. */
export function tacetDriver(issuer: string, assertion: Signer, proofs: readonly Signer[]): Driver {
  const calls = tokenCalls(PATHS, basic(WEB.jwt, SECRET));
  const opaqueCalls = tokenCalls(PATHS, basic(WEB.opaque, SECRET));
  return {
    name: 'tacet',
    ...clientCalls({ issuer, ...PATHS, pushing: WEB.jwt }, assertion, proofs),
    discoveryPath: '/.well-known/openid-configuration',
    page: async (send) => {
      const { location, cookie } = await begin(send);
      const { status } = await send({ method: 'GET', path: location, headers: { Cookie: cookie } });
      if (status !== 200) throw new Error(`page: ${status}`);
    },
    async lane(send, index) {
      const { location, cookie } = await begin(send);
      const lane: Lane = {
        cookie: await signIn(send, location, cookie, index),
        accessToken: '',
        opaqueToken: '',
        refreshToken: '',
      };
      const tokens = await calls.exchangeFor(send, await codeFor(send, WEB.jwt, lane));
      const sealed = await opaqueCalls.exchangeFor(send, await codeFor(send, WEB.opaque, lane));
      lane.accessToken = String(tokens.access_token);
      lane.opaqueToken = String(sealed.access_token);
      lane.refreshToken = String(tokens.refresh_token);
      return lane;
    },
    async prepareLogin(send, index) {
      const { location, cookie } = await begin(send);
      return () => signIn(send, location, cookie, index).then(() => undefined);
    },
    code: (send, lane) => codeFor(send, WEB.jwt, lane),
    async exchange(send, code) {
      await calls.exchangeFor(send, code);
    },
    refresh: calls.refresh,
    userinfo: (send, { accessToken }) => calls.userinfo(send, accessToken),
    introspect: (send, { accessToken }) => calls.introspect(send, accessToken),
    introspectOpaque: (send, { opaqueToken }) => opaqueCalls.introspect(send, opaqueToken),
  };
}

async function codeFor(send: Send, clientId: string, { cookie }: Lane): Promise<string> {
  const { headers } = await send({ method: 'GET', path: request(clientId), headers: { Cookie: cookie } });
  return codeIn(headers.location);
}

async function begin(send: Send): Promise<{ location: string; cookie: string }> {
  const answer = await send({ method: 'GET', path: request(WEB.jwt) });
  return { location: new URL(String(answer.headers.location)).pathname, cookie: cookiesOf(answer) };
}

async function signIn(send: Send, location: string, cookie: string, index: number): Promise<string> {
  const call = async (path: string, input: object) => {
    const answer = await send({
      method: 'POST',
      path,
      headers: { Cookie: cookie, 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
      body: JSON.stringify(input),
    });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return { answer, output: JSON.parse(answer.body) as Record<string, string> };
  };

  const { clientLoginState, startLoginRequest } = opaque.startLogin({ password: PASSWORD });
  const started = await call(`${location}/login/start`, { email: addressOf(index), startLoginRequest });
  const finished = opaque.finishLogin({
    password: PASSWORD,
    clientLoginState,
    loginResponse: started.output.loginResponse ?? '',
    identifiers: IDENTIFIERS,
    keyStretching: UNSTRETCHED,
  });
  const { answer } = await call(`${location}/login/finish`, {
    attemptId: started.output.attemptId,
    finishLoginRequest: finished?.finishLoginRequest,
  });
  return cookiesOf(answer);
}

function request(clientId: string): string {
  return `/authorize?${form({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid profile email offline_access',
    redirect_uri: REDIRECT_URI,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  })}`;
}
