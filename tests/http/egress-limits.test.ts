import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { describe, it } from 'node:test';
import { causedBy, egressTo, refusedFor, target } from './egress-target.ts';

describe('SS-04 the egress gives up', () => {
  const bombs: readonly (readonly [what: string, handle: Parameters<typeof target>[0]])[] = [
    [
      'a body that says it is long',
      (_, response) => response.writeHead(200, { 'Content-Length': 1e9 }).write('{'),
    ],
    [
      'a chunked body without an end',
      (_, response) => {
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(1_000)));
        };
        response.on('drain', more);
        more();
      },
    ],
    [
      'a body that is packed',
      (_, response) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('x'.repeat(1e6)));
      },
    ],
    [
      'a header without an end',
      (_, response) => response.writeHead(200, { 'X-Long': 'x'.repeat(20_000) }).end('{}'),
    ],
    [
      'an answer that breaks off',
      (_, response) => response.writeHead(200, { 'Content-Length': 9 }).flushHeaders(),
    ],
  ];
  for (const [what, handle] of bombs) {
    it(`at ${what}`, async () => {
      await using server = await target((request, response) => {
        handle(request, response);
        if (what.endsWith('breaks off')) setImmediate(() => response.destroy());
      });
      const egress = egressTo({ allow: '127.0.0.1 ::1', caFile: server.caFile });
      const startedAt = performance.now();
      await refusedFor(egress, server.url);
      assert.ok(performance.now() - startedAt < 2_900);
    });
  }

  it('within three seconds at a body that drips, and at a server that says nothing', async () => {
    await using drip = await target((_, response) => {
      const timer = setInterval(() => response.write('x'), 100);
      response.on('close', () => clearInterval(timer));
    });
    await using silent = await target(() => undefined);
    const startedAt = performance.now();
    await Promise.all(
      [drip, silent].map(({ url, caFile }) => refusedFor(egressTo({ allow: '127.0.0.1 ::1', caFile }), url)),
    );
    const took = performance.now() - startedAt;
    assert.ok(took > 2_500 && took < 4_500, String(took));
  });

  it('at a name that nobody answers for', async () => {
    const startedAt = performance.now();
    await refusedFor(
      egressTo({}, () => new Promise(() => undefined)),
      'https://app.test/',
    );
    assert.ok(performance.now() - startedAt < 4_500);
  });

  it('at once when too many calls are under way, and to one host no host keeps the others waiting', async () => {
    await using silent = await target(() => undefined);
    const egress = egressTo({ allow: '127.0.0.1 ::1', caFile: silent.caFile });
    const slow = Array.from({ length: 16 }, () => refusedFor(egress, silent.url));
    const startedAt = performance.now();
    await refusedFor(egress, silent.url);
    assert.ok(performance.now() - startedAt < 1_000);
    await using other = await target((_, response) => response.end('{}'));
    const refusedByCertificate = egress.call({ url: other.url, bytesMax: 10 });
    await assert.rejects(refusedByCertificate, causedBy('DEPTH_ZERO_SELF_SIGNED_CERT'));
    await Promise.all(slow);
  });

  it('SS-06 with one text, and an open inner port takes no longer than a closed one', async () => {
    await using open = await target((_, response) => response.end('{}'));
    const egress = egressTo({});
    const startedAt = performance.now();
    for (const port of [open.port, 1]) await refusedFor(egress, `https://127.0.0.1:${port}/`);
    assert.ok(performance.now() - startedAt < 500);
    assert.equal(open.connections(), 0);
  });
});
