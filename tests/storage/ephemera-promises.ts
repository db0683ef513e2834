import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Budget, Ephemera } from '../../server/platform/ephemera.ts';
import { newId } from '../../server/platform/random.ts';

/** A backend under test, and the way its time passes: a clock is turned, or one waits. */
export interface Backend {
  readonly ephemera: Ephemera;
  pass(seconds: number): Promise<void>;
}

const RACERS = 50;
const NOW = 1_800_000_000;

/** What every backend must promise. A new backend proves itself by calling this and nothing else. */
export function ephemeraPromises(name: string, open: () => Promise<Backend>): void {
  const race = <Result>(run: () => Promise<Result>) => Promise.all(Array.from({ length: RACERS }, run));
  const fresh = () => `key:${newId()}`;

  describe(`${name} keeps the promises of Ephemera: values`, () => {
    it('returns what was put, and replaces it', async () => {
      const { ephemera } = await open();
      const key = fresh();
      assert.equal(await ephemera.peek(key), undefined);
      await ephemera.put(key, 'first', 60);
      await ephemera.put(key, 'second, with ünïcode and \0', 60);
      assert.equal(await ephemera.peek(key), 'second, with ünïcode and \0');
    });

    it('replaces only what still lives', async () => {
      const { ephemera } = await open();
      const key = fresh();
      assert.equal(await ephemera.replace(key, 'value', 60), false);
      assert.equal(await ephemera.peek(key), undefined);
      await ephemera.put(key, 'first', 60);
      assert.equal(await ephemera.replace(key, 'second', 60), true);
      assert.equal(await ephemera.take(key), 'second');
      assert.equal(await ephemera.replace(key, 'third', 60), false);
    });

    it('AC-01 lets exactly one of many takers win', async () => {
      const { ephemera } = await open();
      const key = fresh();
      await ephemera.put(key, 'value', 60);
      const taken = await race(() => ephemera.take(key));
      assert.deepEqual(
        taken.filter((value) => value !== undefined),
        ['value'],
      );
      assert.equal(await ephemera.peek(key), undefined);
    });

    it('lets exactly one of many claimers win', async () => {
      const { ephemera } = await open();
      const key = fresh();
      const claims = await race(() => ephemera.claim(key, 60));
      assert.equal(claims.filter(Boolean).length, 1);
      assert.equal(await ephemera.claim(key, 60), false);
    });

    it('lets exactly one of many claim what was made once, and none what was made before the epoch', async () => {
      const { ephemera } = await open();
      const made = { issuedAtSeconds: NOW, ttlSeconds: 60, epochIfNoneSeconds: NOW };
      const key = fresh();
      const claims = await race(() => ephemera.claimOnce(key, made));
      assert.equal(claims.filter(Boolean).length, 1);
      assert.equal(await ephemera.claimOnce(fresh(), { ...made, issuedAtSeconds: NOW - 1 }), false);
      // The epoch stays what it was.
      assert.equal(await ephemera.claimOnce(fresh(), { ...made, epochIfNoneSeconds: NOW + 600 }), true);
    });

    it('gives a spent value to all and calls exactly one the first', async () => {
      const { ephemera } = await open();
      const key = fresh();
      assert.equal(await ephemera.spend(key, 60), undefined);
      await ephemera.put(key, 'value', 60);
      const spent = await race(() => ephemera.spend(key, 60));
      assert.ok(spent.every((found) => found?.value === 'value'));
      assert.equal(spent.filter((found) => found?.first === true).length, 1);
      assert.equal(await ephemera.peek(key), 'value');
    });

    it('counts every call once', async () => {
      const { ephemera } = await open();
      const key = fresh();
      const sums = await race(() => ephemera.count(key, 60));
      assert.deepEqual(
        [...sums].sort((left, right) => left - right),
        Array.from({ length: RACERS }, (_, i) => i + 1),
      );
    });

    it('forgets when the time is over, and counts the time of a sum from its first call', async () => {
      const { ephemera, pass } = await open();
      const [value, claim, count, spent, once] = [fresh(), fresh(), fresh(), fresh(), fresh()];
      const brief = { issuedAtSeconds: NOW, ttlSeconds: 2, epochIfNoneSeconds: NOW };
      await ephemera.put(value, 'value', 2);
      await ephemera.put(spent, 'value', 2);
      await ephemera.spend(spent, 2);
      await ephemera.claim(claim, 2);
      await ephemera.claimOnce(once, brief);
      await ephemera.count(count, 2);
      await pass(1);
      assert.equal(await ephemera.peek(value), 'value');
      assert.equal(await ephemera.count(count, 2), 2);
      await pass(1.5);
      assert.equal(await ephemera.peek(value), undefined);
      assert.equal(await ephemera.take(value), undefined);
      assert.equal(await ephemera.spend(spent, 2), undefined);
      assert.equal(await ephemera.replace(value, 'again', 2), false);
      assert.equal(await ephemera.claim(claim, 2), true);
      assert.equal(await ephemera.claimOnce(once, brief), true);
      assert.equal(await ephemera.count(count, 2), 1);
    });
  });

  describe(`${name} keeps the promises of Ephemera: budgets`, () => {
    const budget = (change: Partial<Budget> = {}): Budget => ({
      key: fresh(),
      free: 3,
      delaysSeconds: [60, 300],
      leakSeconds: 0,
      memorySeconds: 1_000,
      ...change,
    });

    it('BF-04 admits exactly as many of 500 parallel starts as are free', async () => {
      const { ephemera } = await open();
      const [narrow, wide] = [budget({ free: 7 }), budget({ free: 100 })];
      const asked = Array.from({ length: 500 }, () => ephemera.admit([wide, narrow], NOW));
      const admitted = (await Promise.all(asked)).filter((admission) => admission.admitted);
      assert.equal(admitted.length, 7);
    });

    it('says how long the next start must wait, after the last that was admitted', async () => {
      const { ephemera } = await open();
      const one = budget();
      for (let start = 0; start < 3; start += 1)
        assert.deepEqual(await ephemera.admit([one], NOW), { admitted: true });
      const at = async (passed: number) => {
        const admission = await ephemera.admit([one], NOW + passed);
        return admission.admitted ? 'admitted' : admission.retryAfterSeconds;
      };
      // The first delay, then the second, and the last repeats; a refusal prolongs nothing.
      assert.deepEqual([await at(0), await at(59), await at(60)], [60, 1, 'admitted']);
      assert.deepEqual([await at(61), await at(359), await at(360)], [299, 1, 'admitted']);
      assert.deepEqual([await at(361), await at(659), await at(660)], [299, 1, 'admitted']);
    });

    it('counts in all budgets or in none, and waits for the strictest', async () => {
      const { ephemera } = await open();
      const [full, other] = [
        budget({ free: 1, delaysSeconds: [100] }),
        budget({ free: 1, delaysSeconds: [500] }),
      ];
      await ephemera.admit([full], NOW);
      for (let start = 0; start < 5; start += 1) {
        assert.deepEqual(await ephemera.admit([other, full], NOW), {
          admitted: false,
          retryAfterSeconds: 100,
        });
      }
      assert.deepEqual(await ephemera.admit([other], NOW), { admitted: true });
      assert.deepEqual(await ephemera.admit([full, other], NOW), { admitted: false, retryAfterSeconds: 500 });
    });

    it('forgets one start for every span that leaked, and all when its memory ends', async () => {
      const { ephemera } = await open();
      const leaky = budget({ free: 2, delaysSeconds: [900], leakSeconds: 10 });
      await ephemera.admit([leaky], NOW);
      await ephemera.admit([leaky], NOW);
      assert.equal((await ephemera.admit([leaky], NOW + 9)).admitted, false);
      assert.equal((await ephemera.admit([leaky], NOW + 10)).admitted, true);
      assert.equal((await ephemera.admit([leaky], NOW + 10)).admitted, false);

      const brief = budget({ free: 1, delaysSeconds: [10_000], memorySeconds: 100 });
      await ephemera.admit([brief], NOW);
      assert.equal((await ephemera.admit([brief], NOW + 99)).admitted, false);
      assert.equal((await ephemera.admit([brief], NOW + 100)).admitted, true);
    });

    it('takes a clock that went back for one that stood still', async () => {
      const { ephemera } = await open();
      const one = budget({ free: 1, delaysSeconds: [60] });
      await ephemera.admit([one], NOW);
      assert.deepEqual(await ephemera.admit([one], NOW - 1_000), { admitted: false, retryAfterSeconds: 60 });
    });

    it('gives one start back, or all', async () => {
      const { ephemera } = await open();
      const [one, other] = [budget({ free: 2 }), budget({ free: 2 })];
      for (let start = 0; start < 2; start += 1) await ephemera.admit([one, other], NOW);
      await ephemera.refund([
        { key: one.key, forget: false },
        { key: other.key, forget: true },
        { key: fresh(), forget: false },
      ]);
      const admitted = async (asked: Budget) => (await ephemera.admit([asked], NOW)).admitted;
      assert.deepEqual([await admitted(one), await admitted(one)], [true, false]);
      assert.deepEqual(
        [await admitted(other), await admitted(other), await admitted(other)],
        [true, true, false],
      );
    });

    it('admits when no budget is asked', async () => {
      const { ephemera } = await open();
      assert.deepEqual(await ephemera.admit([], NOW), { admitted: true });
      await ephemera.refund([]);
      await ephemera.ping();
    });
  });
}
