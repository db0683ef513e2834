import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setupTools } from '../../server/login/setup-tools.ts';

describe('the tools for server setups', () => {
  it('make setups that differ, each with a public key of 32 bytes', () => {
    const [one, two] = [setupTools.createSetup(), setupTools.createSetup()];
    assert.notEqual(one, two);
    assert.notEqual(setupTools.publicKey(one), setupTools.publicKey(two));
    assert.equal(Buffer.from(setupTools.publicKey(one), 'base64url').length, 32);
  });

  it('make a canary that opens under its own setup, time and again', () => {
    const setup = setupTools.createSetup();
    const canary = setupTools.makeCanary(setup);
    assert.equal(setupTools.canaryOpens(setup, canary), true);
    assert.equal(setupTools.canaryOpens(setup, canary), true);
    assert.equal(setupTools.canaryOpens(setup, setupTools.makeCanary(setup)), true);
  });

  const setup = setupTools.createSetup();
  const canary = setupTools.makeCanary(setup);
  const other = setupTools.createSetup();
  const wrong = [
    ['another setup', other, canary],
    ['another OPRF seed', spliced(setup, other, 0, 64), canary],
    ['another private key', spliced(setup, other, 64, 96), canary],
    ['a truncated setup', setup.slice(0, 100), canary],
    ['an empty setup', '', canary],
    ['a setup with a line break', `${setup}\n`, canary],
    ['a truncated canary', setup, canary.slice(0, 200)],
    ['a canary with a tail', setup, `${canary}AAAA`],
    ['the canary of another', setup, setupTools.makeCanary(other)],
    ['an empty canary', setup, ''],
  ] as const;
  for (const [what, setupTried, canaryTried] of wrong) {
    it(`say so without a throw: ${what}`, () => {
      assert.equal(setupTools.canaryOpens(setupTried, canaryTried), false);
    });
  }

  it('refuse the public key of what is no setup', () => {
    assert.throws(() => setupTools.publicKey('AAAA'), { name: 'OpaqueRefusal' });
  });
});

/** The setup with the bytes of another from one place to the next. */
function spliced(setup: string, other: string, from: number, to: number): string {
  const bytes = Buffer.from(setup, 'base64url');
  Buffer.from(other, 'base64url').copy(bytes, from, from, to);
  return bytes.toString('base64url');
}
