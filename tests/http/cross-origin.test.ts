import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { bearerEndpoint } from '../../server/http/bearer-endpoint.ts';
import { formEndpoint } from '../../server/http/endpoint.ts';
import { jsonResource } from '../../server/http/json-resource.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { visitRoute } from '../../server/http/visit-route.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { REGISTERED_ORIGIN, form, serve } from './harness.ts';

const empty = z.strictObject({});

function everything() {
  return serve((router, web) => {
    const token = ({ form: { bad } }: { form: Readonly<Record<string, string>> }) => {
      if (bad !== undefined) throw new OAuthError('invalid_grant', 'the code is not usable');
      return Promise.resolve({});
    };
    formEndpoint(router, web, '/token', token, { cors: true });
    formEndpoint(router, web, '/private', token);
    bearerEndpoint(router, web, '/userinfo', () => Promise.resolve({}));
    const document = { body: Buffer.from('{}'), etag: '"1"', maxAgeSeconds: 1 };
    jsonResource(router, web, '/jwks', () => Promise.resolve(document), { cors: true });
    visitRoute(router, web, ['GET'], '/authorize', () =>
      Promise.resolve({ kind: 'page', status: 200, body: { view: 'signed-out' } }),
    );
    pageCall(router, web, '/call', { input: empty, output: empty }, () => Promise.resolve({}));
  });
}

const STRANGERS = [
  'https://evil.example',
  'null',
  `${REGISTERED_ORIGIN}.evil.example`,
  `${REGISTERED_ORIGIN}:8443`,
  'http://app.example',
  'https://APP.example',
  `${REGISTERED_ORIGIN}/`,
];

describe('other origins (HT-03, CF-20)', () => {
  it('echoes a registered origin exactly, never with credentials, also on a refusal', async () => {
    await using server = await everything();
    const init = form({ bad: '1' });
    const answers = [
      await server.fetch('/token', {
        ...form({ a: 'b' }),
        headers: { ...form('').headers, Origin: REGISTERED_ORIGIN },
      }),
      await server.fetch('/token', { ...init, headers: { ...init.headers, Origin: REGISTERED_ORIGIN } }),
      await server.fetch('/userinfo', { headers: { Origin: REGISTERED_ORIGIN } }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 400, 401],
    );
    for (const { headers } of answers) {
      assert.equal(headers.get('Access-Control-Allow-Origin'), REGISTERED_ORIGIN);
      assert.match(headers.get('Vary') ?? '', /Origin/);
      assert.equal(headers.get('Access-Control-Allow-Credentials'), null);
    }
  });

  for (const origin of STRANGERS) {
    it(`tells ${origin} nothing`, async () => {
      await using server = await everything();
      const init = form({ a: 'b' });
      const answer = await server.fetch('/token', { ...init, headers: { ...init.headers, Origin: origin } });
      assert.equal(answer.headers.get('Access-Control-Allow-Origin'), null);
      const preflight = await server.fetch('/token', {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
      assert.equal(preflight.headers.get('Access-Control-Allow-Origin'), null);
      assert.equal(preflight.headers.get('Access-Control-Allow-Methods'), null);
    });
  }

  it('answers the preflight of a registered origin', async () => {
    await using server = await everything();
    const headers = {
      Origin: REGISTERED_ORIGIN,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization',
    };
    const response = await server.fetch('/token/', { method: 'OPTIONS', headers });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), REGISTERED_ORIGIN);
    assert.equal(response.headers.get('Access-Control-Allow-Methods'), 'POST');
    assert.match(response.headers.get('Access-Control-Allow-Headers') ?? '', /Authorization/);
    assert.equal(response.headers.get('Access-Control-Allow-Credentials'), null);
  });

  it('shows public documents to everybody', async () => {
    await using server = await everything();
    const { headers } = await server.fetch('/jwks', { headers: { Origin: 'https://evil.example' } });
    assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(headers.get('Access-Control-Allow-Credentials'), null);
  });

  it('opens no page, no page call and no other endpoint, not even to a registered origin', async () => {
    await using server = await everything();
    for (const [path, method] of [
      ['/authorize', 'GET'],
      ['/call', 'POST'],
      ['/private', 'POST'],
      ['/nothing', 'GET'],
    ] as const) {
      for (const asked of [method, 'OPTIONS']) {
        const headers = { Origin: REGISTERED_ORIGIN, 'Access-Control-Request-Method': method };
        const answer = await server.fetch(path, { method: asked, headers });
        const told = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
        assert.deepEqual(told, [], `${asked} ${path}`);
      }
    }
  });
});
