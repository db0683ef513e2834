import assert from 'node:assert/strict';
import type { Holder, Kind } from './holder.ts';
import type { WireAnswer } from './wire.ts';

/** Somewhere that an artefact is due. */
export interface Place {
  /** What belongs here; everything else is refused. */
  readonly takes: readonly Kind[];
  present(holder: Holder, artefact: string): Promise<WireAnswer>;
  refused(answer: WireAnswer): void;
}

export const is =
  (...expected: readonly number[]) =>
  ({ status, text }: WireAnswer) =>
    assert.ok(expected.includes(status), `${status} ${text.slice(0, 200)}`);

export const says = (code: string) => (answer: WireAnswer) =>
  assert.equal(JSON.parse(answer.text).error, code);
