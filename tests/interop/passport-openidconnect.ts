import assert from 'node:assert/strict';
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import OpenIDConnectStrategy, { type Profile, type VerifyCallback } from 'passport-openidconnect';
import { listening } from './listening.ts';
import type { Party } from './party.ts';

/** Knows no PKCE; reads neither discovery nor keys, and trusts the ID token because it came over TLS. */
export const passportOpenidconnect: Party = {
  name: 'passport-openidconnect',
  async run({ issuer, visitor, client: register }) {
    let tokens = { refresh: '', id: '' };
    let id = '';
    let secret = '';
    const app = await listening(async (origin) => {
      const registered = await register({
        redirectUris: [`${origin}/callback`],
        authMethod: 'client_secret_post',
        pkceRequired: false,
      });
      ({ secret } = registered);
      ({ id } = registered.client);
      const own = new passport.Passport();
      own.use(
        'oidc',
        new OpenIDConnectStrategy(
          {
            issuer,
            authorizationURL: `${issuer}/authorize`,
            tokenURL: `${issuer}/token`,
            userInfoURL: `${issuer}/userinfo`,
            clientID: id,
            clientSecret: secret,
            callbackURL: `${origin}/callback`,
            scope: ['email', 'offline_access'],
            prompt: 'consent',
            skipUserProfile: false,
          },
          (
            _issuer: string,
            profile: Profile,
            _context: object,
            idToken: string | object,
            _accessToken: string | object,
            refreshToken: string,
            done: VerifyCallback,
          ) => {
            tokens = { id: String(idToken), refresh: String(refreshToken) };
            done(null, profile);
          },
        ),
      );
      own.serializeUser((user, done) => done(null, user));
      own.deserializeUser((user: Express.User, done) => done(null, user));
      const routes = express();
      routes.use(session({ secret: 'of the app', resave: false, saveUninitialized: false }));
      routes.use(own.initialize(), own.session());
      routes.get('/login', own.authenticate('oidc'));
      routes.get('/callback', own.authenticate('oidc', { successRedirect: '/me' }));
      routes.get('/me', (request, response) => void response.json(request.user ?? null));
      routes.get('/logout', (request, response) => {
        request.logout(() => {
          const hint = new URLSearchParams({ id_token_hint: tokens.id });
          response.redirect(`${issuer}/logout?${hint}`);
        });
      });
      return routes;
    });
    try {
      const me = await visitor.go(`${app.origin}/login`);
      assert.match(JSON.parse(me.text).emails[0].value, /@/, me.text);
      const refreshed = await fetch(`${issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: tokens.refresh,
          client_id: id,
          client_secret: secret,
        }),
      });
      assert.equal(refreshed.status, 200);
      await visitor.go(`${app.origin}/logout`);
      assert.equal((await visitor.go(`${app.origin}/me`)).text, 'null');
    } finally {
      await app.stop();
    }
  },
};
