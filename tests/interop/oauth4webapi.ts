import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import { REDIRECT_URI } from '../harness/server.ts';
import type { Party } from './party.ts';

const SIGNED_OUT = 'https://app.example/signed-out';

/** A public client whose tokens are bound to its key: DPoP, with the nonce the server may ask for. */
export const oauth4webapi: Party = {
  name: 'oauth4webapi (public client, DPoP)',
  async run({ issuer, visitor, client: register }) {
    const registered = await register({ type: 'spa', authMethod: 'none' });
    const me: oauth.Client = { client_id: registered.client.id };
    const address = new URL(issuer);
    const as = await oauth.processDiscoveryResponse(address, await oauth.discoveryRequest(address));
    const DPoP = oauth.DPoP(me, await oauth.generateKeyPair('ES256'));

    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const asked = new URL(as.authorization_endpoint ?? '');
    const fields = {
      client_id: me.client_id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid email offline_access',
      prompt: 'consent',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
    };
    for (const [name, value] of Object.entries(fields)) asked.searchParams.set(name, value);
    const { url } = await visitor.go(asked.href, { stopAt: REDIRECT_URI });
    const answer = oauth.validateAuthResponse(as, me, new URL(url), state);

    const redeem = () =>
      oauth.authorizationCodeGrantRequest(as, me, oauth.None(), answer, REDIRECT_URI, verifier, { DPoP });
    const tokens = await retried(async () =>
      oauth.processAuthorizationCodeResponse(as, me, await redeem(), { requireIdToken: true }),
    );
    assert.equal(tokens.token_type, 'dpop');
    const { sub } = oauth.getValidatedIdTokenClaims(tokens) ?? { sub: '' };
    const info = await retried(async () =>
      oauth.processUserInfoResponse(
        as,
        me,
        sub,
        await oauth.userInfoRequest(as, me, tokens.access_token, { DPoP }),
      ),
    );
    assert.ok(info.email);

    const next = await retried(async () =>
      oauth.processRefreshTokenResponse(
        as,
        me,
        await oauth.refreshTokenGrantRequest(as, me, oauth.None(), tokens.refresh_token ?? '', { DPoP }),
      ),
    );
    const logout = new URL(as.end_session_endpoint ?? '');
    logout.searchParams.set('id_token_hint', next.id_token ?? '');
    logout.searchParams.set('post_logout_redirect_uri', SIGNED_OUT);
    assert.equal((await visitor.go(logout.href, { stopAt: SIGNED_OUT })).url, SIGNED_OUT);
    assert.ok(await visitor.isSignedOut(asked.href));

    /** RFC 9449 §8: the library keeps the nonce that it was given, and asks to be called again. */
    async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
      try {
        return await work();
      } catch (error) {
        if (!oauth.isDPoPNonceError(error)) throw error;
        return work();
      }
    }
  },
};
