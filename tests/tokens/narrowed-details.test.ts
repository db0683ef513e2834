import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { approve, openWorld, type World } from './world.ts';

const TYPES = [{ type: 'files', sentence: 'Read files', fields: { folder: { kind: 'text' } } }];
const RESOURCES = [{ identifier: 'https://files.example', name: 'Files', scopes: ['files.read'] }];
const LETTERS = { type: 'files', folder: 'letters' };
const BILLS = { type: 'files', folder: 'bills' };
const ACCESS = { type: 'resource_access', locations: ['https://files.example'], actions: ['read', 'write'] };

describe('RFC 9396 §6 authorization_details of a token request', () => {
  let world: World;
  before(async () => {
    world = await openWorld({
      TACET_AUTHORIZATION_DETAILS: JSON.stringify(TYPES),
      TACET_RESOURCES: JSON.stringify(RESOURCES),
    });
  });
  after(() => world.close());

  async function granted() {
    const by = await world.client();
    const terms = { authorizationDetails: [LETTERS, BILLS, ACCESS] };
    const { fields } = await approve(world, by, { terms });
    const ask = (how: Readonly<Record<string, string>>, details?: unknown) =>
      world.post(
        '/token',
        { ...how, ...(details !== undefined && { authorization_details: JSON.stringify(details) }) },
        by,
      );
    return { fields, ask };
  }

  it('may be fewer than were granted, for this one token', async () => {
    const { fields, ask } = await granted();
    const first = await ask(fields, [LETTERS, { ...ACCESS, actions: ['read'] }]);
    assert.deepEqual(first.body.authorization_details, [LETTERS, { ...ACCESS, actions: ['read'] }]);

    const again = { grant_type: 'refresh_token', refresh_token: first.body.refresh_token ?? '' };
    const next = await ask(again, [BILLS]);
    assert.deepEqual(next.body.authorization_details, [BILLS]);
    const last = await ask({ ...again, refresh_token: next.body.refresh_token ?? '' });
    assert.deepEqual(last.body.authorization_details, [LETTERS, BILLS, ACCESS], 'the family keeps them all');
  });

  for (const [what, details] of [
    ['another folder', [{ type: 'files', folder: 'secrets' }]],
    ['one more action', [{ ...ACCESS, actions: ['read', 'delete'] }]],
    ['an unknown type', [{ type: 'unknown' }]],
    ['one member too many', [{ ...LETTERS, folders: 'all' }]],
    ['no list', { ...LETTERS }],
  ] as const) {
    it(`may not be ${what}`, async () => {
      const { fields, ask } = await granted();
      const { status, body } = await ask(fields, details);
      assert.deepEqual([status, body.error], [400, 'invalid_authorization_details']);
    });
  }

  it('is refused where nothing of the kind was granted', async () => {
    const by = await world.client({ grantTypes: ['client_credentials'], type: 'machine', scopes: [] });
    const fields = { grant_type: 'client_credentials', authorization_details: JSON.stringify([LETTERS]) };
    const { status, body } = await world.post('/token', fields, by);
    assert.deepEqual([status, body.error], [400, 'invalid_authorization_details']);
  });
});
