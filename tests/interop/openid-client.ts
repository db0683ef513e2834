import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { REDIRECT_URI } from '../harness/server.ts';
import type { Party } from './party.ts';

const SIGNED_OUT = 'https://app.example/signed-out';

export const openidClient: Party = {
  name: 'openid-client',
  async run({ issuer, visitor, client: register }) {
    const registered = await register({ authMethod: 'client_secret_post' });
    const config = await client.discovery(new URL(issuer), registered.client.id, registered.secret);
    const [verifier, state, nonce] = [
      client.randomPKCECodeVerifier(),
      client.randomState(),
      client.randomNonce(),
    ];
    const asked = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT_URI,
      scope: 'openid email offline_access',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      prompt: 'consent',
      state,
      nonce,
    });
    const { url } = await visitor.go(asked.href, { stopAt: REDIRECT_URI });
    const tokens = await client.authorizationCodeGrant(config, new URL(url), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
    const { sub = '' } = tokens.claims() ?? {};
    assert.ok((await client.fetchUserInfo(config, tokens.access_token, sub)).email);

    const next = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    assert.equal((await client.tokenIntrospection(config, next.access_token)).active, true);
    const logout = client.buildEndSessionUrl(config, {
      id_token_hint: next.id_token ?? '',
      post_logout_redirect_uri: SIGNED_OUT,
    });
    assert.equal((await visitor.go(logout.href, { stopAt: SIGNED_OUT })).url, SIGNED_OUT);
    assert.ok(await visitor.isSignedOut(asked.href));
    assert.equal((await client.tokenIntrospection(config, next.access_token)).active, false);
  },
};
