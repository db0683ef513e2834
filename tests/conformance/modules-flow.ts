import assert from 'node:assert/strict';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { assertErrorRedirect, userinfoOf } from './assertions.ts';
import type { Module } from './module.ts';
import { askUserinfo, callback, codeOf, flow, flowFrom, type Op, request, walk, walkOn } from './op.ts';

const VERIFIER = 'v'.repeat(43);

/** The code flow as it is, and with parameters that must not disturb it. */
export const flowModules: readonly Module<Op>[] = [
  {
    name: 'oidcc-server',
    run: async (op) => {
      const { claims, shown } = await flow(op);
      assert.deepEqual(shown[0], 'sign-in');
      assert.ok(!('name' in claims));
    },
  },
  {
    name: 'oidcc-response-type-missing',
    run: async (op) => {
      const asked = request(op, { response_type: undefined });
      const { arrival } = await walk(op, op.server.browser(), asked);
      const errors = ['unsupported_response_type', 'invalid_request'];
      assertErrorRedirect(callback(op, arrival).fields, op.issuer, asked.state, errors);
    },
  },
  {
    name: 'oidcc-userinfo-get',
    run: async (op) => {
      const { tokens, claims } = await flow(op);
      await userinfoOf(await askUserinfo(op, tokens.access_token), claims.sub);
    },
  },
  {
    name: 'oidcc-userinfo-post-header',
    run: async (op) => {
      const { tokens, claims } = await flow(op);
      await userinfoOf(await askUserinfo(op, tokens.access_token, { method: 'POST' }), claims.sub);
    },
  },
  {
    name: 'oidcc-userinfo-post-body',
    run: async (op) => {
      const { tokens, claims } = await flow(op);
      const body = new URLSearchParams({ access_token: tokens.access_token });
      await userinfoOf(await fetch(`${op.issuer}/userinfo`, { method: 'POST', body }), claims.sub);
    },
  },
  {
    name: 'oidcc-ensure-request-without-nonce-succeeds-for-code-flow',
    run: async (op) => {
      const asked = request(op, { nonce: undefined });
      codeOf(op, await walk(op, op.server.browser(), asked), asked);
    },
  },
  {
    name: 'oidcc-ensure-post-request-succeeds',
    run: async (op) => {
      const asked = request(op);
      const browser = op.server.browser();
      // The suite's page is another site, so that no cookie comes along (SameSite).
      const posted = await fetch(`${op.issuer}/authorize`, {
        method: 'POST',
        body: asked.parameters,
        redirect: 'manual',
      });
      assert.equal(posted.status, 303);
      const walked = await walkOn(browser, await browser.visit(posted.headers.get('Location') ?? ''));
      await flowFrom(op, walked, { asked });
    },
  },
  {
    name: 'oidcc-server-client-secret-post',
    run: async (op) => {
      await flow(op, { client: op.postClient });
    },
  },
  {
    name: 'oidcc-ensure-request-with-valid-pkce-succeeds',
    run: async (op) => {
      const asked = request(op, {
        code_challenge: codeChallengeOf(VERIFIER),
        code_challenge_method: 'S256',
      });
      await flow(op, { asked, redeemWith: { code_verifier: VERIFIER } });
    },
  },
  ...(
    [
      ['oidcc-display-page', { display: 'page' }],
      ['oidcc-display-popup', { display: 'popup' }],
      ['oidcc-ensure-request-with-unknown-parameter-succeeds', { extra: 'foobar' }],
      ['oidcc-login-hint', { login_hint: 'buffy@localhost' }],
      ['oidcc-ui-locales', { ui_locales: 'se' }],
      ['oidcc-claims-locales', { claims_locales: 'se' }],
    ] as const
  ).map(([name, differs]): Module<Op> => ({
    name,
    run: async (op) => {
      await flow(op, { asked: request(op, differs) });
    },
  })),
  {
    name: 'oidcc-ensure-request-with-acr-values-succeeds',
    run: async (op) => {
      const values = op.discovery.acr_values_supported;
      assert.ok(Array.isArray(values));
      const { claims } = await flow(op, { asked: request(op, { acr_values: values.join(' ') }) });
      assert.ok(values.includes(claims.acr));
    },
  },
];
