import assert from 'node:assert/strict';
import type { Ran } from './cli.ts';

/** Not done: exit 1, one line that says why, nothing on standard output, and never a stack. */
export function assertOneLine({ code, stdout, stderr }: Ran, line: RegExp): void {
  assert.deepEqual({ code, stdout }, { code: 1, stdout: '' }, stderr);
  const said = stderr.trimEnd();
  assert.match(said, line);
  assert.equal(said.split('\n').length, 1, stderr);
}
