import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { VaultLocked } from '../../authpage/src/vault/kept.ts';
import type { KeysState } from '../../contract/keys.ts';
import type { KeysOrder } from '../../contract/step.ts';
import { openDelivery } from './app.ts';
import { keyPair, publicOf, thumbprint } from './independent/primitives.ts';
import { exportKey, give, owner, prf, vaultWith } from './vault-parts.ts';

const first = { ...owner, generation: 1 };
const second = { ...owner, generation: 2 };
const older = (generation: number, successor: string): KeysState['older'][number] => ({
  generation,
  createdAtSeconds: 1_700_000_000,
  successor,
  byPassword: false,
  byRecovery: false,
});

describe('the life of an account key', () => {
  it('opens with the recovery key, once a typing, and goes under the new password', async () => {
    const made = await vaultWith({ chosen: exportKey() });
    const { proof } = await made.make(first);
    const { text, recovery } = await made['new-recovery'](owner);

    const reset = await vaultWith({});
    assert.equal(await reset['read-recovery']({ ...first, text: text.slice(0, -1) }), undefined);
    const shown = await reset['read-recovery']({ ...first, text: text.toLowerCase() });
    assert.deepEqual(shown, { lookup: recovery.lookup, proof: recovery.proof });
    const { jwe } = recovery;
    assert.deepEqual(await reset['open-recovery']({ ...first, jwe }), { opened: true });
    await assert.rejects(reset['open-recovery']({ ...first, jwe }), VaultLocked);
    await give(reset, 'chosen', exportKey());
    assert.equal((await reset['wrap-password'](owner)).proof, proof);
  });

  it('JIRO-R06 is lost with the password at a reset, until the old password opens it again', async () => {
    const [before, after] = [exportKey(), exportKey()];
    const lost = await vaultWith({ chosen: before });
    const { opaque = '' } = await lost.make(first);
    const { body } = await lost['seal-item']({ ...owner, id: 'note', text: 'old' });

    const vault = await vaultWith({ chosen: after });
    await vault.make(second);
    const read = () => vault['open-items']({ ...owner, items: [{ id: 'note', body }] });
    assert.deepEqual((await read()).texts, [undefined]);
    await assert.rejects(vault['seal-older'](owner), VaultLocked);
    await give(vault, 'proved', after);
    assert.deepEqual(await vault['open-older']({ ...first, opaque, bridges: [] }), { opened: false });
    await give(vault, 'proved', before);
    assert.deepEqual(await vault['open-older']({ ...first, opaque, bridges: [] }), { opened: true });
    const sealed = await vault['seal-older'](owner);
    assert.equal(sealed.generation, 1);
    assert.deepEqual((await read()).texts, ['old']);
  });

  it('opens keys that were opened again before, through one another, and leaves out what does not open', async () => {
    const passwords = [exportKey(), exportKey(), exportKey()] as const;
    const successors: string[] = [];
    let opaque = (await (await vaultWith({ chosen: passwords[0] })).make(first)).opaque ?? '';
    for (const generation of [2, 3]) {
      const vault = await vaultWith({ chosen: passwords[generation - 1] ?? exportKey() });
      const made = await vault.make({ ...owner, generation });
      await give(vault, 'proved', passwords[generation - 2]);
      await vault['open-older']({ ...owner, generation: generation - 1, opaque, bridges: [] });
      successors.push((await vault['seal-older'](owner)).successor);
      opaque = made.opaque ?? '';
    }
    const vault = await vaultWith({ proved: passwords[2] });
    await vault['open-password']({ ...owner, generation: 3, opaque, bridges: [] });
    const list = successors.map((successor, at) => older(at + 1, successor));
    assert.deepEqual(await vault['open-successors']({ ...owner, older: list }), { generations: [2, 1] });

    const again = await vaultWith({ proved: passwords[2] });
    await again['open-password']({ ...owner, generation: 3, opaque, bridges: [] });
    const swapped = successors.map((_, at) => older(at + 1, successors[1 - at] ?? ''));
    assert.deepEqual(await again['open-successors']({ ...owner, older: swapped }), { generations: [] });
  });

  it('is replaced where a thief may know it: old data stays, listed passkeys go along, others do not', async () => {
    const [password, secret] = [exportKey(), randomBytes(32)];
    const vault = await vaultWith({ chosen: password });
    const made = await vault.make(first);
    const { wrap } = await vault['wrap-passkey']({ ...owner, credentialId: 'pk', prf: prf(secret) });
    const { body } = await vault['seal-item']({ ...owner, id: 'note', text: 'old' });

    const thief = await vaultWith({});
    await thief.make(first);
    const bytes = prf(randomBytes(32));
    const planted = (await thief['wrap-passkey']({ ...owner, credentialId: 'evil', prf: bytes })).wrap;
    const replaced = await vault.replace({
      ...owner,
      passkeys: [wrap, planted, { ...planted, credentialId: 'pk' }],
    });
    assert.deepEqual(
      replaced.passkeys.map(({ credentialId }) => credentialId),
      ['pk'],
    );
    assert.equal(replaced.proof, made.proof);
    assert.notEqual(replaced.newProof, made.proof);
    const read = { ...owner, items: [{ id: 'note', body }] };
    assert.deepEqual((await vault['open-items'](read)).texts, ['old']);

    const there = await vaultWith({});
    const [resealed] = replaced.passkeys;
    assert.ok(resealed);
    const open = { wrap: resealed, prf: prf(secret) };
    assert.deepEqual(await there['open-passkey']({ ...first, ...open }), { opened: false });
    const anew = { wrap: resealed, prf: prf(secret) };
    assert.deepEqual(await there['open-passkey']({ ...second, ...anew }), { opened: true });
    assert.deepEqual((await there['open-items'](read)).texts, [undefined]);
    await there['open-successors']({ ...owner, older: [older(1, replaced.successor)] });
    assert.deepEqual((await there['open-items'](read)).texts, ['old']);
    assert.equal((await there['new-recovery'](owner)).proof, replaced.newProof);
  });

  it('gives an app the same key before and after a change of the password, and the older one beside a new one', async () => {
    const [before, after] = [exportKey(), exportKey()];
    const app = keyPair('P-256', randomBytes(32));
    const apv = Buffer.from(randomBytes(32)).toString('base64url');
    const wish = {
      issuer: owner.issuer,
      clientId: 'notes',
      apv,
      privateJwk: app,
      thumbprint: thumbprint(app),
    };
    const scope = { scope: 'key:notes', rotationSalt: 'A'.repeat(43), rotatedAtSeconds: 0 };
    const order: KeysOrder = {
      clientId: 'notes',
      subject: 'acc',
      keyGroup: 'notes',
      scopes: [scope],
      jwk: { ...publicOf(app) },
      thumbprint: thumbprint(app),
      apv,
      format: 'tacet',
    };
    const keysOf = async (vault: Awaited<ReturnType<typeof vaultWith>>, keysChangedAtSeconds: number) => {
      const known = [{ generation: 1, createdAtSeconds: 1_700_000_000 }];
      const ask = { ...owner, order, keysChangedAtSeconds, older: known, nowSeconds: 1_790_000_000 };
      return openDelivery((await vault['scoped-keys'](ask)).jwe, wish);
    };
    const vault = await vaultWith({ proved: before, chosen: after });
    await vault.make(first);
    const one = await keysOf(vault, 1_700_000_000);
    assert.equal(one.older, undefined);
    const { jwe } = await vault['wrap-password'](owner);
    const later = await vaultWith({ proved: after });
    await later['open-password']({ ...first, opaque: jwe, bridges: [] });
    assert.deepEqual(await keysOf(later, 1_700_000_000), one);

    await later.replace({ ...owner, passkeys: [] });
    const two = await keysOf(later, 1_780_000_000);
    assert.deepEqual(two.older?.['key:notes'], [one.keys['key:notes']]);
    assert.ok((two.keys['key:notes']?.kid ?? '') > (one.keys['key:notes']?.kid ?? ''));
  });
});
