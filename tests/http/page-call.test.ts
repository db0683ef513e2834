import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { problem } from '../../contract/problem.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import { limits } from '../../server/platform/limits.ts';
import { json, serve } from './harness.ts';

const call = {
  input: z.strictObject({ email: z.string().min(3).max(254), times: z.number().int().optional() }),
  output: z.strictObject({ email: z.string(), locale: z.string() }),
};

const OWN = { Origin: 'http://localhost:4242', 'Sec-Fetch-Site': 'same-origin' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

function server() {
  return serve((router, web) =>
    pageCall(router, web, '/interaction/:id/call', call, ({ email }, { locale, segments, setCookie }) => {
      if (email === 'stop') throw new ProblemError('too_many_attempts', { retryAfterSeconds: 60 });
      if (email === 'gone') throw new ProblemError('interaction_expired', { restartUrl: '/again' });
      if (email === 'bug') throw new TypeError('secret detail');
      if (email === 'wordy') return Promise.resolve({ email, locale, passwordHash: 'x' });
      setCookie('browser', segments.id ?? '');
      return Promise.resolve({ email, locale });
    }),
  );
}

type Server = Awaited<ReturnType<typeof server>>;

function post(
  to: Server,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { ...OWN, ...JSON_TYPE },
) {
  return to.fetch('/interaction/ia_1/call', { method: 'POST', body, headers });
}

async function assertProblem(response: Response, status: number, code: string): Promise<void> {
  const body = problem.parse(await json(response));
  assert.equal(response.status, status);
  assert.equal(body.problem, code);
  assert.equal(response.headers.get('Content-Type')?.split(';')[0], 'application/problem+json');
  assert.equal(response.headers.get('Cache-Control'), 'no-store');
  assert.equal(body.requestId, response.headers.get('X-Request-Id'));
}

describe('a call of our own page', () => {
  it('answers what the contract says', async () => {
    await using to = await server();
    const response = await post(to, '{"email":"a@b.c"}', {
      ...OWN,
      ...JSON_TYPE,
      'Accept-Language': 'nl-BE',
    });
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { email: 'a@b.c', locale: 'nl' });
    assert.match(response.headers.get('Set-Cookie') ?? '', /^tacet_browser=ia_1; /);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
  });

  const foreign: readonly (readonly [string, Record<string, string>])[] = [
    ['another origin', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['another origin without fetch metadata', { Origin: 'https://evil.example' }],
    ['a sibling host', { ...OWN, 'Sec-Fetch-Site': 'same-site' }],
    ['a typed address', { 'Sec-Fetch-Site': 'none' }],
    ['a sandboxed frame', { Origin: 'null' }],
    ['a longer origin', { Origin: 'http://localhost:4242.evil.example' }],
    ['a shorter origin', { Origin: 'http://localhost' }],
    ['the origin that only Host speaks of', { Origin: 'http://127.0.0.1' }],
    ['nobody who says', {}],
  ];
  for (const [who, headers] of foreign) {
    it(`UI-01 refuses ${who}`, async () => {
      await using to = await server();
      const response = await post(to, '{"email":"a@b.c"}', { ...headers, ...JSON_TYPE });
      await assertProblem(response, 403, 'cross_site');
      assert.equal(response.headers.get('Set-Cookie'), null);
    });
  }

  for (const headers of [{ Origin: OWN.Origin }, { 'Sec-Fetch-Site': 'same-origin' }]) {
    it(`takes ${Object.keys(headers).join()} alone for a proof`, async () => {
      await using to = await server();
      assert.equal((await post(to, '{"email":"a@b.c"}', { ...headers, ...JSON_TYPE })).status, 200);
    });
  }

  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'text/plain; application/json',
  ]) {
    it(`UI-03 refuses JSON that calls itself ${type}`, async () => {
      await using to = await server();
      await assertProblem(
        await post(to, '{"email":"a@b.c"}', { ...OWN, 'Content-Type': type }),
        415,
        'invalid_input',
      );
    });
  }

  const malformed: readonly (readonly [string, string])[] = [
    ['no JSON', 'email=a'],
    ['nothing', ''],
    ['an array', '[{"email":"a@b.c"}]'],
    ['null', 'null'],
    ['a string', '"a@b.c"'],
    ['a number', '1e999999'],
    ['a name twice', '{"email":"a@b.c","email":"a@b.c"}'],
    ['a name twice, once escaped', '{"email":"a@b.c","\\u0065mail":"x@y.z"}'],
    ['__proto__', '{"email":"a@b.c","__proto__":{"polluted":true}}'],
    ['__proto__, escaped', '{"email":"a@b.c","__pro\\u0074o__":{"polluted":true}}'],
    ['constructor.prototype', '{"email":"a@b.c","constructor":{"prototype":{"polluted":true}}}'],
    ['prototype further in', '{"email":[{"prototype":1}]}'],
    ['NUL', '{"email":"a\\u0000b"}'],
    ['a lone surrogate', '{"email":"a\\ud800b"}'],
    ['deep arrays', `{"email":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
    ['deep objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['a byte order mark', '\ufeff{"email":"a@b.c"}'],
  ];
  for (const [what, text] of malformed) {
    it(`PA-07 PA-08 refuses ${what}`, async () => {
      await using to = await server();
      await assertProblem(await post(to, text), 400, 'invalid_input');
      assert.equal('polluted' in {}, false);
      assert.equal((await post(to, '{"email":"a@b.c"}')).status, 200);
    });
  }

  it('PA-08 refuses 5,000 names and 64 KB + 1 quickly', async () => {
    await using to = await server();
    await post(to, '{"email":"warm"}');
    const many = `{${Array.from({ length: 5_000 }, (_, n) => `"k${n}":1`).join()}}`;
    const started = process.cpuUsage();
    await assertProblem(await post(to, many), 400, 'invalid_input');
    await assertProblem(await post(to, `{"email":"${'x'.repeat(limits.bodyBytes)}"}`), 413, 'invalid_input');
    const { user, system } = process.cpuUsage(started);
    assert.ok((user + system) / 1000 < 200, 'client and server together took too much');
  });

  for (const value of [
    '1',
    'true',
    'false',
    'null',
    '[]',
    '["a@b.c"]',
    '{}',
    '{"length":5}',
    '1e999',
    '""',
  ]) {
    it(`PA-09 refuses ${value} where a text is due, and names the field`, async () => {
      await using to = await server();
      const response = await post(to, `{"email":${value}}`);
      const body = problem.parse(await json(response.clone()));
      await assertProblem(response, 400, 'invalid_input');
      assert.equal(body.field, 'email');
    });
  }

  it('PA-09 PA-13 refuses what the contract does not name, and does not repeat it', async () => {
    await using to = await server();
    const response = await post(to, '{"email":"a@b.c","email_verified":true}');
    assert.doesNotMatch(await response.clone().text(), /verified/);
    await assertProblem(response, 400, 'invalid_input');
  });

  it('PA-06 refuses bytes that are no UTF-8', async () => {
    await using to = await server();
    const bytes = new Uint8Array([...Buffer.from('{"email":"'), 0xff, ...Buffer.from('@b.c"}')]);
    await assertProblem(await post(to, bytes), 400, 'invalid_input');
  });

  it('puts a problem into its status, with what the page needs to explain it', async () => {
    await using to = await server();
    const stop = await post(to, '{"email":"stop"}');
    assert.equal(stop.headers.get('Retry-After'), '60');
    assert.equal((await json(stop.clone())).retryAfterSeconds, 60);
    await assertProblem(stop, 429, 'too_many_attempts');
    const gone = await post(to, '{"email":"gone"}');
    assert.equal((await json(gone.clone())).restartUrl, '/again');
    await assertProblem(gone, 410, 'interaction_expired');
  });

  it('lets nothing out that the contract does not name', async () => {
    await using to = await server();
    for (const email of ['bug', 'wordy']) {
      const response = await post(to, JSON.stringify({ email }));
      assert.doesNotMatch(await response.clone().text(), /detail|passwordHash|TypeError|at /);
      await assertProblem(response, 500, 'server_error');
    }
    assert.equal(to.lines.filter(({ msg }) => msg === 'unexpected error').length, 2);
  });

  it('PA-09 answers 2,000 generated bodies without a 5xx', async () => {
    await using to = await server();
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({ email: fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' })) })
        .map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const response = await post(to, text);
        await response.arrayBuffer();
        assert.ok([200, 400].includes(response.status), `${response.status} for ${text}`);
      }),
      { numRuns: 2_000 },
    );
  });
});
