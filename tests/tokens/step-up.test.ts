import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { bearerEndpoint } from '../../server/http/bearer-endpoint.ts';
import { type Needs, acceptAccessToken } from '../../server/tokens/accept-access-token.ts';
import { serve } from '../http/harness.ts';
import { type World, answerOf, openWorld, tokensOf } from './world.ts';

describe('an API of ours that asks for more than a token', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  /** GET /vault of a server that asks for this, with the token. */
  async function ask(needs: Needs, token: string | undefined) {
    await using server = await serve((router, web) =>
      bearerEndpoint(router, web, '/vault', async (request) => {
        const { token: accepted } = await acceptAccessToken(world.parts, request, needs);
        return { sub: accepted.subject };
      }),
    );
    const headers = { Authorization: `Bearer ${token ?? ''}` };
    return answerOf(await server.fetch('/vault', { headers }));
  }

  it('RFC 9470 §3 says which sign-in would do, and how fresh', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const needs = { acrValues: ['urn:example:phishing-resistant'], maxAgeSeconds: 300 };
    const { status, body, headers } = await ask(needs, tokens.access_token);
    assert.deepEqual([status, body.error], [401, 'insufficient_user_authentication']);
    const challenge = headers.get('www-authenticate') ?? '';
    assert.match(challenge, /^Bearer realm="tacet", error="insufficient_user_authentication"/);
    assert.match(challenge, /acr_values="urn:example:phishing-resistant", max_age="300"/);
  });

  it('RFC 9470 §3 takes a sign-in that is strong and fresh enough, and no other', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const strong = { acrValues: ['urn:other', 'urn:tacet:acr:pwd'] };
    assert.equal((await ask(strong, tokens.access_token)).status, 200);
    assert.equal((await ask({ maxAgeSeconds: 60 }, tokens.access_token)).status, 200);
    world.clock.turn(61);
    const old = await ask({ maxAgeSeconds: 60 }, tokens.access_token);
    assert.deepEqual([old.status, old.body.error], [401, 'insufficient_user_authentication']);
    assert.match(old.headers.get('www-authenticate') ?? '', /max_age="60"/);
    assert.equal((old.headers.get('www-authenticate') ?? '').includes('acr_values'), false);
    assert.equal((await ask(strong, tokens.access_token)).status, 200);
  });

  it('RFC 6750 §3.1 names the scope that is missing', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by, { scopes: ['openid'] });
    const { status, body, headers } = await ask({ scope: 'email' }, tokens.access_token);
    assert.deepEqual([status, body.error], [403, 'insufficient_scope']);
    assert.match(headers.get('www-authenticate') ?? '', /error="insufficient_scope".*scope="email"/);
  });

  it('RFC 9470 §3 an unbound token of a machine is the sign-in of nobody', async () => {
    const by = await world.client({ grantTypes: ['client_credentials'], type: 'machine', scopes: [] });
    const { status, body } = await world.post('/token', { grant_type: 'client_credentials' }, by);
    assert.equal(status, 200, JSON.stringify(body));
    const answer = await ask({ maxAgeSeconds: 1_000_000_000 }, body.access_token);
    assert.equal(answer.body.error, 'insufficient_user_authentication');
  });
});
