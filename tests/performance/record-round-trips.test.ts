import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allowed, somebody } from '../account/person.ts';
import { cheapest, type CountingServer, startCountingServer } from './counting-server.ts';

const SCOPES = ['openid', 'records:read', 'records:write', 'records:reveal'];
const CARD = { type: 'card-number', value: '4242424242424242' };

/** What an app pays for records, counted on the wire: the token, and one statement, beside the key of the account. */
describe('round trips of records', () => {
  let counting: CountingServer;
  let token: string;
  before(async () => {
    counting = await startCountingServer();
    const person = await somebody(counting.server);
    const app = await allowed(counting.server, person, SCOPES.join(' '), { scopes: SCOPES });
    token = app.tokens.access_token;
  });
  after(() => counting.stop());

  async function send(method: string, path: string, body?: object, ifMatch?: string) {
    const answer = await fetch(`${counting.server.issuer}/records${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body && { 'Content-Type': 'application/json' }),
        ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, await answer.clone().text());
    return answer;
  }

  it('each act costs the look at its token, and one statement', async () => {
    const acts = async () => {
      const made = await counting.cost(() => send('POST', '', CARD));
      const path = `/${new URL(made.result.headers.get('location') ?? '').pathname.split('/').at(-1)}`;
      return {
        create: made.cost,
        list: (await counting.cost(() => send('GET', ''))).cost,
        read: (await counting.cost(() => send('GET', path))).cost,
        replace: (await counting.cost(() => send('PUT', path, CARD, '"1"'))).cost,
        reveal: (await counting.cost(() => send('POST', `${path}/reveal`))).cost,
        delete: (await counting.cost(() => send('DELETE', path))).cost,
      };
    };
    const once = '2 SQL, 0 Redis';
    assert.deepEqual(await cheapest(acts), {
      ...{ create: once, list: once, read: once, replace: once, reveal: once, delete: once },
    });
  });
});
