import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../harness/free-port.ts';
import { testRedis, type TestRedis } from '../harness/redis.ts';
import { parseExposition, samplesOf } from '../health/exposition.ts';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';

const COUNT = 'tacet_http_request_duration_seconds_count';
const DISCOVERY = '{route="/.well-known/openid-configuration",method="GET",status="2xx"}';
const REQUESTS = 12;

describe('tacet start with TACET_METRICS_PORT', () => {
  let cli: Cli;
  let redis: TestRedis;
  let port: number;
  let env: Readonly<Record<string, string>>;
  before(async () => {
    [cli, redis, port] = await Promise.all([openCli(), testRedis(), freePort()]);
    env = { TACET_METRICS_PORT: String(port) };
  });
  after(async () => {
    await cli.stop();
    await redis.stop();
  });
  const scrape = async () => parseExposition(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());

  it('says in one line that the port is taken, and which setting to change', async (t) => {
    const other = createServer().listen(port, '127.0.0.1');
    t.after(async () => {
      other.close();
      await once(other, 'close');
    });
    await once(other, 'listening');
    const line = new RegExp(`^Port ${port} is taken: .* set TACET_METRICS_PORT to another one`);
    assertOneLine(await cli.run(['start'], { env }), line);
    assertOneLine(
      await cli.run(['start'], { env: { ...env, TACET_WORKERS: '2', REDIS_URL: redis.url } }),
      line,
    );
  });

  it('lets the port go when it stops', async () => {
    const server = await cli.start(env);
    assert.equal(samplesOf(await scrape(), 'tacet_ready')['{check="serving"}'], 1);
    assert.equal(await server.end(), 0);
    await assert.rejects(scrape());
  });

  it('tells of two processes together', async () => {
    const server = await cli.start({ ...env, TACET_WORKERS: '2', REDIS_URL: redis.url });
    while (!server.output().includes('Tacet is at')) await pause(20);
    // A connection of its own for each, which go to the workers in turn.
    for (let index = 0; index < REQUESTS; index += 1)
      await fetch(`${cli.issuer}/.well-known/openid-configuration`, { headers: { Connection: 'close' } });
    const told = await scrape();
    assert.equal(samplesOf(told, COUNT)[DISCOVERY], REQUESTS);
    assert.equal(samplesOf(told, 'tacet_ready')['{check="storage"}'], 1);
    assert.equal(samplesOf(told, 'tacet_keys')['{purpose="sign-ES256",state="active"}'], 1);
    assert.deepEqual(Object.values(samplesOf(told, 'tacet_scrape_failed')), [0, 0, 0]);
    assert.equal(await server.end(), 0);
    await assert.rejects(scrape());
  });
});
