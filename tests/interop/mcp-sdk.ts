import assert from 'node:assert/strict';
import { auth, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';
import type { Party } from './party.ts';

const CALLBACK = 'http://127.0.0.1:41731/callback';
const SERVER = 'https://mcp.example/mcp';

/** An MCP client: finds us from the server's own metadata, registers itself, and names the resource twice. */
export const mcpSdk: Party = {
  name: '@modelcontextprotocol/sdk',
  env: {
    TACET_DYNAMIC_REGISTRATION: 'open',
    TACET_RESOURCES: JSON.stringify([{ identifier: SERVER, name: 'Notes', scopes: ['notes.read'] }]),
  },
  async run({ issuer, visitor }) {
    // The MCP server itself: all that its client reads there is who gives tokens for it.
    const fetchFn = async (url: string | URL, init?: RequestInit) => {
      const { origin, pathname } = new URL(url);
      if (origin !== new URL(SERVER).origin) return fetch(url, init);
      const metadata = { resource: SERVER, authorization_servers: [issuer] };
      return pathname.startsWith('/.well-known/oauth-protected-resource')
        ? Response.json(metadata)
        : new Response(null, { status: 404 });
    };
    let information: OAuthClientInformationMixed | undefined;
    let tokens: OAuthTokens | undefined;
    let verifier = '';
    let asked: URL | undefined;
    const provider: OAuthClientProvider = {
      redirectUrl: CALLBACK,
      clientMetadata: {
        client_name: 'An MCP client',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        scope: 'openid offline_access notes.read',
      },
      clientInformation: () => information,
      saveClientInformation: (given) => void (information = given),
      tokens: () => tokens,
      saveTokens: (given) => void (tokens = given),
      redirectToAuthorization: (url) => void (asked = url),
      saveCodeVerifier: (given) => void (verifier = given),
      codeVerifier: () => verifier,
      invalidateCredentials: () => void (tokens = undefined),
    };
    const options = { serverUrl: SERVER, fetchFn };
    assert.equal(await auth(provider, options), 'REDIRECT');
    assert.equal(asked?.searchParams.get('resource'), SERVER);
    const { url } = await visitor.go(asked?.href ?? '', { stopAt: CALLBACK });
    const authorizationCode = new URL(url).searchParams.get('code') ?? '';
    assert.equal(await auth(provider, { ...options, authorizationCode }), 'AUTHORIZED');
    const first = tokens?.access_token;
    assert.equal(await auth(provider, options), 'AUTHORIZED');
    assert.notEqual(tokens?.access_token, first, 'refreshed');
    // It has no logout of its own: the token is taken back, and the next refresh asks the person again.
    const body = new URLSearchParams({
      token: tokens?.refresh_token ?? '',
      client_id: information?.client_id ?? '',
    });
    assert.equal((await fetch(`${issuer}/revoke`, { method: 'POST', body })).status, 200);
    assert.equal(await auth(provider, options), 'REDIRECT');
  },
};
