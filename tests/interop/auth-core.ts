import assert from 'node:assert/strict';
import { Auth, type AuthConfig } from '@auth/core';
import type { Party } from './party.ts';

const APP = 'https://app.example';
const CALLBACK = `${APP}/auth/callback/tacet`;

/** Auth.js without a framework: its handler is called as a framework would call it. */
export const authCore: Party = {
  name: '@auth/core',
  async run({ issuer, visitor, client: register }) {
    const { client, secret } = await register({ redirectUris: [CALLBACK] });
    let refreshToken: string | undefined;
    const config: Omit<AuthConfig, 'raw'> = {
      basePath: '/auth',
      secret: 'a secret of the app, long enough to sign with',
      trustHost: true,
      providers: [
        {
          id: 'tacet',
          name: 'Tacet',
          type: 'oidc',
          // Our ID tokens say who, not what they are called: that is asked at userinfo.
          idToken: false,
          issuer,
          clientId: client.id,
          clientSecret: secret,
          checks: ['pkce', 'state', 'nonce'],
          authorization: { params: { scope: 'openid email profile offline_access', prompt: 'consent' } },
        },
      ],
      callbacks: {
        jwt({ token, account }) {
          refreshToken = account?.refresh_token ?? refreshToken;
          return token;
        },
      },
    };
    const cookies = new Map<string, string>();
    const call = async (path: string, form?: Record<string, string>) => {
      const headers = new Headers({ Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') });
      const init =
        form === undefined ? { headers } : { headers, method: 'POST', body: new URLSearchParams(form) };
      const response = await Auth(new Request(`${APP}${path}`, init), config);
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        cookies.set(name, value);
      }
      return response;
    };
    const csrfToken = async () => String((await (await call('/auth/csrf')).json()).csrfToken);

    const begun = await call('/auth/signin/tacet', { csrfToken: await csrfToken(), callbackUrl: APP });
    const asked = begun.headers.get('Location') ?? '';
    assert.ok(asked.startsWith(`${issuer}/authorize?`), asked);
    const { url } = await visitor.go(asked, { stopAt: CALLBACK });
    const back = await call(url.slice(APP.length));
    assert.equal(back.headers.get('Location'), APP);
    assert.ok((await (await call('/auth/session')).json()).user.email);

    // It leaves refreshing to the app: a form POST as its own documentation has it.
    const refreshed = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken ?? '' }),
    });
    assert.equal(refreshed.status, 200);
    const { id_token: hint } = await refreshed.json();

    await call('/auth/signout', { csrfToken: await csrfToken() });
    assert.equal(await (await call('/auth/session')).json(), null);
    await visitor.go(`${issuer}/logout?${new URLSearchParams({ id_token_hint: String(hint) })}`);
    assert.ok(await visitor.isSignedOut(asked));
  },
};
