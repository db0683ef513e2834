import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { problem } from '../../contract/problem.ts';
import type { WireAnswer } from '../attacks/wire.ts';

const RECOVERY_MILLISECONDS = 10_000;
/** Requests of each kind at once: an outage must not make them wait for each other. */
const ABREAST = 5;

export type Asked = Readonly<Record<string, () => Promise<WireAnswer>>>;

/** Every request of every kind is refused with 503 within the limit, in the language of its endpoint. */
export async function assertRefused(asked: Asked, limitMilliseconds: number): Promise<void> {
  await Promise.all(
    Object.entries(asked).flatMap(([name, ask]) =>
      Array.from({ length: ABREAST }, async () => {
        const answer = await ask();
        assert.equal(answer.status, 503, `${name}: ${answer.status} ${answer.text.slice(0, 200)}`);
        assertWorded(answer, name);
        // Once may be the machine's fault, or the neighbour's.
        const { milliseconds } = answer.milliseconds < limitMilliseconds ? answer : await ask();
        assert.ok(milliseconds < limitMilliseconds, `${name} took ${milliseconds} ms, twice`);
      }),
    ),
  );
}

/** What does without the part that is down answers as ever. */
export async function assertServed(asked: Asked, limitMilliseconds: number): Promise<void> {
  await Promise.all(
    Object.entries(asked).map(async ([name, ask]) => {
      const { status, text, milliseconds } = await ask();
      assert.ok(status < 400, `${name}: ${status} ${text.slice(0, 200)}`);
      assert.ok(milliseconds < limitMilliseconds, `${name} took ${milliseconds} ms`);
    }),
  );
}

/** Asks until it is answered again. */
export async function recovered(ask: () => Promise<WireAnswer>): Promise<void> {
  const deadline = Date.now() + RECOVERY_MILLISECONDS;
  let answer = await ask();
  while (answer.status >= 500 && Date.now() < deadline) {
    await pause(100);
    answer = await ask();
  }
  assert.ok(answer.status < 500, `still ${answer.status} after ${RECOVERY_MILLISECONDS} ms`);
}

function assertWorded({ headers, text }: WireAnswer, name: string): void {
  const type = String(headers['content-type']);
  assert.equal(headers['cache-control'], 'no-store', name);
  assert.doesNotMatch(text, /ECONN|at .*\.ts|127\.0\.0\.1|postgres|redis/i, name);
  if (name.startsWith('readiness')) return;
  assert.ok(Number(headers['retry-after']) > 0, `${name}: no Retry-After`);
  if (type.startsWith('application/problem+json'))
    assert.equal(problem.parse(JSON.parse(text)).problem, 'unavailable');
  else if (type.startsWith('application/json'))
    assert.equal(JSON.parse(text).error, 'temporarily_unavailable');
  else assert.match(text, /"problem":"unavailable"/);
}
