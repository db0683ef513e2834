import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import {
  authorizePath,
  codeFor,
  type Instance,
  openInstance,
  ownClient,
  redeem,
  type Registered,
  sessionOf,
  tokensIn,
  userinfo,
} from '../attacks/world.ts';
import { beginTrip, finishLogin, startLogin } from '../attacks/trips.ts';
import { openScrapeServer } from '../../server/http/scrape-server.ts';
import { freePort } from '../harness/free-port.ts';
import { startServer } from '../harness/server.ts';
import { silentLog } from '../keyring/parts.ts';
import { type Exposition, parseExposition, samplesOf } from './exposition.ts';

const HISTOGRAM = 'tacet_http_request_duration_seconds';
const EMAIL = 'canary@secret.example';

describe('/metrics', () => {
  let at: Instance;
  let app: Registered;
  let url: string;
  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}/metrics`;
    at = await openInstance({ env: { TACET_METRICS_PORT: String(port) } });
    app = await ownClient(at);
  });
  after(() => at.stop());

  const scrape = async (): Promise<Exposition> => parseExposition(await (await fetch(url)).text());

  it('speaks the text format of Prometheus, of the process and of this server', async () => {
    const response = await fetch(url);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('Content-Type') ?? '', /^text\/plain; version=0\.0\.4/);
    assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
    const told = parseExposition(await response.text());
    assert.equal(told.types.get(HISTOGRAM), 'histogram');
    assert.ok((samplesOf(told, 'process_resident_memory_bytes')[''] ?? 0) > 1e6);
    assert.deepEqual(samplesOf(told, 'tacet_ready'), {
      '{check="storage"}': 1,
      '{check="ephemera"}': 1,
      '{check="keys"}': 1,
      '{check="serving"}': 1,
      '{check="keks"}': 1,
    });
    assert.deepEqual(samplesOf(told, 'tacet_scrape_failed'), {
      '{part="keys"}': 0,
      '{part="credentials"}': 0,
      '{part="outbox"}': 0,
    });
    assert.equal(samplesOf(told, 'tacet_keys')['{purpose="sign-ES256",state="active"}'], 1);
    assert.equal(samplesOf(told, 'tacet_outbox_letters')['{state="waiting"}'], 0);
    assert.ok((samplesOf(told, 'tacet_database_connections')['{pool="quick",state="idle"}'] ?? 0) > 0);
  });

  it('counts a sign-in by the patterns of its routes, and names nobody and nothing of theirs', async () => {
    const account = await at.server.account(EMAIL);
    const trip = await beginTrip(at, app);
    const finished = await finishLogin(at, trip, await startLogin(at, trip, EMAIL));
    assert.equal(finished.status, 200);
    const cookie = await sessionOf(at, account);
    const tokens = tokensIn(await redeem(at, app, await codeFor(at, app, cookie)));
    assert.equal((await userinfo(at, tokens.access_token)).status, 200);
    assert.equal((await at.wire.get(`/nothing/${account.id}`)).status, 404);

    const text = await (await fetch(url)).text();
    const counts = samplesOf(parseExposition(text), `${HISTOGRAM}_count`);
    assert.equal(counts['{route="/interaction/:id/login/start",method="POST",status="2xx"}'], 1);
    assert.equal(counts['{route="/token",method="POST",status="2xx"}'], 1);
    assert.equal(counts['{route="none",method="GET",status="4xx"}'], 1);
    const canaries = [account.id, EMAIL, app.client.id, app.secret, trip.id, cookie, '127.0.0.1', 'nothing'];
    const known = [...canaries, tokens.access_token, tokens.refresh_token, tokens.id_token];
    for (const canary of known) assert.ok(!text.includes(canary), canary);
  });

  it('makes no series of a method or a path that somebody invents', async () => {
    const before = (await scrape()).values.size;
    for (const method of ['PROPFIND', 'LOCK', 'SEARCH', 'REPORT', 'MKCOL'])
      await fetch(`${at.server.issuer}/${method}`, { method });
    const counts = samplesOf(await scrape(), `${HISTOGRAM}_count`);
    assert.equal(counts['{route="none",method="other",status="4xx"}'], 5);
    for (let index = 0; index < 5; index += 1) await at.wire.get(`${authorizePath(app.client)}&n=${index}`);
    assert.ok((await scrape()).values.size < before + 50);
  });

  it('answers GET and HEAD of that path alone, and is not at the port of everybody', async () => {
    const head = await fetch(url, { method: 'HEAD' });
    assert.deepEqual([head.status, await head.text()], [200, '']);
    assert.ok(Number(head.headers.get('Content-Length')) > 1_000);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      assert.equal((await fetch(url, { method })).status, 404, method);
    for (const path of ['/', '/metrics/', '/metricsx', '/healthz']) {
      const other = await fetch(new URL(path, url));
      assert.deepEqual([other.status, other.headers.get('X-Content-Type-Options')], [404, 'nosniff'], path);
    }
    assert.equal((await at.wire.get('/metrics')).status, 404);
  });

  it('is gone when its server has stopped', async () => {
    const port = String(await freePort());
    const other = await startServer({ env: { TACET_METRICS_PORT: port } });
    const there = () => fetch(`http://127.0.0.1:${port}/metrics`);
    assert.equal((await there()).status, 200);
    await other.stop();
    await assert.rejects(there());
  });

  it('ends no server by a bug of its own', async (t) => {
    const port = await freePort();
    const lines: string[] = [];
    const log = { ...silentLog, error: (line: string) => void lines.push(line) };
    const scrape = { contentType: 'text/plain', text: () => Promise.reject(new TypeError('a bug')) };
    const server = await openScrapeServer({ host: '127.0.0.1', port }, scrape, log);
    t.after(() => server.stop());
    await assert.rejects(fetch(`http://127.0.0.1:${port}/metrics`));
    assert.deepEqual(lines, ['a scrape broke off']);
    assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 404);
  });

  it('is described name by name in docs/operations.md', async () => {
    const section =
      /\n## Metrics\n([\s\S]*?)\n## /.exec(readFileSync('docs/operations.md', 'utf8'))?.[1] ?? '';
    const described = [...section.matchAll(/^\| `([a-z_]+)(?:\{([a-z,]+)\})?` \|/gm)];
    const told = await scrape();
    const labels = (name: string) => {
      const [sample = ''] = Object.keys({ ...samplesOf(told, `${name}_count`), ...samplesOf(told, name) });
      return [...sample.matchAll(/([a-z_]+)="/g)].map(([, label = '']) => label).join(',');
    };
    const own = [...told.types.keys()].filter((name) => name.startsWith('tacet_'));
    assert.ok(own.length > 10);
    assert.deepEqual(
      described.map(([, name = '', named = '']) => `${name}{${named}}`).toSorted(),
      own.map((name) => `${name}{${labels(name)}}`).toSorted(),
    );
  });
});
