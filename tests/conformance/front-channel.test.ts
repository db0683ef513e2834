import assert from 'node:assert/strict';
import { assertEndpoints } from './discovery.ts';
import { assertSignedOut, logOut, registered, RETURN, signedIn, STATE } from './logout-plan.ts';
import type { Module } from './module.ts';
import { type Op, openOp } from './op.ts';
import { plan } from './plan.ts';

const URI = 'https://suite.example/test/a/tacet/frontchannel_logout';

const modules: readonly Module<Op>[] = [
  {
    name: 'oidcc-frontchannel-logout-discovery-endpoint-verification',
    run: (op) => {
      const { discovery } = op;
      assert.equal(discovery.frontchannel_logout_supported, true);
      assert.equal(discovery.frontchannel_logout_session_supported, true);
      assertEndpoints(op, 'end_session_endpoint');
    },
  },

  {
    name: 'oidcc-frontchannel-rp-initiated-logout',
    run: async (op) => {
      const client = await registered(op, {
        frontchannelLogoutUri: URI,
        frontchannelLogoutSessionRequired: true,
      });
      const { browser, hint, made } = await signedIn(op, client);
      const all = { id_token_hint: hint, post_logout_redirect_uri: RETURN, state: STATE };
      const page = await logOut(op, browser, all);
      assert.ok(page.kind === 'page' && page.data.view === 'signing-out', JSON.stringify(page));
      const [frame, ...others] = page.data.frames.map((address) => new URL(address));
      assert.ok(frame !== undefined && others.length === 0);
      assert.equal(frame.origin + frame.pathname, URI);
      assert.deepEqual(Object.fromEntries(frame.searchParams), { iss: op.issuer, sid: made.claims.sid });
      assert.match(
        page.headers.get('Content-Security-Policy') ?? '',
        /; frame-src https:\/\/suite\.example$/,
      );
      // What the page does with it, tests/e2e/front-channel.test.ts sees in a browser.
      const returned = new URL(page.data.url);
      assert.equal(returned.origin + returned.pathname, RETURN);
      assert.deepEqual([...returned.searchParams], [['state', STATE]]);
      await assertSignedOut(op, browser);
    },
  },
];

plan({
  name: 'Front-Channel Logout OP (oidcc-frontchannel-rp-initiated-logout-certification-test-plan)',
  count: 2,
  modules,
  open: () => openOp('query'),
});
