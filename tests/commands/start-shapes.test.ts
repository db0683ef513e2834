import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { testRedis, type TestRedis } from '../harness/redis.ts';
import { selfSigned } from '../http/certificate.ts';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';
import { signIn } from './signed-in.ts';

describe('tacet start with TACET_WORKERS', () => {
  let cli: Cli;
  let redis: TestRedis;
  before(async () => {
    [cli, redis] = await Promise.all([openCli(), testRedis()]);
  });
  after(async () => {
    await cli.stop();
    await redis.stop();
  });

  it('serves one issuer from two processes, and stops both', async () => {
    const env = { TACET_WORKERS: '2', REDIS_URL: redis.url };
    const server = await cli.start(env);
    // Said when every worker listens.
    while (!server.output().includes('Tacet is at')) await pause(20);
    const workers = childrenOf(server.pid);
    assert.equal(workers.length, 2);

    // Connections go to the workers in turn, so a trip and its tokens pass through both.
    const person = await signIn(cli);
    for (let count = 0; count < 6; count += 1) await person.refresh();

    const ranBeside = await cli.run(['start'], { env });
    assert.equal(ranBeside.code, 1);
    assert.match(ranBeside.stderr, new RegExp(`^Port ${cli.port} is taken`));

    assert.equal(await server.end(), 0);
    for (const pid of workers) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });

  it('is refused without Redis', async () => {
    assertOneLine(
      await cli.run(['start'], { env: { TACET_WORKERS: '2' } }),
      /^TACET_WORKERS: set REDIS_URL, or 1/,
    );
  });
});

describe('tacet start with TACET_TLS_CERT', () => {
  let cli: Cli;
  let tls: Readonly<Record<'TACET_TLS_CERT' | 'TACET_TLS_KEY', string>>;
  before(async () => {
    cli = await openCli();
    const pair = selfSigned();
    tls = { TACET_TLS_CERT: join(cli.folder, 'tls.crt'), TACET_TLS_KEY: join(cli.folder, 'tls.key') };
    await writeFile(tls.TACET_TLS_CERT, pair.cert);
    await writeFile(tls.TACET_TLS_KEY, pair.key, { mode: 0o600 });
  });
  after(() => cli.stop());

  it('speaks https itself, under an https issuer and with __Host- cookies', async () => {
    const url = `https://localhost:${cli.port}`;
    const ca = readFileSync(tls.TACET_TLS_CERT, 'utf8');
    const server = await cli.start(tls, async () => (await visit(`${url}/readyz`, ca))?.status === 200);
    const discovery = await visit(`${url}/.well-known/openid-configuration`, ca);
    assert.ok(discovery?.body.includes(`"issuer":"${url}"`));
    const page = await visit(`${url}/sign-up`, ca);
    assert.match(page?.headers['strict-transport-security'] ?? '', /max-age=/);
    const health = await cli.run(['healthcheck'], { env: tls });
    assert.deepEqual([health.code, health.stdout], [0, 'ready\n']);
    assert.equal(await server.end(), 0);
  });

  it('says in one line that a file is no certificate, or not there', async () => {
    const line = /^TACET_TLS_CERT and TACET_TLS_KEY: they are no certificate and its key \(/;
    assertOneLine(await cli.run(['start'], { env: { ...tls, TACET_TLS_CERT: tls.TACET_TLS_KEY } }), line);
    assertOneLine(await cli.run(['start'], { env: { ...tls, TACET_TLS_KEY: '/nowhere' } }), /\(ENOENT\)$/);
  });
});

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

async function visit(url: string, ca: string) {
  try {
    const request = get(url, { ca, agent: false });
    const [response] = await once(request, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return {
      status: response.statusCode,
      headers: response.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
  } catch {
    return undefined;
  }
}
