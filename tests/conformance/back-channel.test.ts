import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { relyingParty } from '../logout/party.ts';
import { assertEndpoints } from './discovery.ts';
import { assertSignedOut, logOut, registered, returnedTo, RETURN, signedIn, STATE } from './logout-plan.ts';
import type { Module } from './module.ts';
import { keysOf, type Op, openOp } from './op.ts';
import { plan } from './plan.ts';

const DAY = 86_400;

const modules: readonly Module<Op>[] = [
  {
    name: 'oidcc-backchannel-logout-discovery-endpoint-verification',
    run: (op) => {
      const { discovery } = op;
      assert.equal(discovery.backchannel_logout_supported, true);
      assert.equal(discovery.backchannel_logout_session_supported, true);
      assertEndpoints(op, 'end_session_endpoint');
    },
  },

  {
    name: 'oidcc-backchannel-rp-initiated-logout',
    run: async (op, t) => {
      const party = await relyingParty(t);
      const client = await registered(op, {
        backchannelLogoutUri: party.uri,
        backchannelLogoutSessionRequired: true,
      });
      const { browser, hint, made } = await signedIn(op, client);
      const all = { id_token_hint: hint, post_logout_redirect_uri: RETURN, state: STATE };
      const returned = returnedTo(await logOut(op, browser, all));
      assert.deepEqual([...returned.searchParams], [['state', STATE]]);
      await party.untilTold(1);
      await assertSignedOut(op, browser);

      const [told] = party.told;
      assert.ok(told !== undefined);
      assert.deepEqual([told.method, [...told.fields.keys()]], ['POST', ['logout_token']]);
      const nowSeconds = op.server.clock.nowSeconds();
      const currentDate = new Date(nowSeconds * 1000);
      const options = { issuer: op.issuer, audience: client.id, currentDate };
      const { payload } = await jwtVerify(told.token, createLocalJWKSet(await keysOf(op)), options);
      const { iat = 0, jti, events, sub, sid, nonce } = payload;
      assert.ok(iat <= nowSeconds && iat > nowSeconds - DAY && typeof jti === 'string');
      assert.deepEqual(events, { 'http://schemas.openid.net/event/backchannel-logout': {} });
      assert.deepEqual([sub, sid], [made.claims.sub, made.claims.sid]);
      assert.equal(nonce, undefined);
    },
  },
];

plan({
  name: 'Back-Channel Logout OP (oidcc-backchannel-rp-initiated-logout-certification-test-plan)',
  count: 2,
  modules,
  open: () => openOp('query', { TACET_EGRESS_ALLOW: '127.0.0.0/8' }),
});
