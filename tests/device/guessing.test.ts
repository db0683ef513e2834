import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guesses } from '../../server/device/guesses.ts';
import { newUserCode, parseUserCode, shownUserCode } from '../../server/device/user-code.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import { newId } from '../../server/platform/random.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { testClock } from '../harness/clock.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { ask, aTelevision, open, settle, signedIn, somebody } from './both-sides.ts';

const WRONG = 'BBBB-BBBB';
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

describe('guessing at user codes', () => {
  it('DV-01 RFC 8628 §5.1 five wrong codes, and the account has no more tries, not even in another browser', async () => {
    await using at = await running();
    const { account, browser } = await somebody(at.server);
    const television = await aTelevision(at.server);
    const { userCode } = await ask(at.server, television);
    const gone = await ask(at.server, television);
    await settle(at.server, await somebody(at.server), gone.userCode);

    // Mistyped, no code at all, and one that was decided: one and the same answer.
    const texts = new Set<string>();
    for (const typed of [WRONG, gone.userCode, 'x', 'AEIO-UAEI', '💥'.repeat(8)]) {
      const called = await open(at.server, browser, typed);
      assert.ok(!called.ok, typed);
      texts.add(JSON.stringify([called.status, { ...called.problem, requestId: '' }]));
    }
    assert.equal(texts.size, 1, [...texts].join('\n'));

    for (const by of [browser, await signedIn(at.server, account)]) {
      const called = await open(at.server, by, userCode);
      assert.ok(!called.ok && called.problem.problem === 'too_many_attempts', JSON.stringify(called));
      assert.equal(called.problem.retryAfterSeconds, 600);
    }
    const page = await browser.visit(`${at.server.issuer}/device?user_code=${userCode}`);
    assert.ok(page.kind === 'page' && page.data.view === 'device' && page.data.userCode === undefined);

    at.server.clock.turn(601);
    const fresh = await ask(at.server, television);
    assert.ok((await open(at.server, browser, fresh.userCode)).ok, 'and later it is open again');
  });

  it('DV-01 takes nothing from somebody who types right codes', async () => {
    await using at = await running();
    const person = await somebody(at.server);
    const television = await aTelevision(at.server);
    for (let count = 0; count < 12; count += 1) {
      const { userCode } = await ask(at.server, television);
      await settle(at.server, person, userCode);
    }
  });

  it('DV-01 a thousand networks with an account each get some hundred tries together', async () => {
    const clock = testClock();
    const parts = { ephemera: memoryEphemera(clock), clock, config: { throttleScale: 1 } };
    let tries = 0;
    for (let network = 0; network < 1_000; network += 1) {
      for (let count = 0; count < 6; count += 1) {
        const who = { accountId: newId(), addressPrefix: `10.${network >> 8}.${network & 255}.0/24` };
        const admitted = await guesses(parts)
          .admit(who)
          .then(() => true, refusedAsTooMany);
        if (admitted) tries += 1;
      }
    }
    assert.equal(tries, 200);
    assert.ok(5 / LETTERS.length ** 8 < 2 ** -32, 'and each account less than one in 2³² by its five');
  });

  it('DV-01 one network with a hundred accounts gets twenty tries', async () => {
    const clock = testClock();
    const parts = { ephemera: memoryEphemera(clock), clock, config: { throttleScale: 1 } };
    let tries = 0;
    for (let account = 0; account < 100; account += 1) {
      const who = { accountId: newId(), addressPrefix: '198.51.100.0/24' };
      const admitted = await guesses(parts)
        .admit(who)
        .then(() => true, refusedAsTooMany);
      if (admitted) tries += 1;
    }
    assert.equal(tries, 20);
  });
});

describe('user codes', () => {
  it('AC-08 RFC 8628 §6.1 are eight letters of twenty, each as likely as any other', () => {
    const counts = new Map<string, number>();
    const draws = 5_000;
    for (let draw = 0; draw < draws; draw += 1) {
      for (const letter of newUserCode()) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    assert.equal([...counts.keys()].toSorted().join(''), LETTERS);
    const expected = (draws * 8) / LETTERS.length;
    const chiSquare = [...counts.values()].reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    // 19 degrees of freedom: beyond this in one of a million runs.
    assert.ok(chiSquare < 66, String(chiSquare));
  });

  it('are read back as they are shown, and nothing else is a code', () => {
    const code = newUserCode();
    assert.equal(parseUserCode(shownUserCode(code)), code);
    for (const wrong of ['', 'BBBB', 'BBBB-BBBBB', 'BBBB-BBBA', 'BBBB-BBB1', 'ÇÇÇÇÇÇÇÇ', '-'.repeat(64)]) {
      assert.equal(parseUserCode(wrong), undefined, wrong);
    }
  });
});

function refusedAsTooMany(error: unknown): false {
  assert.ok(error instanceof ProblemError && error.code === 'too_many_attempts');
  return false;
}

async function running(): Promise<{ readonly server: TestServer } & AsyncDisposable> {
  const server = await startServer();
  return { server, [Symbol.asyncDispose]: () => server.stop() };
}
