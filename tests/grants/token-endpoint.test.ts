import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { grants } from '../../server/grants/index.ts';
import { form } from '../http/harness.ts';
import { type World, answerOf, approve, openWorld, tokensOf } from '../tokens/world.ts';

const PLAIN = /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/;

describe('the token endpoint', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  it('refuses in the shape of RFC 6749 §5.2, whatever comes', async () => {
    const by = await world.client();
    const codeOnly = await world.client({ grantTypes: ['authorization_code'] });
    const { tokens } = await tokensOf(world, by);
    const token = tokens.refresh_token ?? '';
    const cases = [
      [by, {}, 400, 'invalid_request'],
      [by, { grant_type: 'password', username: 'ada', password: 'x' }, 400, 'unsupported_grant_type'],
      [by, { grant_type: 'Authorization_code' }, 400, 'unsupported_grant_type'],
      [by, { grant_type: 'constructor' }, 400, 'unsupported_grant_type'],
      [by, { grant_type: 'authorization_code' }, 400, 'invalid_request'],
      [by, { grant_type: 'authorization_code', code: 'nothing' }, 400, 'invalid_grant'],
      [by, { grant_type: 'authorization_code', code: token }, 400, 'invalid_grant'],
      [by, { grant_type: 'refresh_token' }, 400, 'invalid_request'],
      [by, { grant_type: 'refresh_token', refresh_token: 'nothing' }, 400, 'invalid_grant'],
      [by, { grant_type: 'refresh_token', refresh_token: tokens.access_token ?? '' }, 400, 'invalid_grant'],
      [by, { grant_type: 'refresh_token', refresh_token: token, scope: 'a  b' }, 400, 'invalid_scope'],
      [codeOnly, { grant_type: 'refresh_token', refresh_token: token }, 400, 'unauthorized_client'],
      [by, { grant_type: 'client_credentials' }, 400, 'unauthorized_client'],
      [{ ...by, secret: 'wrong' }, { grant_type: 'refresh_token' }, 401, 'invalid_client'],
    ] as const;
    for (const [who, fields, status, error] of cases) {
      const answer = await world.post('/token', { ...fields }, who);
      assert.deepEqual([answer.status, answer.body.error], [status, error], JSON.stringify(fields));
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.match(answer.body.error_description ?? '', PLAIN);
    }
  });

  it('AC-12 never reads the query', async () => {
    const by = await world.client({ authMethod: 'none', type: 'spa', secretDigests: [] });
    const { fields } = await approve(world, by);
    const query = new URLSearchParams({ ...fields, client_id: by.client.id }).toString();
    const answer = await answerOf(await world.fetch(`/token?${query}`, form({ client_id: by.client.id })));
    assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_request']);
    assert.equal((await world.post('/token', { ...fields, client_id: by.client.id })).status, 200);
  });

  it('refuses a parameter that comes twice, and spends nothing', async () => {
    const by = await world.client({ authMethod: 'none', type: 'spa', secretDigests: [] });
    const { fields } = await approve(world, by);
    const once = new URLSearchParams({ ...fields, client_id: by.client.id }).toString();
    const twice = await answerOf(await world.fetch('/token', form(`${once}&code=another`)));
    assert.deepEqual([twice.status, twice.body.error], [400, 'invalid_request']);
    assert.equal((await answerOf(await world.fetch('/token', form(once)))).status, 200);
  });

  it('a failed client authentication spends no code: some clients then try another way', async () => {
    const by = await world.client();
    const { fields } = await approve(world, by);
    const wrongWay = { ...fields, client_id: by.client.id, client_secret: by.secret };
    assert.equal((await world.post('/token', wrongWay)).body.error, 'invalid_client');
    assert.equal((await world.post('/token', fields, by)).status, 200);
  });

  it('AC-17 speaks each grant by a name of its own, and none that OAuth 2.1 has dropped', () => {
    const names = grants.map(({ type }) => type);
    assert.deepEqual(names, [...new Set(names)]);
    for (const dropped of ['password', 'implicit']) assert.ok(!names.includes(dropped));
  });
});
