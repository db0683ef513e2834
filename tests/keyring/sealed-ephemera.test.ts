import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { rotateKey } from '../../server/keyring/rotate.ts';
import { sealedEphemera } from '../../server/keyring/sealed-ephemera.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { freshKeyring, DAY } from './parts.ts';

const VALUE = '{"email":"anna@example.org","漢":true}';

async function opened(t: TestContext) {
  const { parts, keyring } = await freshKeyring(t);
  const bare = memoryEphemera(parts.clock);
  const lines: string[] = [];
  const ephemera = sealedEphemera(bare, keyring.sealer('ephemera'), {
    debug: (message) => void lines.push(message),
  });
  t.after(() => ephemera.close());
  return { parts, keyring, bare, ephemera, lines };
}

describe('sealed ephemera', () => {
  it('TH-03 keep what lies in the backend unreadable, and give it back whole', async (t) => {
    const { bare, ephemera } = await opened(t);
    await ephemera.put('code:abc', VALUE, 60);
    const stored = (await bare.peek('code:abc')) ?? '';
    assert.match(stored, /^[\w-]+$/);
    assert.ok(!Buffer.from(stored, 'base64url').includes('anna'));
    assert.equal(await ephemera.peek('code:abc'), VALUE);
    assert.equal(await ephemera.replace('code:abc', 'second', 60), true);
    assert.deepEqual(await ephemera.spend('code:abc', 60), { value: 'second', first: true });
    assert.deepEqual(await ephemera.spend('code:abc', 60), { value: 'second', first: false });
    assert.equal(await ephemera.take('code:abc'), 'second');
    assert.equal(await ephemera.take('code:abc'), undefined);
    assert.equal(await ephemera.replace('code:abc', VALUE, 60), false);
  });

  it('do not open a value that was moved under another key, changed, or never sealed', async (t) => {
    const { bare, ephemera, lines } = await opened(t);
    await ephemera.put('login:anna', VALUE, 60);
    await bare.put('login:ben', (await bare.peek('login:anna')) ?? '', 60);
    await bare.put('login:plain', VALUE, 60);
    for (const key of ['login:ben', 'login:plain']) {
      assert.equal(await ephemera.peek(key), undefined);
      assert.equal(await ephemera.spend(key, 60), undefined);
      assert.equal(await ephemera.take(key), undefined);
    }
    assert.equal(lines.length, 6);
    assert.ok(!lines.join().includes('login:'), 'keys are not logged');
  });

  it('outlive a rotation of their ring, and die with its revocation', async (t) => {
    const { parts, keyring, ephemera } = await opened(t);
    await ephemera.put('code:abc', VALUE, 10 * DAY);
    await rotateKey(parts, 'ephemera', { now: true });
    await keyring.refresh();
    parts.pass(60);
    assert.equal(await ephemera.peek('code:abc'), VALUE);
    await rotateKey(parts, 'ephemera', { revoke: true });
    await keyring.refresh();
    assert.equal(await ephemera.peek('code:abc'), undefined);
    await ephemera.put('code:abc', VALUE, 60);
    assert.equal(await ephemera.peek('code:abc'), VALUE);
  });

  it('pass claims, counts and budgets through', async (t) => {
    const { ephemera, parts } = await opened(t);
    assert.deepEqual([await ephemera.claim('c', 60), await ephemera.claim('c', 60)], [true, false]);
    assert.deepEqual([await ephemera.count('n', 60), await ephemera.count('n', 60)], [1, 2]);
    const budget = { key: 'b', free: 1, delaysSeconds: [60], leakSeconds: 0, memorySeconds: 3600 };
    assert.deepEqual(await ephemera.admit([budget], parts.clock.nowSeconds()), { admitted: true });
    assert.equal((await ephemera.admit([budget], parts.clock.nowSeconds())).admitted, false);
    await ephemera.refund([{ key: 'b', forget: true }]);
    assert.deepEqual(await ephemera.admit([budget], parts.clock.nowSeconds()), { admitted: true });
    await ephemera.ping();
  });
});
