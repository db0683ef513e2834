import assert from 'node:assert/strict';
import { KeyringError, type KeyringProblem } from '../../server/keyring/keyring-error.ts';

/** Rejects with that KeyringError, whose message is one line. */
export async function rejectsWith(
  problem: KeyringProblem,
  work: Promise<unknown>,
  text = /./,
): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof KeyringError, String(error));
    assert.equal(error.problem, problem);
    assert.match(error.message, text);
    return !error.message.includes('\n');
  });
}
