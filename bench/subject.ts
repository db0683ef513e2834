import type { ClientCalls } from './client-calls.ts';
import type { Answer, Send } from './load.ts';

/** A person with a live session, and what a client got for them. */
export interface Lane {
  readonly cookie: string;
  accessToken: string;
  opaqueToken: string;
  refreshToken: string;
}

/** What one server must let the bench do; each method is one or more requests, and throws when an answer is wrong. */
export interface Driver extends ClientCalls {
  readonly name: string;
  readonly discoveryPath: string;
  /** Makes a lane: signs somebody in and gets tokens that userinfo and refresh take. */
  lane(send: Send, index: number): Promise<Lane>;
  /** Something to sign in with, prepared outside of the measurement. */
  prepareLogin: ((send: Send, index: number) => Promise<() => Promise<void>>) | undefined;
  /** GET of the page a person first sees. Undefined where the peer leaves pages to others. */
  page: ((send: Send) => Promise<void>) | undefined;
  /** A code of a live session, prepared outside of the measurement. */
  code(send: Send, lane: Lane): Promise<string>;
  exchange(send: Send, code: string): Promise<void>;
  refresh(send: Send, lane: Lane): Promise<void>;
  userinfo(send: Send, lane: Lane): Promise<void>;
  /** Of a JWT, or of an opaque token where the server introspects no others. */
  introspect(send: Send, lane: Lane): Promise<void>;
  introspectOpaque: ((send: Send, lane: Lane) => Promise<void>) | undefined;
}

// RFC 7636 appendix B.
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
export const REDIRECT_URI = 'https://app.example/callback';

export function form(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}

export function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' } as const;

/** What every token endpoint speaks (RFC 6749, 7662), the same for both servers. */
export function tokenCalls(
  paths: { readonly token: string; readonly userinfo: string; readonly introspection: string },
  authorization: string,
) {
  const headers = { ...FORM, Authorization: authorization };
  const post = async (send: Send, path: string, fields: Readonly<Record<string, string>>) => {
    const { status, body } = await send({ method: 'POST', path, headers, body: form(fields) });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${body}`);
    return JSON.parse(body) as Record<string, unknown>;
  };

  return {
    exchangeFor: (send: Send, code: string) =>
      post(send, paths.token, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT_URI,
        code_verifier: VERIFIER,
      }),
    async refresh(send: Send, lane: Lane) {
      const fields = { grant_type: 'refresh_token', refresh_token: lane.refreshToken };
      const { refresh_token: next } = await post(send, paths.token, fields);
      if (typeof next !== 'string' || next === lane.refreshToken)
        throw new Error('the token was not rotated');
      lane.refreshToken = next;
    },
    async userinfo(send: Send, accessToken: string) {
      const answer = await send({
        method: 'GET',
        path: paths.userinfo,
        headers: { Authorization: `Bearer ${accessToken}` },
      });
      if (answer.status !== 200 || !answer.body.includes('email'))
        throw new Error(`userinfo: ${answer.status}`);
    },
    async introspect(send: Send, token: string) {
      const { active } = await post(send, paths.introspection, { token });
      if (active !== true) throw new Error('introspection: inactive');
    },
  };
}

/** The code in the Location of a redirect to the client. */
export function codeIn(location: string | string[] | undefined): string {
  const code = typeof location === 'string' ? new URL(location).searchParams.get('code') : null;
  if (code === null) throw new Error(`no code in ${String(location)}`);
  return code;
}

/** The cookies an answer sets, as a Cookie header. */
export function cookiesOf({ headers }: Answer): string {
  const lines = headers['set-cookie'];
  return (Array.isArray(lines) ? lines : []).map((line) => line.split(';', 1)[0]).join('; ');
}
