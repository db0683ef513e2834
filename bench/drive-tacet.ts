import { client as opaque, ready } from '@serenity-kit/opaque';
import type { Account } from '../server/accounts/account.ts';
import { parseEmail } from '../server/accounts/email.ts';
import type { CommandContext } from '../server/commands/context.ts';
import type { Login } from '../server/login/login.ts';
import { fingerprint } from '../server/platform/digest.ts';
import { newId } from '../server/platform/random.ts';
import type { Send } from './load.ts';
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

const CLIENT_ID = 'bench';
const SECRET = 'cs_the-secret-of-the-bench-client-0000000000000';
const PASSWORD = 'a password for the bench';
const PATHS = { token: '/token', userinfo: '/userinfo', introspection: '/introspect' };

// The server cannot tell how hard a client stretches. Measuring it must not be drowned by Argon2id on this side.
const UNSTRETCHED = { 'argon2id-custom': { iterations: 1, memory: 8, parallelism: 1 } } as const;
const IDENTIFIERS = { server: 'tacet' } as const;

/** Registers the client and as many accounts as there are lanes, behind the server's back. */
export async function populate(
  { storage, login, clock }: Pick<CommandContext, 'storage' | 'clock'> & { readonly login: Login },
  accounts: number,
): Promise<void> {
  await ready;
  const now = clock.nowSeconds();
  await storage.clients.insert(
    {
      id: CLIENT_ID,
      name: 'Bench',
      type: 'web',
      authMethod: 'client_secret_basic',
      secretDigests: [fingerprint(SECRET)],
      sealedSecrets: [],
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: [REDIRECT_URI],
      postLogoutRedirectUris: [],
      scopes: ['openid', 'profile', 'email', 'offline_access'],
      idTokenAlgorithm: 'ES256',
      pkceRequired: true,
      firstParty: true,
      defaultMaxAgeSeconds: undefined,
      clientUri: undefined,
      policyUri: undefined,
      tosUri: undefined,
      settings: {},
      enabled: true,
      createdAtSeconds: now,
    },
    { kind: 'client.created', atSeconds: now, clientId: CLIENT_ID },
  );
  for (let index = 0; index < accounts; index += 1) {
    const email = parseEmail(addressOf(index));
    if (email === undefined) throw new Error('no address');
    const account: Account = {
      id: newId(),
      email,
      emailVerified: true,
      name: 'Bench',
      state: 'active',
      createdAtSeconds: now,
      updatedAtSeconds: now,
    };
    const { clientRegistrationState, registrationRequest } = opaque.startRegistration({ password: PASSWORD });
    const { registrationResponse, ksfId } = login.register({ email, registrationRequest });
    const { registrationRecord } = opaque.finishRegistration({
      password: PASSWORD,
      clientRegistrationState,
      registrationResponse,
      identifiers: IDENTIFIERS,
      keyStretching: UNSTRETCHED,
    });
    const credential = login.credential({ accountId: account.id, email, ksfId, registrationRecord });
    await storage.signUps.createVerified(account, credential, { kind: 'account.created', atSeconds: now });
  }
}

export function tacetDriver(): Driver {
  const calls = tokenCalls(PATHS, basic(CLIENT_ID, SECRET));
  return {
    name: 'tacet',
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
        refreshToken: '',
      };
      const tokens = await calls.exchangeFor(send, await this.code(send, lane));
      lane.accessToken = String(tokens.access_token);
      lane.refreshToken = String(tokens.refresh_token);
      return lane;
    },
    async prepareLogin(send, index) {
      const { location, cookie } = await begin(send);
      return () => signIn(send, location, cookie, index).then(() => undefined);
    },
    async code(send, { cookie }) {
      const { headers } = await send({ method: 'GET', path: request(), headers: { Cookie: cookie } });
      return codeIn(headers.location);
    },
    async exchange(send, code) {
      await calls.exchangeFor(send, code);
    },
    refresh: calls.refresh,
    userinfo: calls.userinfo,
    introspect: calls.introspect,
  };
}

async function begin(send: Send): Promise<{ location: string; cookie: string }> {
  const answer = await send({ method: 'GET', path: request() });
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

function request(): string {
  return `/authorize?${form({
    client_id: CLIENT_ID,
    response_type: 'code',
    scope: 'openid profile email offline_access',
    redirect_uri: REDIRECT_URI,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  })}`;
}

function addressOf(index: number): string {
  return `lane-${index}@example.org`;
}
