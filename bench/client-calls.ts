import { randomUUID } from 'node:crypto';
import type { Send } from './load.ts';
import type { Signer } from './signer.ts';
import { basic, CHALLENGE, FORM, form, REDIRECT_URI } from './subject.ts';

/** What a client asks without any person: PAR, and tokens of its own (RFC 9126, 6749 §4.4, 9449, 7523). */
export interface ClientCalls {
  push(send: Send): Promise<void>;
  clientCredentials(send: Send): Promise<void>;
  /** The proof is made outside of the measurement. Each lane has a key of its own, and each proof a `jti`. */
  prepareDpop(send: Send, index: number): () => Promise<void>;
  /** The assertion is made outside of the measurement, each with a `jti`. */
  prepareAssertion(send: Send): () => Promise<void>;
}

/** The clients that both servers know, and their secret. */
export const CLIENTS = { machine: 'machine', assertion: 'assertion' } as const;
export const SECRET = 'cs_the-secret-of-the-bench-client-0000000000000';
/** What the tokens of machines are for. */
export const RESOURCE = 'https://api.example';
export const RESOURCE_SCOPE = 'api.read';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const LIFETIME_SECONDS = 600;

interface Server {
  readonly issuer: string;
  readonly token: string;
  readonly par: string;
  /** Who pushes, by client_secret_basic. */
  readonly pushing: string;
}

/** The same for every server: the same clients, the same proofs, JWT access tokens by ES256. */
export function clientCalls(
  { issuer, token, par, pushing }: Server,
  assertion: Signer,
  proofs: readonly Signer[],
): ClientCalls {
  const post = async (send: Send, path: string, headers: Record<string, string>, body: string) => {
    const answer = await send({ method: 'POST', path, headers: { ...FORM, ...headers }, body });
    if (answer.status !== (path === par ? 201 : 200))
      throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as Record<string, unknown>;
  };
  const tokenFor = async (
    send: Send,
    headers: Record<string, string>,
    body: string,
    type: 'Bearer' | 'DPoP' = 'Bearer',
  ) => {
    const { access_token: made, token_type, scope } = await post(send, token, headers, body);
    if (String(made).split('.').length !== 3 || token_type !== type || scope !== RESOURCE_SCOPE)
      throw new Error('another token was asked for');
  };

  const fields = { grant_type: 'client_credentials', scope: RESOURCE_SCOPE, resource: RESOURCE };
  const body = form(fields);
  const Authorization = basic(CLIENTS.machine, SECRET);
  const pushed = form({
    client_id: pushing,
    response_type: 'code',
    scope: 'openid profile email offline_access',
    redirect_uri: REDIRECT_URI,
    state: 'the-state-of-the-bench',
    nonce: 'the-nonce-of-the-bench',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  });

  return {
    async push(send) {
      const { request_uri } = await post(send, par, { Authorization: basic(pushing, SECRET) }, pushed);
      if (typeof request_uri !== 'string') throw new Error('no request_uri');
    },
    clientCredentials: (send) => tokenFor(send, { Authorization }, body),
    prepareDpop(send, index) {
      const key = proofs[index] ?? assertion;
      const header = { typ: 'dpop+jwt', jwk: key.publicJwk };
      const claims = { jti: randomUUID(), htm: 'POST', htu: issuer + token, iat: nowSeconds() };
      const DPoP = key.sign(header, claims);
      return () => tokenFor(send, { Authorization, DPoP }, body, 'DPoP');
    },
    prepareAssertion(send) {
      const [iat, id] = [nowSeconds(), CLIENTS.assertion];
      const dates = { iat, exp: iat + LIFETIME_SECONDS };
      const claims = { iss: id, sub: id, aud: issuer, jti: randomUUID(), ...dates };
      const proof = {
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: assertion.sign({}, claims),
      };
      const proved = form({ ...fields, ...proof });
      return () => tokenFor(send, {}, proved);
    },
  };
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
