import assert from 'node:assert/strict';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { localProvider } from '../../server/keyring/providers/local.ts';
import { providerPromises } from './provider-promises.ts';

providerPromises('local', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-keks-'));
  return {
    provider: localProvider(join(folder, 'keys')),
    close: () => rm(folder, { recursive: true, force: true }),
  };
});

describe('a folder of key-encryption keys', () => {
  it('KMS-R14 finds the key that another instance has made since it looked', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'tacet-keks-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const [one, other] = [localProvider(join(folder, 'keys')), localProvider(join(folder, 'keys'))];
    assert.deepEqual(await other.present(), new Set());
    const kek = await one.create();
    const context = ['here'];
    const [wrapped = ''] = await one.wrap(kek, [{ plaintext: Buffer.from('key'), context }]);
    const [opened] = await other.unwrap([{ wrapped, context }]);
    assert.equal(opened?.opened && opened.plaintext.toString(), 'key');
  });

  it('is not read for each of many askers after a key that is not there', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'tacet-keks-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const one = localProvider(join(folder, 'one'));
    let now = 0;
    const lost = localProvider(join(folder, 'lost'), () => now);
    const kek = await one.create();
    const context = ['here'];
    const [wrapped = ''] = await one.wrap(kek, [{ plaintext: Buffer.from('key'), context }]);
    const ask = async () => (await lost.unwrap([{ wrapped, context }]))[0]?.opened;
    assert.equal(await ask(), false);
    await rename(join(folder, 'one'), join(folder, 'lost'));
    assert.equal(await ask(), false, 'within five seconds it is not looked for again');
    now += 5_000;
    assert.equal(await ask(), true);
  });
});
