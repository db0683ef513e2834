import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { formEndpoint } from '../../server/http/endpoint.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { visitRoute } from '../../server/http/visit-route.ts';
import { EphemeraUnavailable } from '../../server/platform/ephemera.ts';
import { limits } from '../../server/platform/limits.ts';
import { StorageUnavailable } from '../../server/platform/unavailable.ts';
import { form, json, serve } from './harness.ts';

const empty = z.strictObject({});
const CALL: RequestInit = {
  method: 'POST',
  body: '{}',
  headers: { 'Content-Type': 'application/json', Origin: 'http://localhost:4242' },
};

/** The same failure behind every kind of route. */
function failing(error: Error) {
  return serve((router, web) => {
    formEndpoint(router, web, '/token', () => Promise.reject(error));
    pageCall(router, web, '/call', { input: empty, output: empty }, () => Promise.reject(error));
    visitRoute(router, web, ['GET'], '/visit', () => Promise.reject(error));
  });
}

describe('the edge', () => {
  for (const error of [
    new EphemeraUnavailable('redis at 10.0.0.1 is gone'),
    new StorageUnavailable('db.internal'),
  ]) {
    it(`answers 503 with Retry-After in the words of each route: ${error.name}`, async () => {
      await using server = await failing(error);
      const answers = [
        await server.fetch('/token', form({ a: 'b' })),
        await server.fetch('/call', CALL),
        await server.fetch('/visit'),
      ];
      const bodies = await Promise.all(answers.map((answer) => answer.text()));
      for (const { status, headers } of answers) {
        assert.equal(status, 503);
        assert.ok(Number(headers.get('Retry-After')) > 0);
        assert.equal(headers.get('Cache-Control'), 'no-store');
      }
      assert.match(bodies[0] ?? '', /"error":"temporarily_unavailable"/);
      assert.match(bodies[1] ?? '', /"problem":"unavailable"/);
      assert.match(bodies[2] ?? '', /"problem":"unavailable"/);
      for (const body of bodies) assert.doesNotMatch(body, /10\.0\.0\.1|internal/);
    });
  }

  it('HT-09 answers a bare 500 for a bug, and tells the log alone', async () => {
    await using server = await failing(new TypeError('cannot read "hunter2" of undefined'));
    const answers = [
      await server.fetch('/token', form({ a: 'b' })),
      await server.fetch('/call', CALL),
      await server.fetch('/visit'),
    ];
    for (const answer of answers) {
      assert.equal(answer.status, 500);
      assert.doesNotMatch(await answer.text(), /hunter2|TypeError|\.ts|cannot read/);
    }
    const logged = server.lines.filter(({ msg }) => msg === 'unexpected error');
    assert.equal(logged.length, 3);
    assert.doesNotMatch(JSON.stringify(server.lines), /hunter2/);
    assert.match(JSON.stringify(logged[0]), /TypeError/);
  });

  it('logs a line a request: the pattern of the route, never the URL', async () => {
    await using server = await serve((router, web) =>
      visitRoute(router, web, ['GET'], '/interaction/:id', () =>
        Promise.resolve({ kind: 'page', status: 200, body: { view: 'signed-out' } }),
      ),
    );
    const response = await server.fetch('/interaction/ia_secret?code=ac_secret', {
      headers: { 'X-Request-Id': 'mine', traceparent: 'mine' },
    });
    await server.fetch('/nothing?token=secret');
    const [first, second] = server.lines;
    const requestId = response.headers.get('X-Request-Id') ?? '';
    assert.notEqual(requestId, 'mine');
    assert.deepEqual(
      { ...first, time: '', milliseconds: 0 },
      {
        level: 'info',
        time: '',
        requestId,
        method: 'GET',
        route: '/interaction/:id',
        status: 200,
        milliseconds: 0,
        msg: 'request',
      },
    );
    assert.equal(second?.route, 'none');
    assert.equal(second?.status, 404);
    assert.doesNotMatch(JSON.stringify(server.lines), /secret|mine/);
  });

  it('shows a browser a page and everybody else JSON when there is nothing', async () => {
    await using server = await failing(new Error());
    const page = await server.fetch('/nothing', { headers: { Accept: 'text/html,*/*;q=0.8' } });
    assert.equal(page.status, 404);
    assert.match(await page.text(), /"problem":"not_found"/);
    const other = await server.fetch('/nothing');
    assert.equal(other.status, 404);
    assert.equal((await json(other)).error, 'invalid_request');
  });

  it('PA-04 refuses a target that is too long, and takes one that is not', async () => {
    await using server = await serve((router, web) =>
      visitRoute(router, web, ['GET'], '/visit', ({ parameters }) =>
        Promise.resolve({
          kind: 'page',
          status: parameters.malformed ? 400 : 200,
          body: { view: 'signed-out' },
        }),
      ),
    );
    assert.equal((await server.fetch(`/visit?state=${'x'.repeat(2_048)}`)).status, 200);
    assert.equal(
      (await server.fetch(`/visit?state=${'x'.repeat(limits.parameterCharacters + 1)}`)).status,
      400,
    );
    assert.equal((await server.fetch(`/visit?a=${'x'.repeat(limits.urlCharacters)}`)).status, 414);
    assert.equal((await server.fetch(`/visit?a=${'x'.repeat(40_000)}`)).status, 431);
  });

  const HOSTS = [
    'Host: evil.example',
    'Host: localhost:4242@evil.example',
    'Host: localhost\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 1\r\nX-Forwarded-Prefix: /evil',
    'Host: localhost\r\nForwarded: for=1.2.3.4;host=evil.example;proto=https',
  ];
  for (const [index, headers] of HOSTS.entries()) {
    it(`MX-06 is the same server whatever it is called (${index + 1})`, async () => {
      await using server = await serve((router, web) =>
        visitRoute(router, web, ['GET'], '/visit', ({ setCookie }) => {
          setCookie('browser', 'br_1');
          return Promise.resolve({ kind: 'page', status: 200, body: { view: 'signed-out' } });
        }),
      );
      const plain = await server.raw('GET /visit HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
      const other = await server.raw(`GET /visit HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`);
      const stable = (answer: string) =>
        answer.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/^Date:.*$/m, '');
      assert.match(plain, /^HTTP\/1\.1 200 /);
      assert.equal(stable(other), stable(plain));
      assert.doesNotMatch(other, /evil/);
    });
  }

  const targets: readonly (readonly [string, number])[] = [
    ['http://evil.example/visit', 200],
    ['http://user:pass@evil.example:99999/visit', 200],
    ['https://evil.example', 404],
    ['http://evil.example?x', 404],
    ['http://evil.example//visit', 404],
    ['/visit#fragment', 400],
    ['/visit?x#y', 400],
    ['*', 400],
    ['evil', 400],
  ];
  for (const [target, status] of targets) {
    it(`MX-06 takes the target ${target} for what it is`, async () => {
      await using server = await serve((router, web) =>
        visitRoute(router, web, ['GET', 'POST'], '/visit', () =>
          Promise.resolve({ kind: 'page', status: 200, body: { view: 'signed-out' } }),
        ),
      );
      const answer = await server.raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.doesNotMatch(answer, /evil|\r\nlocation/i);
    });
  }

  it('does not mind an Expect header', async () => {
    await using server = await serve((router, web) =>
      formEndpoint(router, web, '/token', () => Promise.resolve({})),
    );
    const head =
      'POST /token HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\nContent-Type: application/x-www-form-urlencoded\r\n';
    assert.match(await server.raw(`${head}Expect: 100-continue\r\n\r\na=b`), /HTTP\/1\.1 200 /);
    assert.match(await server.raw(`${head}Expect: something\r\n\r\na=b`), /^HTTP\/1\.1 417 /);
  });
});
