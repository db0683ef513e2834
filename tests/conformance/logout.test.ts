import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { logoutCalls } from '../../contract/logout.ts';
import type { Arrival, Browser } from '../../server/commands/demo/browser.ts';
import { assertEndpoints } from './discovery.ts';
import { assertSignedOut, logOut, returnedTo, RETURN, signedIn, STATE } from './logout-plan.ts';
import type { Module } from './module.ts';
import { callback, type Op, openOp, request, walk } from './op.ts';
import { plan } from './plan.ts';

const CONFIRM = '/logout/confirm';

const modules: readonly Module<Op>[] = [
  {
    name: 'oidcc-rp-initiated-logout-discovery-endpoint-verification',
    run: (op) => assertEndpoints(op, 'end_session_endpoint'),
  },

  {
    name: 'oidcc-rp-initiated-logout',
    run: async (op) => {
      const { browser, hint } = await signedIn(op);
      const all = { id_token_hint: hint, post_logout_redirect_uri: RETURN, state: STATE };
      const returned = returnedTo(await logOut(op, browser, all));
      assert.deepEqual([...returned.searchParams], [['state', STATE]]);
      await assertSignedOut(op, browser);
    },
  },

  {
    name: 'oidcc-rp-initiated-logout-no-state',
    run: async (op) => {
      const { browser, hint } = await signedIn(op);
      const stateless = { id_token_hint: hint, post_logout_redirect_uri: RETURN };
      assert.equal(returnedTo(await logOut(op, browser, stateless)).search, '');
      await assertSignedOut(op, browser);
    },
  },

  {
    name: 'oidcc-rp-initiated-logout-no-post-logout-redirect-uri',
    run: async (op) => {
      const { browser, hint } = await signedIn(op);
      assert.equal(viewOf(await logOut(op, browser, { id_token_hint: hint, state: STATE })), 'signed-out');
      await assertSignedOut(op, browser);
    },
  },

  ...(
    [
      ['oidcc-rp-initiated-logout-no-params', {}],
      ['oidcc-rp-initiated-logout-only-state', { state: STATE }],
      ['oidcc-rp-initiated-logout-no-id-token-hint', { post_logout_redirect_uri: RETURN, state: STATE }],
    ] as const
  ).map(([name, fields]): Module<Op> => ({
    name,
    run: async (op) => {
      const { browser } = await signedIn(op);
      await assertAsksAndStays(op, browser, fields);
    },
  })),

  ...(
    [
      ['oidcc-rp-initiated-logout-bad-post-logout-redirect-uri', 'https://app.example/elsewhere'],
      ['oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri', `${RETURN}?foo=bar`],
    ] as const
  ).map(([name, address]): Module<Op> => ({
    name,
    run: async (op) => {
      const { browser, hint } = await signedIn(op);
      const bad = { id_token_hint: hint, post_logout_redirect_uri: address, state: STATE };
      await assertAsksAndStays(op, browser, bad);
    },
  })),

  {
    name: 'oidcc-rp-initiated-logout-modified-id-token-hint',
    run: async (op) => {
      const { browser, hint } = await signedIn(op);
      const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
      const unsigned = `${header}.${hint.split('.')[1] ?? ''}.`;
      const modified = { id_token_hint: unsigned, post_logout_redirect_uri: RETURN, state: STATE };
      await assertAsksAndStays(op, browser, modified);
    },
  },

  {
    name: 'oidcc-rp-initiated-logout-bad-id-token-hint',
    run: async (op) => {
      const { browser, hint } = await signedIn(op);
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const { iss = '', aud, ...claims } = decodeJwt(hint);
      const foreign = await new SignJWT({ ...claims, iss: String(aud), aud: iss })
        .setProtectedHeader({ alg: 'RS256', kid: 'client-key' })
        .sign(privateKey);
      const bad = { id_token_hint: foreign, post_logout_redirect_uri: RETURN, state: STATE };
      await assertAsksAndStays(op, browser, bad);
    },
  },
];

plan({
  name: 'RP-Initiated Logout OP (oidcc-rp-initiated-logout-certification-test-plan)',
  count: 11,
  modules,
  open: () => openOp('query'),
});

function viewOf(arrival: Arrival): string {
  assert.ok(arrival.kind === 'page', JSON.stringify(arrival));
  return arrival.data.view;
}

/** A page of ours asks; yes signs out, and leads to no client. */
async function assertAsksAndStays(
  op: Op,
  browser: Browser,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const page = await logOut(op, browser, fields);
  assert.ok(page.kind === 'page' && page.data.view === 'sign-out');
  await walk(op, browser, request(op, { prompt: 'none' })).then(({ arrival }) =>
    assert.ok(callback(op, arrival).fields.has('code'), 'nothing happens before the answer'),
  );
  const answer = await browser.call(CONFIRM, logoutCalls[CONFIRM], { ticket: page.data.ticket });
  assert.ok(answer.ok);
  assert.equal(viewOf(await browser.visit(answer.output.url)), 'signed-out');
  await assertSignedOut(op, browser);
}
