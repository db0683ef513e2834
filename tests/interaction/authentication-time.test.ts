import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { decide } from '../../server/commands/demo/person.ts';
import { REDIRECT_URI, startServer, type TestServer } from '../harness/server.ts';
import { answered, authorizeUrl, enter, leave, openTrip, VERIFIER } from './trip.ts';

const ADA = 'ada@example.org';
const BOB = 'bob@example.org';
const tokens = z.object({ id_token: z.string() });
const claims = z.object({ sub: z.string(), auth_time: z.number(), iat: z.number(), acr: z.string() });

describe('what an ID token says of the sign-in', () => {
  let server: TestServer;
  let clientId: string;

  before(async () => {
    server = await startServer();
    clientId = (await server.client({ type: 'spa', authMethod: 'none' })).client.id;
    await Promise.all([server.account(ADA), server.account(BOB)]);
  });
  after(() => server.stop());

  it('conformance #19, #21, #23 a silent answer keeps subject and time of the first', async () => {
    const { browser, idToken } = await signedIn(ADA, { max_age: '15000' });
    const first = claims.parse(decodeJwt(idToken));
    server.clock.turn(60);
    for (const differs of [
      { prompt: 'none' },
      { max_age: '10000' },
      { prompt: 'none', id_token_hint: idToken },
      { acr_values: `unknown ${first.acr}` },
    ]) {
      const told = answered(await browser.visit(authorizeUrl(server, clientId, differs)));
      const again = claims.parse(decodeJwt(await redeem(told)));
      assert.equal(again.sub, first.sub);
      assert.equal(again.auth_time, first.auth_time);
      assert.ok(again.iat > first.iat);
    }
  });

  it('SE-11 conformance #17, #20 a sign-in that was asked for is later than the first', async () => {
    for (const differs of [{ prompt: 'login' }, { max_age: '1' }]) {
      const { browser, idToken } = await signedIn(ADA);
      server.clock.turn(2);
      const { id } = await openTrip(browser, authorizeUrl(server, clientId, differs));
      const told = await leave(browser, await enter(browser, id, ADA));
      const again = claims.parse(decodeJwt(await redeem(told)));
      assert.equal(again.auth_time, claims.parse(decodeJwt(idToken)).auth_time + 2);
    }
  });

  it('SE-11 whoever asks for more than there was is told what there was', async () => {
    const { browser, idToken } = await signedIn(ADA);
    const { acr } = claims.parse(decodeJwt(idToken));
    const asked = authorizeUrl(server, clientId, { acr_values: 'phr phrh' });
    const again = decodeJwt(await redeem(answered(await browser.visit(asked))));
    assert.deepEqual([again.acr, again.amr], [acr, ['pwd']]);
  });

  it('SE-11 prompt=none where nobody is signed in is login_required', async () => {
    const silent = authorizeUrl(server, clientId, { prompt: 'none' });
    assert.equal(answered(await server.browser().visit(silent)).get('error'), 'login_required');
  });

  it('OIDC Core §3.1.2.1 a hint at one account is never answered for another', async () => {
    const { idToken } = await signedIn(BOB);
    const { browser } = await signedIn(ADA);
    const hint = { id_token_hint: idToken };
    const silent = answered(await browser.visit(authorizeUrl(server, clientId, { ...hint, prompt: 'none' })));
    assert.equal(silent.get('error'), 'login_required');

    const { id, step } = await openTrip(browser, authorizeUrl(server, clientId, hint));
    assert.ok(step.kind === 'sign-in');
    assert.equal(step.account, undefined, 'the page names neither of them');
    assert.equal((await leave(browser, await enter(browser, id, ADA))).get('error'), 'login_required');

    const again = await openTrip(browser, authorizeUrl(server, clientId, hint));
    const told = await leave(browser, await enter(browser, again.id, BOB));
    assert.equal(decodeJwt(await redeem(told)).sub, decodeJwt(idToken).sub);
  });

  async function signedIn(email: string, differs: Readonly<Record<string, string>> = {}) {
    const browser: Browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, clientId, { prompt: 'consent', ...differs }));
    const step = await enter(browser, id, email);
    const told = await leave(browser, step.kind === 'consent' ? await decide(browser, id, 'allow') : step);
    return { browser, idToken: await redeem(told) };
  }

  async function redeem(told: URLSearchParams): Promise<string> {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      code: told.get('code') ?? '',
      code_verifier: VERIFIER,
      redirect_uri: REDIRECT_URI,
    });
    const response = await fetch(`${server.issuer}/token`, { method: 'POST', body });
    return tokens.parse(await response.json()).id_token;
  }
});
