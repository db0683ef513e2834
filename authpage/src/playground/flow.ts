import type { DataOf } from '../page-data.ts';
import { type Exchange, send } from './exchange.ts';
import { challengeOf, randomText } from './pkce.ts';

type Playground = Pick<DataOf<'playground'>, 'issuer' | 'clientId' | 'redirectUri'>;

/** What the client must remember until the answer comes: nobody else may use the code (RFC 7636). */
interface Pending {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly request: Readonly<Record<string, string>>;
  readonly url: string;
}

const PENDING = 'tacet-playground';

/** The authorization request: remembers what belongs to it, and gives the address to go to. */
export async function begin(
  to: Playground,
  endpoint: string,
  wishes: Record<string, string>,
): Promise<string> {
  const pending = { verifier: randomText(), state: randomText(), nonce: randomText() };
  const request = {
    response_type: 'code',
    client_id: to.clientId,
    redirect_uri: to.redirectUri,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: 'S256',
    ...wishes,
  };
  const remembered: Pending = { ...pending, request, url: endpoint };
  sessionStorage.setItem(PENDING, JSON.stringify(remembered));
  return `${endpoint}?${new URLSearchParams(request)}`;
}

export interface Answer {
  readonly exchange: Exchange;
  /** Present only when `state` and `iss` are what they should be (RFC 9207). */
  readonly code: string | undefined;
  readonly verifier: string;
}

/** The answer in the address bar, taken out of it; undefined when there is none, or none was asked for. */
export function takeAnswer(issuer: string): Answer | undefined {
  const answer = Object.fromEntries(new URLSearchParams(location.search));
  const stored = sessionStorage.getItem(PENDING);
  if (Object.keys(answer).length === 0 || stored === null) return undefined;
  sessionStorage.removeItem(PENDING);
  history.replaceState(history.state, '', location.pathname);

  const { verifier, state, request, url }: Pending = JSON.parse(stored);
  const genuine = answer.state === state && answer.iss === issuer;
  return {
    exchange: {
      title: 'Authorization request',
      method: 'GET',
      url,
      sent: request,
      status: genuine
        ? 'came back by redirect; state and iss are right'
        : 'came back with a wrong state or iss',
      received: answer,
    },
    code: genuine ? answer.code : undefined,
    verifier,
  };
}

/** RFC 6749 §4.1.3 with RFC 7636 §4.5. */
export function redeem(to: Playground, endpoint: string, { code = '', verifier }: Answer): Promise<Exchange> {
  return send({
    title: 'Code for tokens',
    url: endpoint,
    form: {
      grant_type: 'authorization_code',
      client_id: to.clientId,
      redirect_uri: to.redirectUri,
      code,
      code_verifier: verifier,
    },
  });
}

/** RFC 6749 §6: the old refresh token is spent and a new one comes back. */
export function refresh(to: Playground, endpoint: string, refreshToken: string): Promise<Exchange> {
  return send({
    title: 'Refresh',
    url: endpoint,
    form: { grant_type: 'refresh_token', client_id: to.clientId, refresh_token: refreshToken },
  });
}

/** RFC 7009. */
export function revoke(to: Playground, endpoint: string, token: string): Promise<Exchange> {
  return send({ title: 'Revocation', url: endpoint, form: { client_id: to.clientId, token } });
}
