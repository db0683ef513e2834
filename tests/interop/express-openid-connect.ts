import assert from 'node:assert/strict';
import express from 'express';
import library from 'express-openid-connect';
import { listening } from './listening.ts';
import type { Party } from './party.ts';

const { auth, requiresAuth } = library;

export const expressOpenidConnect: Party = {
  name: 'express-openid-connect',
  async run({ issuer, visitor, client: register }) {
    const app = await listening(async (origin) => {
      const { client, secret } = await register({
        redirectUris: [`${origin}/callback`],
        postLogoutRedirectUris: [origin],
      });
      const routes = express();
      routes.use(
        auth({
          issuerBaseURL: issuer,
          baseURL: origin,
          clientID: client.id,
          clientSecret: secret,
          secret: 'a secret of the app, long enough to sign with',
          authRequired: false,
          idpLogout: true,
          authorizationParams: {
            response_type: 'code',
            scope: 'openid email offline_access',
            prompt: 'consent',
          },
        }),
      );
      routes.get('/me', requiresAuth(), async (request, response) => {
        response.json(await request.oidc.fetchUserInfo());
      });
      routes.get('/refresh', requiresAuth(), async (request, response) => {
        const next = await request.oidc.accessToken?.refresh();
        response.json({ type: next?.token_type });
      });
      routes.get('/', (request, response) => void response.json({ in: request.oidc.isAuthenticated() }));
      return routes;
    });
    try {
      const me = await visitor.go(`${app.origin}/me`);
      assert.match(JSON.parse(me.text).email, /@/, me.text);
      assert.deepEqual(JSON.parse((await visitor.go(`${app.origin}/refresh`)).text), { type: 'Bearer' });
      assert.deepEqual(JSON.parse((await visitor.go(`${app.origin}/logout`)).text), { in: false });
      const again = await visitor.go(`${app.origin}/`);
      assert.deepEqual(JSON.parse(again.text), { in: false });
    } finally {
      await app.stop();
    }
  },
};
