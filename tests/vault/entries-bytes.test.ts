import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { BLOB_BYTES_MAX, ITEM_BYTES_MAX } from '../../contract/vault.ts';
import { keep, list, openVault, type Vault } from './entries-world.ts';

const RUNS = 60;
const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('the bytes of entries', () => {
  let at: Vault;
  before(async () => void (at = await openVault()));
  after(() => at.close());

  it('FP-R02 FP-N01 FP-R05 hold any bytes, bit for bit', async () => {
    const app = await at.app();
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ maxLength: ITEM_BYTES_MAX, size: 'max' }),
      fc.constantFrom(new Uint8Array(), EVERY_BYTE, new Uint8Array(ITEM_BYTES_MAX).fill(255)),
    );
    await fc.assert(
      fc.asyncProperty(anyBytes, fc.constantFrom('items', 'blobs'), async (bytes, kind) => {
        const path = `/vault/${kind}/any`;
        await app.call('DELETE', path, { headers: { 'If-Match': '*' } });
        await keep(app, 'any', bytes, kind);
        const read = await app.call('GET', path);
        assert.ok(read.bytes.equals(bytes), 'read');
        if (kind === 'blobs') return;
        const listed = (await list(app)).items.find(({ id }) => id === 'any')?.body ?? '';
        assert.ok(Buffer.from(listed, 'base64url').equals(bytes), 'listed');
      }),
      {
        numRuns: RUNS,
        examples: [
          [EVERY_BYTE, 'items'],
          [EVERY_BYTE, 'blobs'],
        ],
      },
    );
    const [row] = await at.sql(`select pg_typeof(body)::text as type from vault_entry limit 1`);
    assert.equal(row?.type, 'bytea');
  });

  it('FP-R03 FP-R09 are never looked into: noise, gzip and JSON are treated alike', async () => {
    const app = await at.app();
    const kinds = {
      noise: EVERY_BYTE,
      gzip: gzipSync('text'),
      json: '{"__proto__":1,"__proto__":',
      nul: '\0',
    };
    for (const [id, bytes] of Object.entries(kinds)) {
      await keep(app, id, bytes);
      const { status, headers, bytes: read } = await app.call('GET', `/vault/items/${id}`);
      assert.equal(status, 200);
      assert.ok(read.equals(Buffer.from(bytes)), id);
      assert.equal(headers.get('content-type'), 'application/octet-stream');
    }
  });

  it('FP-N03 are refused above their limit before they have come', async () => {
    const app = await at.app();
    for (const [kind, max] of [
      ['items', ITEM_BYTES_MAX],
      ['blobs', BLOB_BYTES_MAX],
    ] as const) {
      await keep(app, 'largest', new Uint8Array(max), kind);
      let sent = 0;
      const endless = new ReadableStream({
        pull(controller) {
          sent += 65_536;
          controller.enqueue(new Uint8Array(65_536));
          if (sent > 512 * 1_048_576) controller.error(new Error('all of it was taken'));
        },
      });
      const headers = {
        ...{ Authorization: `Bearer ${app.token}`, 'Content-Type': 'application/octet-stream' },
        'If-None-Match': '*',
      };
      const init = { method: 'PUT', headers, body: endless, duplex: 'half' };
      const answer = await at.fetch(`/vault/${kind}/too-large`, init).catch(() => undefined);
      // A client that is cut off while it sends may not see the answer; what counts is that it was cut off.
      if (answer !== undefined) assert.equal(answer.status, 413);
      assert.ok(sent < 64 * 1_048_576, `${sent} bytes were taken`);
      const plain = { bytes: new Uint8Array(max + 1), headers: { 'If-None-Match': '*' } };
      assert.equal((await app.call('PUT', `/vault/${kind}/too-large`, plain)).status, 413);
      assert.equal((await app.call('GET', `/vault/${kind}/too-large`)).status, 404);
    }
  });

  it('take octets alone, as they are', async () => {
    const app = await at.app();
    const put = (headers: Record<string, string>) =>
      app.call('PUT', '/vault/items/x', { bytes: 'x', headers: { 'If-None-Match': '*', ...headers } });
    assert.equal((await put({ 'Content-Type': 'application/json' })).status, 400);
    assert.equal((await put({ 'Content-Encoding': 'gzip' })).status, 415);
    for (const version of ['0', '65536', '1.0', 'x', '01', '-1', '9'.repeat(40)]) {
      const { status, body } = await put({ 'Envelope-Version': version });
      assert.deepEqual([status, body.error], [400, 'invalid_request'], version);
    }
    assert.equal((await put({ 'Envelope-Version': '65535' })).status, 201);
  });
});
