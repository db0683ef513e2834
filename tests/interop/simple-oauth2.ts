import assert from 'node:assert/strict';
import { AuthorizationCode } from 'simple-oauth2';
import { REDIRECT_URI } from '../harness/server.ts';
import type { Party } from './party.ts';

/** Knows no PKCE and no OpenID Connect: what many a plain web app still is. */
export const simpleOauth2: Party = {
  name: 'simple-oauth2',
  async run({ issuer, visitor, client: register }) {
    const registered = await register({ pkceRequired: false });
    const library = new AuthorizationCode({
      client: { id: registered.client.id, secret: registered.secret },
      auth: { tokenHost: issuer, tokenPath: '/token', authorizePath: '/authorize', revokePath: '/revoke' },
    });
    const asked = library.authorizeURL({
      redirect_uri: REDIRECT_URI,
      scope: ['openid', 'offline_access'],
      state: 'a state of its own',
    });
    const { url } = await visitor.go(asked, { stopAt: REDIRECT_URI });
    const back = new URL(url).searchParams;
    assert.equal(back.get('state'), 'a state of its own');
    const first = await library.getToken({ code: back.get('code') ?? '', redirect_uri: REDIRECT_URI });
    assert.equal(first.expired(), false);
    const next = await first.refresh();
    assert.notEqual(next.token.access_token, first.token.access_token);
    // Its logout: both tokens are taken back.
    await next.revokeAll();
    await assert.rejects(next.refresh());
  },
};
