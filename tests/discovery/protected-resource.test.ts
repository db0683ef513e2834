import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { metadata } from '../../server/discovery/metadata.ts';
import { findResource } from '../../server/protocol/resources.ts';
import { type World, openWorld } from '../tokens/world.ts';

const document = z.strictObject({
  resource: z.string(),
  authorization_servers: z.array(z.string()),
  jwks_uri: z.string(),
  scopes_supported: z.array(z.string()),
  bearer_methods_supported: z.array(z.enum(['header', 'body', 'query'])),
  dpop_signing_alg_values_supported: z.array(z.string()),
  dpop_bound_access_tokens_required: z.boolean(),
  tls_client_certificate_bound_access_tokens: z.boolean(),
});

const SHARED = [
  'jwks_uri',
  'scopes_supported',
  'dpop_signing_alg_values_supported',
  'tls_client_certificate_bound_access_tokens',
] as const;

/** Of an API that has some. */
const OWN_SCOPES: Readonly<Record<string, readonly string[]>> = {
  '/records': ['records:read', 'records:write', 'records:reveal'],
  '/vault': ['vault:read', 'vault:write'],
};

describe('the metadata of our own APIs', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  it('RFC 9728 §3.1 lies where its resource says, and says what is true', async () => {
    for (const path of ['', '/userinfo', '/records', '/vault']) {
      const answer = await world.fetch(`/.well-known/oauth-protected-resource${path}`);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
      assert.match(answer.headers.get('etag') ?? '', /^"/);
      const said = document.parse(await answer.json());
      assert.equal(said.resource, world.issuer + path);
      assert.deepEqual(said.authorization_servers, [world.issuer]);
      assert.equal(said.bearer_methods_supported.includes('query'), false);
      // What it shares with the authorization server it says in the same words.
      const server: Readonly<Record<string, unknown>> = metadata(world.config);
      const own = OWN_SCOPES[path];
      const shared = own ? SHARED.filter((name) => name !== 'scopes_supported') : SHARED;
      for (const name of shared) assert.deepEqual(said[name], server[name], name);
      if (own) {
        assert.deepEqual(said.scopes_supported, own);
        assert.deepEqual(said.bearer_methods_supported, ['header']);
      }
      assert.ok(
        findResource({ issuer: world.issuer, resources: [] }, said.resource),
        'tokens are made for it',
      );
    }
    assert.equal((await world.fetch('/.well-known/oauth-protected-resource/token')).status, 404);
  });

  it('RFC 9728 §5.1 is pointed at by the refusal of the very address that was called', async () => {
    const refused = await world.fetch('/userinfo');
    const challenge = refused.headers.get('www-authenticate') ?? '';
    const [first, second] = challenge.matchAll(/resource_metadata="([^"]+)"/g);
    assert.equal(first?.[1], second?.[1], 'for both schemes');
    const address = new URL(first?.[1] ?? '');
    assert.equal(address.origin, world.issuer);
    const said = document.parse(await (await world.fetch(address.pathname)).json());
    assert.equal(said.resource, `${world.issuer}/userinfo`);
  });

  it('may be read by every page', async () => {
    const headers = { Origin: 'https://anywhere.example' };
    const answer = await world.fetch('/.well-known/oauth-protected-resource', { headers });
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  });
});
