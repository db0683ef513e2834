import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { signIn } from '../e2e/walk.ts';
import { launchBrowser, type TestBrowser } from '../harness/chromium.ts';
import { PASSWORD } from '../harness/server.ts';
import { partyPages, type PartyPages } from '../logout/pages.ts';
import { registered } from './logout-plan.ts';
import { EMAIL, type Op, openOp, redeem, request } from './op.ts';

describe('Session Management OP (oidcc-session-management-certification-test-plan)', () => {
  let op: Op;
  let browser: TestBrowser;
  before(async () => {
    [op, browser] = await Promise.all([openOp('query', { TACET_SESSION_MANAGEMENT: 'on' }), launchBrowser()]);
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await op.stop();
  });

  it('oidcc-session-management-discovery-endpoint-verification', () => {
    // That it is https, config.test.ts asserts of every endpoint.
    assert.equal(op.discovery.check_session_iframe, `${op.issuer}/check_session`);
    assert.equal(op.discovery.end_session_endpoint, `${op.issuer}/logout`);
  });

  it('oidcc-session-management-rp-initiated-logout', async () => {
    await using party = await partyPages({}, 'localhost');
    await using tab = await browser.open({ ignoreHTTPSErrors: true });
    const { page } = tab;
    const callback = `${party.origin}/callback`;
    const client = await registered(op, {}, { redirectUris: [callback], firstParty: true });
    const asked = request(op, { client_id: client.id, redirect_uri: callback });
    await page.goto(`${op.issuer}/authorize?${asked.parameters}`);
    await signIn(page, { email: EMAIL, password: PASSWORD });
    await page.waitForURL(`${callback}?**`);
    const fields = new URL(page.url()).searchParams;
    const state = fields.get('session_state') ?? '';
    assert.match(state, /^[\w-]{43}\.[\w-]+$/);
    const code = fields.get('code') ?? '';
    const { id_token: hint } = JSON.parse(
      await (await redeem(op, code, client, { redirect_uri: callback })).text(),
    );

    const ask = (text: string) => answerOf(page, op, party, text);
    assert.equal(await ask(`${client.id} ${state}`), 'unchanged');
    assert.equal(await ask(`somebody-else ${state}`), 'changed');
    assert.equal(await ask('not a question'), 'error');

    // Another request of the same session has a state of its own, and neither is spent.
    await page.goto(`${op.issuer}/authorize?${asked.parameters}`);
    await page.waitForURL(`${callback}?**`);
    const second = new URL(page.url()).searchParams.get('session_state') ?? '';
    assert.notEqual(second, state);
    assert.equal(await ask(`${client.id} ${second}`), 'unchanged');
    assert.equal(await ask(`${client.id} ${state}`), 'unchanged');

    await page.goto(`${op.issuer}/logout?${new URLSearchParams({ id_token_hint: hint })}`);
    await page.waitForURL(`${op.issuer}/signed-out`);
    assert.equal(await ask(`${client.id} ${state}`), 'changed');
  });
});

/** What the frame of the OP says to a page of the client that asks it. */
async function answerOf(page: Page, op: Op, { origin }: PartyPages, text: string): Promise<string> {
  await page.goto(`${origin}/watching`);
  const frame = JSON.stringify({ src: op.discovery.check_session_iframe, to: op.issuer, text });
  return page.evaluate(`new Promise((resolve) => {
    const { src, to, text } = ${frame};
    addEventListener('message', ({ data, origin }) => origin === to && resolve(data));
    const frame = document.createElement('iframe');
    frame.src = src;
    frame.onload = () => frame.contentWindow.postMessage(text, to);
    document.body.append(frame);
  })`);
}
