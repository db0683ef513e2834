import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signIn } from '../e2e/walk.ts';
import { launchBrowser, type TestBrowser } from '../harness/chromium.ts';
import { PASSWORD } from '../harness/server.ts';
import { target } from '../http/egress-target.ts';
import { assertEndpoints } from './discovery.ts';
import { registered } from './logout-plan.ts';
import type { Module } from './module.ts';
import { mutating } from './mutate.ts';
import { EMAIL, type Op, openOp, redeem, request } from './op.ts';
import { plan } from './plan.ts';

const PATIENCE_MILLISECONDS = 5_000;

interface Watched extends Op {
  readonly browser: TestBrowser;
}

const modules: readonly Module<Watched>[] = [
  {
    name: 'oidcc-session-management-discovery-endpoint-verification',
    run: (op) => assertEndpoints(op, 'check_session_iframe', 'end_session_endpoint'),
  },
  {
    name: 'oidcc-session-management-rp-initiated-logout',
    run: async (op) => {
      // Of the same site as the OP: few browsers show cookies to the frames of another.
      await using party = await target((_request, response) => response.end('<!doctype html>'), {
        plain: op.issuer.startsWith('http:'),
      });
      await using tab = await op.browser.open({ ignoreHTTPSErrors: true });
      const { page } = tab;
      await spoilFrame(page);
      const callback = `${party.url}/callback`;
      const client = await registered(op, {}, { redirectUris: [callback], firstParty: true });
      const asked = request(op, { client_id: client.id, redirect_uri: callback });
      const fields = async () => {
        await page.waitForURL(`${callback}?**`);
        return new URL(page.url()).searchParams;
      };
      await page.goto(`${op.issuer}/authorize?${asked.parameters}`);
      await signIn(page, { email: EMAIL, password: PASSWORD });
      const first = await fields();
      const state = first.get('session_state') ?? '';
      assert.match(state, /^[\w-]{43}\.[\w-]+$/);
      const code = first.get('code') ?? '';
      const redeemed = await redeem(op, code, client, { redirect_uri: callback });
      const { id_token: hint } = JSON.parse(await redeemed.text());

      const ask = (text: string) => answerOf(page, op, party.url, text);
      assert.equal(await ask(`${client.id} ${state}`), 'unchanged');
      assert.equal(await ask(`somebody-else ${state}`), 'changed');
      assert.equal(await ask('not a question'), 'error');

      // Another request of the same session has a state of its own, and neither is spent.
      await page.goto(`${op.issuer}/authorize?${asked.parameters}`);
      const second = (await fields()).get('session_state') ?? '';
      assert.notEqual(second, state);
      assert.equal(await ask(`${client.id} ${second}`), 'unchanged');
      assert.equal(await ask(`${client.id} ${state}`), 'unchanged');

      await page.goto(`${op.issuer}/logout?${new URLSearchParams({ id_token_hint: hint })}`);
      await page.waitForURL(`${op.issuer}/signed-out`);
      assert.equal(await ask(`${client.id} ${state}`), 'changed');
    },
  },
];

plan({
  name: 'Session Management OP (oidcc-session-management-certification-test-plan)',
  count: 2,
  modules,
  open: async (): Promise<Watched> => {
    const settings = { TACET_SESSION_MANAGEMENT: 'on' };
    const [op, browser] = await Promise.all([openOp('query', settings), launchBrowser()]);
    const stop = async () => {
      await browser[Symbol.asyncDispose]();
      await op.stop();
    };
    return { ...op, browser, stop };
  },
});

/** What the frame of the OP says to a page of the client that asks it. */
async function answerOf(page: Page, op: Op, origin: string, text: string): Promise<string> {
  await page.goto(`${origin}/watching`);
  const frame = JSON.stringify({ src: op.discovery.check_session_iframe, to: op.issuer, text });
  return page.evaluate(`new Promise((resolve) => {
    const { src, to, text } = ${frame};
    setTimeout(() => resolve('nothing'), ${PATIENCE_MILLISECONDS});
    addEventListener('message', ({ data, origin }) => origin === to && resolve(data));
    const frame = document.createElement('iframe');
    frame.src = src;
    frame.onload = () => frame.contentWindow.postMessage(text, to);
    document.body.append(frame);
  })`);
}

/** No mutation reaches what a real browser asks for; this brings it the frame by a call of ours. */
async function spoilFrame(page: Page): Promise<void> {
  if (!mutating) return;
  await page.route('**/check_session', async (route) => {
    const { status, headers, text } = await fetch(route.request().url()).then(async (response) => ({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    }));
    await route.fulfill({ status, headers, body: text });
  });
}
