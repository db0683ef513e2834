import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bearerEndpoint } from '../../server/http/bearer-endpoint.ts';
import { jsonResource } from '../../server/http/json-resource.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { form, serve } from './harness.ts';

describe('an endpoint behind an access token', () => {
  function userinfo() {
    return serve((router, web) =>
      bearerEndpoint(router, web, '/userinfo', ({ token }) => {
        if (token === 'bad') throw new OAuthError('invalid_token', 'the access token is not usable');
        if (token === 'poor') throw new OAuthError('insufficient_scope', 'the scope openid is needed');
        return Promise.resolve({ token });
      }),
    );
  }
  const bearer = (token: string): RequestInit => ({ headers: { Authorization: `Bearer ${token}` } });

  it('takes the token from the header or from a form', async () => {
    await using server = await userinfo();
    const post: RequestInit = { method: 'POST', ...bearer('x.y') };
    const accepted = [
      bearer('x.y'),
      post,
      form({ access_token: 'x.y' }),
      { headers: { Authorization: 'bearer x.y' } },
    ];
    for (const init of accepted) {
      assert.deepEqual(await (await server.fetch('/userinfo/', init)).json(), { token: 'x.y' });
    }
  });

  /** Both kinds of tokens are taken, and the challenge has no error code (RFC 6750 §3.1). */
  const NO_CODE =
    /^Bearer realm="tacet", resource_metadata="[^"]+", DPoP realm="tacet", algs="[^"]+", [^=]+="[^"]+"$/;
  const refused: readonly (readonly [string, string, RequestInit, number, RegExp])[] = [
    ['nothing', '/userinfo', {}, 401, NO_CODE],
    ['a token in the query', '/userinfo?access_token=x', {}, 401, NO_CODE],
    ['another scheme', '/userinfo', { headers: { Authorization: 'Basic eDp5' } }, 401, NO_CODE],
    ['no token', '/userinfo', { headers: { Authorization: 'Bearer' } }, 401, /error="invalid_token"/],
    ['two words', '/userinfo', bearer('a b'), 401, /error="invalid_token"/],
    [
      'no bound token',
      '/userinfo',
      { headers: { Authorization: 'DPoP' } },
      401,
      /^DPoP .*error="invalid_token"/,
    ],
    ['a bad token', '/userinfo', bearer('bad'), 401, /error="invalid_token"/],
    ['too little scope', '/userinfo', bearer('poor'), 403, /error="insufficient_scope"/],
  ];
  for (const [what, path, init, status, challenge] of refused) {
    it(`refuses ${what} as RFC 6750 §3 says`, async () => {
      await using server = await userinfo();
      const response = await server.fetch(path, init);
      assert.equal(response.status, status);
      assert.match(response.headers.get('WWW-Authenticate') ?? '', challenge);
      assert.equal(response.headers.get('Cache-Control'), 'no-store');
    });
  }

  it('refuses a token in two places', async () => {
    await using server = await userinfo();
    const init = form({ access_token: 'x' });
    const response = await server.fetch('/userinfo', {
      ...init,
      headers: { ...init.headers, Authorization: 'Bearer x' },
    });
    assert.equal(response.status, 400);
    assert.match(response.headers.get('WWW-Authenticate') ?? '', /error="invalid_request"/);
  });
});

describe('a public document', () => {
  it('may be kept, and is not sent again to whoever has it', async () => {
    const document = { body: Buffer.from('{"keys":[]}'), etag: '"v1"', maxAgeSeconds: 300 };
    await using server = await serve((router, web) =>
      jsonResource(router, web, '/jwks', () => Promise.resolve(document)),
    );
    const first = await server.fetch('/jwks');
    assert.deepEqual(await first.json(), { keys: [] });
    assert.equal(first.headers.get('Cache-Control'), 'public, max-age=300');
    assert.equal(first.headers.get('ETag'), '"v1"');
    for (const tag of ['"v1"', 'W/"v1"', '"v0", "v1"', '*']) {
      const again = await server.fetch('/jwks', { headers: { 'If-None-Match': tag } });
      assert.equal(again.status, 304);
      assert.equal(again.headers.get('ETag'), '"v1"');
      assert.equal(await again.text(), '');
    }
    assert.equal((await server.fetch('/jwks', { headers: { 'If-None-Match': '"v2"' } })).status, 200);
    assert.equal((await server.fetch('/jwks', { method: 'HEAD' })).status, 200);
    assert.equal((await server.fetch('/jwks', { method: 'POST' })).status, 405);
  });
});
