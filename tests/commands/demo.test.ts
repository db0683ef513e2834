import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';

const HELD = [
  'an independent library',
  'signed up',
  'a wrong password',
  'the right password',
  'PKCE',
  'JWKS',
  'userinfo',
  'the same successor',
  'the whole family is dead',
  'single sign-on',
  'revocation',
  'login_required',
  'All of it held',
];

describe('npm run demo', () => {
  it('goes the whole trip against a fresh server, says each step, and ends with 0', async () => {
    const path = `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;
    const child = spawn('npm', ['run', '--silent', 'demo'], {
      env: { PATH: path, HOME: process.env.HOME ?? '/' },
    });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      return () => Buffer.concat(chunks).toString('utf8');
    });
    await once(child, 'close');
    const said = stdout?.() ?? '';
    assert.equal(child.exitCode, 0, said + (stderr?.() ?? ''));
    let from = 0;
    for (const words of HELD) {
      const found = said.indexOf(words, from);
      assert.ok(found >= 0, `${words} is not said in its place:\n${said}`);
      from = found;
    }
  });
});
