import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { formEndpoint } from '../../server/http/endpoint.ts';
import { createHttpServer, httpServerOptions } from '../../server/http/listen.ts';
import { selfSigned } from './certificate.ts';
import { form, serve } from './harness.ts';

/** The same limits, made small, so that a test need not wait ten seconds. */
const QUICK = {
  headersTimeout: 300,
  requestTimeout: 400,
  connectionsCheckingInterval: 50,
  idleTimeout: 1_500,
};
const HEAD = 'POST /token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n';

function tokenServer() {
  return serve((router, web) => formEndpoint(router, web, '/token', () => Promise.resolve({})), {
    server: QUICK,
  });
}

/** Sends `first`, then one byte every 40 ms for as long as the server stands it; says how long that was. */
async function dripping(port: number, first: string, drip: string): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  const started = performance.now();
  socket.write(first);
  const timer = setInterval(() => socket.write(drip), 40);
  socket.resume();
  try {
    await once(socket, 'close');
  } finally {
    clearInterval(timer);
  }
  return performance.now() - started;
}

describe('the listening server (HT-05)', () => {
  it('gives nobody more than ten seconds', () => {
    const { headersTimeout, requestTimeout, connectionsCheckingInterval, idleTimeout, keepAliveTimeout } =
      httpServerOptions;
    for (const limit of [headersTimeout, requestTimeout])
      assert.ok(limit + connectionsCheckingInterval <= 10_000);
    assert.ok(idleTimeout <= 10_000 && keepAliveTimeout <= 10_000);
    const server = createHttpServer({ tls: undefined, trustedProxies: [] }, () => {});
    assert.equal(server.headersTimeout, headersTimeout);
    assert.equal(server.requestTimeout, requestTimeout);
    assert.equal(server.keepAliveTimeout, keepAliveTimeout);
    assert.equal(server.timeout, idleTimeout);
    assert.equal(server.maxConnections, httpServerOptions.maxConnections);
  });

  it('cuts off whoever drips the header', async () => {
    await using server = await tokenServer();
    assert.ok((await dripping(server.port, `${HEAD}X-Slow: `, 'x')) < 1_400);
  });

  it('cuts off whoever drips the body, and goes on serving others', async () => {
    await using server = await tokenServer();
    const slow = dripping(server.port, `${HEAD}Content-Length: 1000\r\n\r\n`, 'a');
    assert.equal((await server.fetch('/token', form({ a: 'b' }))).status, 200);
    assert.ok((await slow) < 1_400);
    assert.deepEqual(
      server.lines.filter(({ level }) => level === 'error'),
      [],
    );
  });

  it('cuts off whoever says nothing at all', async () => {
    await using server = await tokenServer();
    assert.ok((await dripping(server.port, '', '')) < 3_000);
  });

  it('leaves it to a proxy of ours to close a connection that is idle', async (t) => {
    const limits = { ...httpServerOptions, ...QUICK, keepAliveTimeout: 100, proxyKeepAliveTimeout: 10_000 };
    for (const [trustedProxies, survives] of [
      [[], false],
      [['127.0.0.1'], true],
    ] as const) {
      const server = createHttpServer(
        { tls: undefined, trustedProxies },
        (_, response) => response.end('ok'),
        limits,
      );
      t.after(() => server.close());
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      assert.ok(address !== null && typeof address === 'object');
      const socket = connect(address.port, '127.0.0.1');
      t.after(() => socket.destroy());
      let closed = false;
      socket.once('close', () => (closed = true)).resume();
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      // Longer than the limits for a request that is under way, and Node adds a second to its own.
      await pause(2_000);
      assert.equal(!closed, survives);
    }
  });

  it('speaks https when the operator gave a certificate', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'tacet-tls-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const { key, cert } = selfSigned();
    writeFileSync(keyFile, key);
    writeFileSync(certFile, cert);
    const server = createHttpServer({ tls: { keyFile, certFile }, trustedProxies: [] }, (_, response) =>
      response.end('ok'),
    );
    t.after(() => server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const call = request({
      port: address.port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      agent: false,
    }).end();
    const [response] = await once(call, 'response');
    response.resume();
    assert.equal(response.statusCode, 200);
    await once(response, 'end');
  });
});
