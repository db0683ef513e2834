import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Router from '@koa/router';
import type { Context, Next } from 'koa';
import { serve } from './harness.ts';

/** Every request is sent three times: the first is the router's, the others are remembered where they may be. */
describe('routes that are found by their path', () => {
  let server: Awaited<ReturnType<typeof serve>>;
  let asked: string[];

  function mount(router: Router): void {
    const ask = router.match.bind(router);
    router.match = (path, method) => {
      asked.push(`${method} ${path}`);
      return ask(path, method);
    };
    router.register('/plain', ['GET', 'POST'], async (ctx: Context, next: Next) => {
      ctx.set('X-First', 'yes');
      await next();
    });
    router.get('/plain', (ctx: Context) => void (ctx.body = { params: ctx.params }));
    router.get('/things/:id', (ctx: Context) => void (ctx.body = { params: ctx.params }));
    router.get('/things/all', (ctx: Context) => void (ctx.body = { never: 'the one before it answers' }));
    router.get('/broken', () => Promise.reject(new Error('broken')));
  }

  before(async () => {
    asked = [];
    server = await serve(mount);
  });
  after(() => server[Symbol.asyncDispose]());

  async function thrice(path: string, method = 'GET') {
    asked.length = 0;
    const answers = [];
    for (let time = 0; time < 3; time += 1) {
      const { status, headers } = await server.fetch(path, { method });
      answers.push({ status, first: headers.get('X-First'), allow: headers.get('Allow') });
    }
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
    return { ...answers[0], asked: asked.length };
  }

  it('asks the router once, runs all handlers in their order, with and without a slash at the end', async () => {
    const answer = { status: 200, first: 'yes', allow: null, asked: 1 };
    assert.deepEqual(await thrice('/plain'), answer);
    assert.deepEqual(await thrice('/plain/'), answer);
    assert.deepEqual(await thrice('/plain', 'HEAD'), answer);
    assert.deepEqual(await (await server.fetch('/plain')).json(), { params: {} });
    assert.equal(server.lines.at(-1)?.route, '/plain');
  });

  it('leaves parameters to the router, also where another route of that path has none', async () => {
    for (const id of ['all', 'one']) {
      const { status, asked: times } = await thrice(`/things/${id}`);
      assert.equal(status, 200);
      assert.ok(times > 3);
      assert.deepEqual(await (await server.fetch(`/things/${id}`)).json(), { params: { id } });
    }
  });

  it('remembers nothing that is not there', async () => {
    assert.ok((await thrice('/nowhere')).asked > 3);
    const { status, allow, asked: times } = await thrice('/things/one', 'DELETE');
    assert.deepEqual([status, allow], [405, 'HEAD, GET']);
    assert.ok(times > 3);
    assert.equal((await thrice('/Plain')).status, 404);
  });

  it('answers for a handler that throws', async () => {
    assert.equal((await thrice('/broken')).status, 500);
  });
});
