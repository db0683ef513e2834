import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as oidc from 'openid-client';

// A confidential client: the secret stays on the server, the browser only ever holds a session id.
const { ISSUER = 'http://localhost:4242', CLIENT_ID = '', CLIENT_SECRET = '', PORT = '5174' } = process.env;
const origin = `http://localhost:${PORT}`;
const redirectUri = `${origin}/callback`;

const client = await oidc.discovery(new URL(ISSUER), CLIENT_ID, {}, oidc.ClientSecretBasic(CLIENT_SECRET), {
  execute: ISSUER.startsWith('http://localhost') ? [oidc.allowInsecureRequests] : [],
});

interface Session {
  readonly verifier?: string;
  readonly state?: string;
  readonly nonce?: string;
  readonly idToken?: string;
  readonly who?: string;
}
const sessions = new Map<string, Session>();

const routes: Record<string, (id: string, url: URL, response: ServerResponse) => Promise<void>> = {
  '/': async (id, _url, response) => {
    const { who } = sessions.get(id) ?? {};
    const action = who === undefined ? '<a href="/login">Sign in</a>' : '<a href="/logout">Sign out</a>';
    const status = who === undefined ? 'Nobody is signed in' : `Signed in as ${escape(who)}`;
    page(response, `<p role="status">${status}</p><p>${action}</p>`);
  },

  '/login': async (id, _url, response) => {
    const verifier = oidc.randomPKCECodeVerifier();
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    sessions.set(id, { verifier, state, nonce });
    const to = oidc.buildAuthorizationUrl(client, {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    redirect(response, to.href);
  },

  '/callback': async (id, url, response) => {
    const { verifier = '', state = '', nonce = '' } = sessions.get(id) ?? {};
    const tokens = await oidc.authorizationCodeGrant(client, url, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
    const sub = tokens.claims()?.sub ?? '';
    const { email } = await oidc.fetchUserInfo(client, tokens.access_token, sub);
    sessions.set(id, { idToken: tokens.id_token ?? '', who: email ?? sub });
    redirect(response, '/');
  },

  '/logout': async (id, _url, response) => {
    const { idToken = '' } = sessions.get(id) ?? {};
    sessions.delete(id);
    const parameters = { id_token_hint: idToken, post_logout_redirect_uri: `${origin}/` };
    redirect(response, oidc.buildEndSessionUrl(client, parameters).href);
  },
};

createServer((request, response) => {
  const url = new URL(request.url ?? '/', origin);
  const route = routes[url.pathname];
  if (route === undefined) response.writeHead(404).end();
  else
    route(sessionId(request, response), url, response).catch(() =>
      page(response, '<p role="alert">Sign-in failed</p>'),
    );
}).listen(Number(PORT), '127.0.0.1', () => console.log(`Example web app at ${origin}`));

function sessionId(request: IncomingMessage, response: ServerResponse): string {
  const [, known] = /(?:^|; )example=([\w-]+)/.exec(request.headers.cookie ?? '') ?? [];
  const id = known !== undefined && sessions.has(known) ? known : randomBytes(32).toString('base64url');
  if (!sessions.has(id)) sessions.set(id, {});
  response.setHeader('Set-Cookie', `example=${id}; HttpOnly; SameSite=Lax; Path=/`);
  return id;
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(303, { Location: to }).end();
}

function page(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(
    `<!doctype html><html lang="en"><title>Example web app</title><main><h1>Web app</h1>${body}</main></html>`,
  );
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
