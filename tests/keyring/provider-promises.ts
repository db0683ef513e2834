import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  KEK_ID,
  type KeyProvider,
  ITEMS_MAX,
  type Wrapped,
} from '../../server/keyring/providers/key-provider.ts';
import { newBytes } from '../../server/platform/random.ts';
import { rejectsWith } from './rejects-with.ts';

export interface OpenedProvider {
  readonly provider: KeyProvider;
  close(): Promise<void>;
}

const HERE = ['ring_key', 'wrapped', 'row-1', 'tacet'];
const ELSEWHERE = ['ring_key', 'wrapped', 'row-2', 'tacet'];
const AT_ONCE = 20;
const LONG_BYTES = 4_096;

/** What every key provider keeps, whoever holds the keys (KMS-R05). `open` gives one that has no key yet. */
export function providerPromises(name: string, open: () => Promise<OpenedProvider>): void {
  describe(`KMS-R05 the key provider ${name}`, () => {
    let opened: OpenedProvider;
    let provider: KeyProvider;
    let first: string;
    before(async () => {
      opened = await open();
      provider = opened.provider;
      assert.deepEqual(await provider.present(), new Set());
      first = await provider.create();
    });
    after(() => opened.close());

    const wrapOne = async (plaintext: Uint8Array, context = HERE): Promise<Wrapped> => {
      const [wrapped = ''] = await provider.wrap(first, [{ plaintext, context }]);
      return { wrapped, context };
    };

    it('KMS-R14 makes a key whose id may stand in an envelope, and has it at once', async () => {
      assert.match(first, KEK_ID);
      assert.deepEqual(await provider.present(), new Set([first]));
    });

    it('opens a list in its order, of nothing, of a key and of 4 KiB', async () => {
      const plaintexts = [Buffer.alloc(0), newBytes(32), newBytes(LONG_BYTES)];
      const items = plaintexts.map((plaintext, at) => ({ plaintext, context: [...HERE, String(at)] }));
      const wrapped = await provider.wrap(first, items);
      assert.ok(wrapped.every((text) => text.startsWith(`v1.${first}.`)));
      const back = await provider.unwrap(
        items.map(({ context }, at) => ({ context, wrapped: wrapped[at] ?? '' })),
      );
      assert.deepEqual(
        back,
        plaintexts.map((plaintext) => ({ opened: true, plaintext })),
      );
    });

    it('wraps the same twice into two texts', async () => {
      const plaintext = newBytes(32);
      assert.notEqual((await wrapOne(plaintext)).wrapped, (await wrapOne(plaintext)).wrapped);
    });

    it('takes empty lists, and refuses longer ones than it says', async () => {
      assert.deepEqual(await provider.wrap(first, []), []);
      assert.deepEqual(await provider.unwrap([]), []);
      assert.deepEqual(await provider.rewrap(first, []), []);
      const plain = { plaintext: newBytes(32), context: HERE };
      const whole = await provider.wrap(
        first,
        Array.from({ length: ITEMS_MAX }, () => plain),
      );
      assert.equal(new Set(whole).size, ITEMS_MAX);
      const back = await provider.unwrap(whole.map((wrapped) => ({ wrapped, context: HERE })));
      assert.ok(back.every((one) => one.opened && one.plaintext.equals(plain.plaintext)));
      const tooMany = Array.from({ length: ITEMS_MAX + 1 }, () => plain);
      await assert.rejects(provider.wrap(first, tooMany), RangeError);
      const wrapped = tooMany.map(() => ({ wrapped: whole[0] ?? '', context: HERE }));
      await assert.rejects(provider.unwrap(wrapped), RangeError);
      await assert.rejects(provider.rewrap(first, wrapped), RangeError);
    });

    it('KMS-N09 opens nothing that was moved, and says so of that item alone', async () => {
      const plaintext = newBytes(32);
      const good = await wrapOne(plaintext);
      const moved = { wrapped: good.wrapped, context: ELSEWHERE };
      // Joined, both contexts are one text: each part is bound with its length.
      const shifted = { wrapped: good.wrapped, context: ['ring_keyw', 'rapped', 'row-1', 'tacet'] };
      const closed = { opened: false, reason: 'refused', kekId: first };
      assert.deepEqual(await provider.unwrap([moved, good, shifted]), [
        closed,
        { opened: true, plaintext },
        closed,
      ]);
      assert.deepEqual((await provider.rewrap(first, [moved]))[0], closed);
    });

    it('KMS-R11 opens nothing of which one character was changed', async () => {
      const good = await wrapOne(newBytes(32));
      const changed = Array.from({ length: good.wrapped.length }, (_, at) => ({
        ...good,
        wrapped: good.wrapped.slice(0, at) + other(good.wrapped[at] ?? '') + good.wrapped.slice(at + 1),
      }));
      assert.ok(changed.length < ITEMS_MAX);
      const opened = (await provider.unwrap(changed)).map((one, at) => [one.opened, changed[at]?.wrapped]);
      assert.deepEqual(
        opened.filter(([isOpen]) => isOpen),
        [],
      );
    });

    it('names the key that it does not have, and calls malformed what is no envelope', async () => {
      const good = await wrapOne(newBytes(32));
      const foreign = { ...good, wrapped: good.wrapped.replace(first, 'nobody-s_key') };
      const malformed = ['', 'v1', 'v2.a.b.c', `v1.${first}.A128GCM.AAAA`, `v1.${first}.none.====`, '🔑'];
      const answers = await provider.unwrap([
        foreign,
        ...malformed.map((wrapped) => ({ ...good, wrapped })),
        good,
      ]);
      assert.deepEqual(answers[0], { opened: false, reason: 'unknown_kek', kekId: 'nobody-s_key' });
      const reasons = answers.slice(1, -1).map((one) => !one.opened && one.reason);
      assert.deepEqual(
        reasons,
        malformed.map(() => 'malformed'),
      );
      assert.equal(answers.at(-1)?.opened, true);
      await rejectsWith(
        'kek_missing',
        provider.wrap('nobody-s_key', [{ plaintext: newBytes(32), context: HERE }]),
      );
      await rejectsWith('kek_missing', provider.rewrap('nobody-s_key', [good]));
    });

    it('keeps many apart that come at once', async () => {
      const plaintexts = Array.from({ length: AT_ONCE }, () => newBytes(32));
      const back = await Promise.all(
        plaintexts.map(async (plaintext, at) => {
          const [opened] = await provider.unwrap([await wrapOne(plaintext, [...HERE, String(at)])]);
          return opened?.opened === true && opened.plaintext.equals(plaintext);
        }),
      );
      assert.ok(back.every(Boolean));
    });

    it('KMS-R27 rewraps under a second key, in place, and destroys the first for good', async () => {
      const plaintext = newBytes(32);
      const good = await wrapOne(plaintext);
      const second = await provider.create();
      assert.notEqual(second, first);
      assert.deepEqual(await provider.present(), new Set([first, second]));
      const foreign = { ...good, wrapped: good.wrapped.replace(first, 'nobody-s_key') };
      const rewrapped = await provider.rewrap(second, [foreign, good]);
      assert.deepEqual(rewrapped[0], { opened: false, reason: 'unknown_kek', kekId: 'nobody-s_key' });
      const moved = rewrapped[1]?.opened === true ? { ...good, wrapped: rewrapped[1].wrapped } : good;
      assert.ok(moved.wrapped.startsWith(`v1.${second}.`));
      const under = await provider.wrap(first, [{ plaintext, context: HERE }]);
      assert.ok(under[0]?.startsWith(`v1.${first}.`), 'the key that was asked for, not the newest');

      await provider.destroy(first);
      assert.deepEqual(await provider.present(), new Set([second]));
      assert.deepEqual(await provider.unwrap([good, moved, { ...moved, context: ELSEWHERE }]), [
        { opened: false, reason: 'unknown_kek', kekId: first },
        { opened: true, plaintext },
        { opened: false, reason: 'refused', kekId: second },
      ]);
      await rejectsWith('kek_missing', provider.wrap(first, [{ plaintext, context: HERE }]));
      await rejectsWith('kek_missing', provider.rewrap(first, [moved]));
      assert.equal((await provider.rewrap(second, [good]))[0]?.opened, false);
      await provider.destroy(first);
      await provider.destroy('nobody-s_key');
      assert.deepEqual(await provider.present(), new Set([second]));
    });
  });
}

/** Another character of base64url, one bit away where that is one as well. */
function other(character: string): string {
  const near = String.fromCharCode(character.charCodeAt(0) ^ 1);
  return /^[A-Za-z0-9_-]$/.test(near) ? near : character === 'A' ? 'B' : 'A';
}
