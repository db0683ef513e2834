import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { VaultLocked } from '../../authpage/src/vault/kept.ts';
import { exportKey, give, owner, prf, vaultWith } from './vault-parts.ts';

const first = { ...owner, generation: 1 };

describe('the vault of a page', () => {
  it('JIRO-R11 opens on another device with what the password gives, and seals and opens items', async () => {
    const password = exportKey();
    const here = await vaultWith({ chosen: password });
    const { opaque = '', proof } = await here.make(first);
    const { body } = await here['seal-item']({ ...owner, id: 'note', text: 'déjà vu' });
    assert.match(body, /^[A-Za-z0-9_-]+$/);

    const there = await vaultWith({ proved: password });
    assert.deepEqual(await there['open-password']({ ...first, opaque, bridges: [] }), { opened: true });
    const { texts } = await there['open-items']({
      ...owner,
      items: [
        { id: 'note', body },
        { id: 'other', body },
      ],
    });
    assert.deepEqual(texts, ['déjà vu', undefined]);
    assert.equal((await there['wrap-password'](owner)).proof, proof);
  });

  it('JIRO-R07 gives two accounts of one password two keys', async () => {
    const password = exportKey();
    const one = await vaultWith({ chosen: password });
    const { opaque = '' } = await one.make(first);
    const other = await vaultWith({ proved: password });
    const foreign = { ...first, accountId: 'acc_other', opaque, bridges: [] };
    assert.deepEqual(await other['open-password'](foreign), { opened: false });
  });

  it('JIRO-R09 refuses another password, and says that nothing is open', async () => {
    const { opaque = '' } = await (await vaultWith({ chosen: exportKey() })).make(first);
    const thief = await vaultWith({ proved: exportKey() });
    assert.deepEqual(await thief['open-password']({ ...first, opaque, bridges: [] }), { opened: false });
    assert.deepEqual(await thief.status(owner), { generation: undefined });
    await assert.rejects(thief['seal-item']({ ...owner, id: 'a', text: 'b' }), VaultLocked);
    await assert.rejects(thief['wrap-password'](owner), VaultLocked);
  });

  it('keeps what it has of one account from another one', async () => {
    const vault = await vaultWith({ chosen: exportKey() });
    await vault.make(first);
    const stranger = { ...owner, accountId: 'acc_other' };
    assert.deepEqual(await vault.status(stranger), { generation: undefined });
    await assert.rejects(vault['new-recovery'](stranger), VaultLocked);
    await assert.rejects(vault['seal-older'](stranger), VaultLocked);
  });

  it('JIRO-C07 keeps the key through a change of the password, and the old wrap opens no more', async () => {
    const [before, after] = [exportKey(), exportKey()];
    const vault = await vaultWith({ proved: before, chosen: after });
    const made = await (await vaultWith({ chosen: before })).make(first);
    await vault['open-password']({ ...first, opaque: made.opaque ?? '', bridges: [] });
    const { generation, jwe, proof } = await vault['wrap-password'](owner);
    assert.deepEqual([generation, proof], [1, made.proof]);
    const later = await vaultWith({ proved: after });
    assert.deepEqual(await later['open-password']({ ...first, opaque: jwe, bridges: [] }), { opened: true });
    const stale = { ...first, opaque: made.opaque ?? '', bridges: [] };
    assert.deepEqual(await later['open-password'](stale), { opened: false });
  });

  it('walks four bridges and no fifth, in their order alone', async () => {
    const keys = Array.from({ length: 6 }, exportKey);
    const { opaque = '' } = await (await vaultWith({ chosen: keys[0] ?? exportKey() })).make(first);
    const bridges: string[] = [];
    for (const [at, proved] of keys.slice(0, 5).entries()) {
      const page = await vaultWith({ proved, chosen: keys[at + 1] ?? exportKey() });
      bridges.push((await page.bridge(first)).jwe);
    }
    const openedBy = async (at: number, over: readonly string[]) => {
      const vault = await vaultWith({ proved: keys[at] ?? exportKey() });
      return (await vault['open-password']({ ...first, opaque, bridges: over })).opened;
    };
    for (const at of [0, 1, 2, 3, 4]) assert.equal(await openedBy(at, bridges.slice(0, at)), true, `${at}`);
    assert.equal(await openedBy(5, bridges), false);
    assert.equal(await openedBy(2, [...bridges.slice(0, 2)].reverse()), false);
    assert.equal(await openedBy(2, bridges.slice(0, 1)), false);
  });

  it('takes no export key that is none, and forgets the one it had', async () => {
    const vault = await vaultWith({ proved: exportKey() });
    assert.equal(await give(vault, 'proved', randomBytes(63)), false);
    assert.equal(await give(vault, 'proved', undefined), false);
    await assert.rejects(vault['open-password']({ ...first, opaque: 'x', bridges: [] }), VaultLocked);
  });

  it('opens with a passkey, and not with another one or one that is not on the list', async () => {
    const secret = randomBytes(32);
    const here = await vaultWith({});
    await here.make(first);
    const { wrap } = await here['wrap-passkey']({ ...owner, credentialId: 'pk-1', prf: prf(secret) });
    const opened = async (changes: Partial<typeof wrap>, bytes = secret) =>
      (
        await (
          await vaultWith({})
        )['open-passkey']({ ...first, wrap: { ...wrap, ...changes }, prf: prf(bytes) })
      ).opened;
    assert.equal(await opened({}), true);
    assert.equal(await opened({}, randomBytes(32)), false);
    assert.equal(await opened({}, randomBytes(31)), false);
    assert.equal(await opened({ credentialId: 'pk-2' }), false);
    const other = (await here['wrap-passkey']({ ...owner, credentialId: 'pk-1', prf: prf(secret) })).wrap;
    for (const part of ['jwe', 'publicJwe', 'privateJwe'] as const) {
      assert.equal(await opened({ [part]: other[part] }), false, part);
    }
  });
});
