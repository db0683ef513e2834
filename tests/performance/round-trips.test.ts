import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Client } from '../../server/clients/client.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { interactionOf } from '../../server/commands/demo/person.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { PASSWORD, type TestServer } from '../harness/server.ts';
import { authorizeUrl, get, VERIFIER } from '../interaction/trip.ts';
import { cheapest, type CountingServer, startCountingServer } from './counting-server.ts';

const EMAIL = 'ada@example.org';
const START = interactionCalls['/interaction/:id/login/start'];
const FINISH = interactionCalls['/interaction/:id/login/finish'];

/** What each path may cost, counted on the wire: house.md and performance.md. */
describe('round trips', () => {
  let counting: CountingServer;
  let server: TestServer;
  let cost: CountingServer['cost'];
  let client: Client;
  let authorization: string;

  before(async () => {
    counting = await startCountingServer();
    ({ server, cost } = counting);
    await server.account(EMAIL);
    const made = await server.client({ firstParty: true });
    client = made.client;
    authorization = `Basic ${Buffer.from(`${client.id}:${made.secret}`).toString('base64')}`;
    await signIn(server.browser()); // connections are dialled, statements prepared, clients cached
  });
  after(() => counting.stop());

  async function signIn(browser: Browser) {
    const opened = interactionOf(await browser.visit(authorizeUrl(server, client.id)));
    const path = `/interaction/${opened.id}/login`;
    const { clientLoginState, startLoginRequest } = opaqueClient.startLogin(PASSWORD);
    const start = await cost(() => browser.call(`${path}/start`, START, { email: EMAIL, startLoginRequest }));
    assert.ok(start.result.ok);
    const { attemptId, loginResponse, ksfId } = start.result.output;
    const finished = opaqueClient.finishLogin({ password: PASSWORD, clientLoginState, loginResponse, ksfId });
    const { finishLoginRequest = '' } = finished ?? {};
    const finish = await cost(() =>
      browser.call(`${path}/finish`, FINISH, { attemptId, finishLoginRequest }),
    );
    assert.ok(finish.result.ok && finish.result.output.step.kind === 'finish');
    const { url } = finish.result.output.step;
    const leave = await cost(() => get(browser, url));
    return { start: start.cost, finish: finish.cost, leave: leave.cost };
  }

  async function code(browser: Browser): Promise<string> {
    const answer = await get(
      browser,
      authorizeUrl(server, client.id, { scope: 'openid email offline_access' }),
    );
    return new URL(answer.headers.get('Location') ?? '').searchParams.get('code') ?? '';
  }

  async function post(path: string, fields: Record<string, string>): Promise<Record<string, string>> {
    const body = new URLSearchParams(fields);
    const answer = await fetch(`${server.issuer}${path}`, {
      method: 'POST',
      headers: { authorization },
      body,
    });
    assert.equal(answer.status, 200);
    return JSON.parse(await answer.text());
  }

  async function tokens() {
    const browser = server.browser();
    await signIn(browser);
    const fields = { grant_type: 'authorization_code', code: await code(browser), code_verifier: VERIFIER };
    const exchange = await cost(() => post('/token', fields));
    const { refresh_token = '', access_token: token = '' } = exchange.result;
    const refresh = await cost(() => post('/token', { grant_type: 'refresh_token', refresh_token }));
    const introspection = await cost(() => post('/introspect', { token }));
    const headers = { authorization: `Bearer ${token}` };
    const userinfo = await cost(() => fetch(`${server.issuer}/userinfo`, { headers }));
    return {
      exchange: exchange.cost,
      refresh: refresh.cost,
      introspection: introspection.cost,
      userinfo: userinfo.cost,
    };
  }

  it('a login costs a look-up and a budget, then a session', async () => {
    assert.deepEqual(await cheapest(() => signIn(server.browser())), {
      start: '1 SQL, 3 Redis', // the interaction, the budget, the attempt
      finish: '1 SQL, 3 Redis', // the interaction, the attempt, the refund nobody waits for
      leave: '1 SQL, 4 Redis', // the interaction twice, the code, the budget of trips given back
    });
  });

  it('single sign-on costs one statement and one code', async () => {
    const browser = server.browser();
    await signIn(browser);
    const { again } = await cheapest(async () => ({ again: (await cost(() => code(browser))).cost }));
    assert.equal(again, '1 SQL, 1 Redis');
  });

  it('the token endpoints cost one statement, and a code besides where there is one', async () => {
    assert.deepEqual(await cheapest(tokens), {
      exchange: '1 SQL, 1 Redis',
      refresh: '1 SQL, 0 Redis',
      introspection: '1 SQL, 0 Redis',
      userinfo: '1 SQL, 0 Redis',
    });
  });

  it('what never changes costs nothing', async () => {
    for (const path of ['/.well-known/openid-configuration', '/jwks']) {
      const { document } = await cheapest(async () => ({
        document: (await cost(() => fetch(`${server.issuer}${path}`))).cost,
      }));
      assert.equal(document, '0 SQL, 0 Redis', path);
    }
  });
});
