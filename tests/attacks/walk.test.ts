import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Tally } from './walk-book.ts';

/** For each of the two policies: a fifth of what `npm run walk` walks, which takes some minutes. */
const WALKS = Number(process.env.WALKS ?? 500);
const RUN = new URL('walk-run.ts', import.meta.url).pathname;
/** Both walk at once, and share the machine with whatever else there is. */
const GIVEN_UP_MILLISECONDS = 590_000;
const SHOWN_MAX = 20_000_000;

/** So often at least in 5,000 walks; otherwise they went nowhere, and showed nothing. */
const USUAL = {
  ...{ 'signed in by password and strong factor': 500, 'signed in by passkey and strong factor': 300 },
  ...{ 'signed in by ticket and strong factor': 50, 'reset done': 150, 'signed up': 200, code: 400 },
  ...{ 'account kept': 100, 'act export': 40, 'act delete-account': 20, 'act change-password': 10 },
  ...{ 'act change-email': 10, 'act add-factor': 20, 'act remove-factor': 8, 'set up totp': 10 },
};
const LEAST: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  optional: { ...USUAL, 'signed in by password': 300, 'signed in by ticket': 30 },
  required: { ...USUAL, 'signed in by password and mail factor': 200 },
};

/**
 * Any call of a trip, an act or a letter, in any order, in either of two browsers, with ids, tickets, attempts and
 * answers of anybody. The book beside the server (walk-book.ts) knows what was truly proved.
 */
describe(
  '★SE-10 ★TO-04 ★TO-07 EM-10 a random walk over the state machine',
  { concurrency: 2, timeout: GIVEN_UP_MILLISECONDS },
  () => {
    for (const [secondFactor, least] of Object.entries(LEAST))
      it(
        `${WALKS} walks lead to no session, code, password or act without every proof; a second factor is ${secondFactor}`,
        { timeout: GIVEN_UP_MILLISECONDS },
        async (t) => {
          const started = performance.now();
          const args = ['--disable-warning=ExperimentalWarning', RUN, secondFactor, String(WALKS)];
          const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: SHOWN_MAX });
          const reached: Tally = JSON.parse(stdout);
          t.diagnostic(`${Math.round((performance.now() - started) / 1000)} s: ${JSON.stringify(reached)}`);
          assert.ok((reached.walks ?? 0) >= WALKS);
          for (const [what, times] of Object.entries(least)) {
            const due = Math.floor((times * WALKS) / 5_000 / 2);
            assert.ok((reached[what] ?? 0) >= due, `${what}: ${reached[what]} of ${due}`);
          }
        },
      );
  },
);
