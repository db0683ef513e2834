import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { median, signedRankDistance, welch } from './statistics.ts';
import type { WireAnswer } from './wire.ts';

/** Tries of each kind. */
const TRIES = 200;
const WARM_UP = 30;
/** A gap that is there is there again; one of a busy machine is not. */
const ATTEMPTS = 3;
export const MEMBERS = 40;

export const member = (index: number) => `member-${String(index % MEMBERS).padStart(6, '0')}@example.org`;
export const stranger = (index: number) => `nobody-${String(index).padStart(6, '0')}@example.org`;

type Try = (email: string) => Promise<WireAnswer>;

/** Interleaved tries: the answers are alike to the byte length, and the times to what the machine makes of them. */
export async function assertAlike(
  t: TestContext,
  attempt: Try,
  { tries = TRIES, known: whoIsKnown = member, unknown: whoIsNot = stranger } = {},
): Promise<void> {
  for (let index = 0; index < WARM_UP; index += 1)
    await attempt(index % 2 === 0 ? whoIsKnown(index) : whoIsNot(index));
  let distance = Infinity;
  for (let round = 1; round <= ATTEMPTS && Math.abs(distance) >= 3.3; round += 1) {
    const [known, unknown] = await interleaved(attempt, {
      from: round * 10_000,
      tries,
      whoIsKnown,
      whoIsNot,
    });
    distance = signedRankDistance(known.map((value, index) => value - (unknown[index] ?? 0)));
    const [m, s] = [median(known), median(unknown)];
    const gap = `${((m - s) * 1000).toFixed(0)} µs`;
    t.diagnostic(
      `medians: known ${m.toFixed(3)} ms, unknown ${s.toFixed(3)} ms, gap ${gap}; ` +
        `Welch t ${welch(known, unknown).toFixed(2)}; ${distance.toFixed(2)} sigma of ${tries} pairs`,
    );
  }
  assert.ok(
    Math.abs(distance) < 3.3,
    `the times are ${distance.toFixed(2)} standard deviations apart, ${ATTEMPTS} times`,
  );
}

interface Pairs {
  readonly from: number;
  readonly tries: number;
  readonly whoIsKnown: typeof member;
  readonly whoIsNot: typeof stranger;
}

async function interleaved(
  attempt: Try,
  { from, tries, whoIsKnown, whoIsNot }: Pairs,
): Promise<readonly [number[], number[]]> {
  const [known, unknown]: [number[], number[]] = [[], []];
  for (let index = 0; index < tries; index += 1) {
    // Whoever is second finds a warmer cache.
    const memberFirst = index % 2 === 0;
    const first = await attempt(memberFirst ? whoIsKnown(index) : whoIsNot(from + index));
    const second = await attempt(memberFirst ? whoIsNot(from + index) : whoIsKnown(index));
    assertSame(first, second);
    known.push((memberFirst ? first : second).milliseconds);
    unknown.push((memberFirst ? second : first).milliseconds);
  }
  return [known, unknown];
}

/** Status, every header and the length of the body; what differs each time is left out by name. */
export function assertSame(one: WireAnswer, other: WireAnswer): void {
  const told = ({ status, headers, text }: WireAnswer) => {
    const { date: _, 'x-request-id': __, ...rest } = headers;
    return { status, headers: rest, length: text.length, names: Object.keys(JSON.parse(text)) };
  };
  assert.deepEqual(told(one), told(other));
}
