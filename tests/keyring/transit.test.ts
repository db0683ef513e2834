import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KeyProvider } from '../../server/keyring/providers/key-provider.ts';
import { newBytes } from '../../server/platform/random.ts';
import { providerPromises } from './provider-promises.ts';
import { rejectsWith } from './rejects-with.ts';
import { approle, timesAsked, world } from './transit-parts.ts';

providerPromises('transit, in front of a double', async () => {
  const opened = await world();
  return { provider: opened.provider, close: async () => opened[Symbol.asyncDispose]() };
});

const PLACE = ['ring_key', 'wrapped', 'row-1', 'tacet'];
const KEY = 'transit/keys/tacet';
const ADMIN = 'a-token-of-the-operator';

const wrapOne = async (provider: KeyProvider, kekId: string, plaintext: Uint8Array = newBytes(32)) => {
  const [wrapped = ''] = await provider.wrap(kekId, [{ plaintext, context: PLACE }]);
  return { wrapped, context: PLACE };
};

describe('keys at a transit server', () => {
  it('CF-06 KMS-R04 makes a key that cannot be exported, and sends no plaintext to rewrap', async () => {
    await using opened = await world();
    const { double, provider } = opened;
    const first = await provider.create();
    assert.equal(first, 'transit-tacet-v1');
    double.addToken(ADMIN, {});
    const answer = await fetch(`${double.url}/v1/${KEY}`, { headers: { 'X-Vault-Token': ADMIN } });
    const { data } = await answer.json();
    assert.deepEqual(
      [data.type, data.derived, data.exportable, data.allow_plaintext_backup],
      ['aes256-gcm96', true, false, false],
    );
    const item = await wrapOne(provider, first);
    const second = await provider.create();
    double.asked.length = 0;
    await provider.rewrap(second, [item]);
    assert.deepEqual(double.asked, ['POST transit/rewrap/tacet']);
  });

  it('KMS-R26 asks once for a list, and not at all for an empty one', async () => {
    await using opened = await world();
    const { double, provider } = opened;
    const kek = await provider.create();
    const item = await wrapOne(provider, kek);
    double.asked.length = 0;
    await provider.unwrap([]);
    await provider.unwrap([item, item, item]);
    assert.deepEqual(double.asked, ['POST transit/decrypt/tacet']);
  });

  it('KMS-R28 a provider at another server, or of another key, opens nothing', async () => {
    await using opened = await world();
    await using foreign = await world();
    const item = await wrapOne(opened.provider, await opened.provider.create());
    assert.deepEqual(await foreign.provider.unwrap([item]), [
      { opened: false, reason: 'unknown_kek', kekId: 'transit-tacet-v1' },
    ]);
    await foreign.provider.create();
    assert.deepEqual(await foreign.provider.unwrap([item]), [
      { opened: false, reason: 'refused', kekId: 'transit-tacet-v1' },
    ]);
    const other = opened.another({ ...approle(opened.double), TACET_TRANSIT_KEY: 'tacet-v1' });
    assert.deepEqual(await other.unwrap([item]), [
      { opened: false, reason: 'unknown_kek', kekId: 'transit-tacet-v1' },
    ]);
  });

  it('has no key before it made one, and says which is missing', async () => {
    await using opened = await world();
    const wrapped = wrapOne(opened.provider, 'transit-tacet-v1');
    await rejectsWith('kek_missing', wrapped, /^transit-tacet-v1 is not at/);
    const kek = await opened.provider.create();
    await wrapOne(opened.provider, kek);
    await rejectsWith('kek_missing', wrapOne(opened.provider, 'transit-tacet-v2'));
  });

  it('CF-06 refuses a key that would let itself out, or that binds no context', async () => {
    const sound = { type: 'aes256-gcm96', derived: true, exportable: false, allow_plaintext_backup: false };
    for (const unsafe of [{ derived: false }, { exportable: true }, { allow_plaintext_backup: true }]) {
      await using opened = await world();
      const { double, provider } = opened;
      double.addToken(ADMIN, {});
      const headers = { 'X-Vault-Token': ADMIN };
      const body = JSON.stringify({ ...sound, ...unsafe });
      await fetch(`${double.url}/v1/${KEY}`, { method: 'POST', headers, body });
      await rejectsWith('provider_unsafe', provider.present(), /^TACET_TRANSIT_KEY: /);
      await rejectsWith('provider_unsafe', provider.create());
      await rejectsWith('provider_unsafe', wrapOne(provider, 'transit-tacet-v1'));
      assert.equal(timesAsked(double, 'POST transit/encrypt/tacet'), 0);
    }
  });

  it('destroys from the lowest version up, never the newest, and says why not', async () => {
    await using opened = await world();
    const { provider } = opened;
    const [first, second, third] = [
      await provider.create(),
      await provider.create(),
      await provider.create(),
    ];
    await rejectsWith('destroy_refused', provider.destroy(third), /make another first/);
    await rejectsWith('destroy_refused', provider.destroy(second), /before transit-tacet-v1: /);
    assert.equal((await provider.present()).size, 3);
    await provider.destroy(first);
    await provider.destroy(second);
    assert.deepEqual(await provider.present(), new Set([third]));
  });

  it('KMS-R11 AC-10 an envelope has one spelling, and the version in it is the one in front', async () => {
    await using opened = await world();
    const { double, provider } = opened;
    const [first, second] = [await provider.create(), await provider.create()];
    // 31 bytes leave the last character of theirs two bits that mean nothing.
    const { wrapped } = await wrapOne(provider, first, newBytes(31));
    const [, , , payload = ''] = wrapped.split('.');
    const theirs = Buffer.from(payload, 'base64url').toString();
    const [, last = ''] = /(.)=*$/.exec(theirs) ?? [];
    const spelt = (kekId: string, text: string) => ({
      wrapped: `v1.${kekId}.transit.${Buffer.from(text).toString('base64url')}`,
      context: PLACE,
    });
    const spellings = [
      spelt(second, theirs),
      spelt(first, theirs.replace(':v1:', ':v01:')),
      spelt(first, theirs.replace(':v1:', ':v0:')),
      spelt(first, `${theirs}\n`),
      spelt(first, theirs.replace(/=*$/, '')),
      spelt(first, theirs.replace(/.(=*)$/, `${String.fromCharCode(last.charCodeAt(0) + 1)}$1`)),
    ];
    assert.equal((await provider.unwrap([spelt(first, theirs)]))[0]?.opened, true);
    double.asked.length = 0;
    for (const answers of [await provider.unwrap(spellings), await provider.rewrap(first, spellings)]) {
      const reasons = answers.map((one) => !one.opened && one.reason);
      assert.deepEqual(
        reasons,
        spellings.map(() => 'malformed'),
      );
    }
    assert.deepEqual(double.asked, [], 'nobody had to be asked');
  });

  it('makes one version and no more when the answer to a rotation is lost', async () => {
    await using opened = await world();
    const { double, provider } = opened;
    await provider.create();
    double.switches.losing = 'transit/keys/tacet/rotate';
    assert.equal(await provider.create(), 'transit-tacet-v2');
    assert.equal(timesAsked(double, 'POST transit/keys/tacet/rotate'), 1);
    assert.equal((await provider.present()).size, 2);
  });
});
