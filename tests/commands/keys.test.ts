import assert from 'node:assert/strict';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { purposes } from '../../server/keyring/purposes.ts';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';
import { type SignedIn, signIn } from './signed-in.ts';

const keys = z.array(
  z.strictObject({
    ring: z.string(),
    id: z.string(),
    state: z.enum(['upcoming', 'active', 'retiring', 'retired', 'destroyed']),
    activates: z.string(),
    retires: z.string(),
    expires: z.string(),
    credentials: z.string(),
  }),
);
const POLL_MILLISECONDS = 100;

describe('tacet keys', () => {
  let cli: Cli;
  before(async () => {
    cli = await openCli();
  });
  after(() => cli.stop());

  const listed = () => cli.json(keys, ['keys', 'list', '--json']);
  const ring = async (name: string) => (await listed()).filter((key) => key.ring === name);

  it('list shows every ring with its active key, and nothing of a key but its id', async () => {
    const all = await listed();
    assert.deepEqual(
      all
        .filter(({ state }) => state === 'active')
        .map((key) => key.ring)
        .sort(),
      [...purposes, 'kek'].sort(),
    );
    assert.match((await cli.run(['keys', 'status'])).stdout, /^ring +id +state +activates/);
  });

  it('rotate publishes a successor a day before it signs', async () => {
    const { code, stdout } = await cli.run(['keys', 'rotate', 'sign-EdDSA', '--yes']);
    assert.equal(code, 0);
    assert.match(stdout, /^made \S+ in sign-EdDSA, in use from \S+Z\n$/);
    const successor = (await ring('sign-EdDSA')).find(({ state }) => state === 'upcoming');
    const ahead = Date.parse(successor?.activates ?? '') - Date.now();
    assert.ok(ahead > 86_000_000 && ahead <= 86_400_000, String(ahead));
    assertOneLine(await cli.run(['keys', 'rotate', 'sign-EdDSA', '--yes']), /has a successor already/);
  });

  it('rotate changes nothing in a dry run, and asks first', async () => {
    const before = await listed();
    const dry = await cli.run(['keys', 'rotate', 'refresh-token', '--revoke', '--dry-run']);
    assert.deepEqual(
      [dry.code, dry.stdout],
      [0, 'would make a new key in refresh-token and destroy the older ones\n'],
    );
    assertOneLine(await cli.run(['keys', 'rotate', 'refresh-token']), /new key in refresh-token\. Add --yes/);
    assertOneLine(await cli.run(['keys', 'rotate', 'refresh-token', '--revoke']), /voids all .* Add --yes/);
    assert.deepEqual(await listed(), before);
  });

  it('rotate --revoke destroys the older keys this second', async () => {
    const [old] = await ring('outbox');
    assert.equal((await cli.run(['keys', 'rotate', 'outbox', '--revoke', '--yes'])).code, 0);
    const states = new Map((await ring('outbox')).map(({ id, state }) => [id, state]));
    assert.equal(states.get(old?.id ?? ''), 'destroyed');
    assert.deepEqual([...states.values()].sort(), ['active', 'destroyed']);
  });

  const refused: readonly (readonly [args: readonly string[], line: RegExp])[] = [
    [['sign-HS256', '--yes'], /^There is no ring of that name\. Rings: sign-RS256, /],
    [['credential-id', '--yes'], /never changes/],
    [['server-setup', '--revoke', '--dry-run'], /cannot be revoked.* rotate it as compromised/],
    [['outbox', '--compromised', '--yes'], /only server-setup can be compromised/],
  ];
  for (const [args, line] of refused) {
    it(`rotate ${args.join(' ')} is refused in one line`, async () =>
      assertOneLine(await cli.run(['keys', 'rotate', ...args]), line));
  }

  it('rotate server-setup --compromised marks the older ones and says whom it signed out', async () => {
    const [old] = await ring('server-setup');
    assert.equal(old?.credentials, '0');
    const args = ['keys', 'rotate', 'server-setup', '--compromised'];
    assert.match((await cli.run([...args, '--dry-run'])).stdout, /^would make .* sign out 0 accounts/);
    assertOneLine(await cli.run(args), /signs out all 0 accounts with a password.* Add --yes/);
    const { code, stdout } = await cli.run([...args, '--yes']);
    assert.equal(code, 0);
    assert.match(stdout, /^made \S+ in server-setup, in use from \S+Z\nsigned out 0 accounts;/);
    const states = new Map((await ring('server-setup')).map(({ id, state }) => [id, state]));
    assert.equal(states.get(old?.id ?? ''), 'retiring');
    assert.deepEqual([...states.values()].sort(), ['active', 'retiring']);
  });

  it('KY-01 rotate --now under a running server: published before it signs, and every token verifies', async () => {
    const server = await cli.start();
    const person: SignedIn = await signIn(cli);
    const before = await person.refresh();
    const successor = await made(cli);

    const published = createRemoteJWKSet(new URL(`${cli.issuer}/jwks`), { cooldownDuration: 0 });
    let seenAt: number | undefined;
    const deadline = Date.now() + 20_000;
    for (let kid = before.kid; kid !== successor;) {
      const { keys: jwks } = z
        .object({ keys: z.array(z.object({ kid: z.string() })) })
        .parse(await (await fetch(`${cli.issuer}/jwks`)).json());
      if (jwks.some((key) => key.kid === successor)) seenAt ??= Date.now();
      const token = await person.refresh();
      kid = token.kid;
      if (kid === successor)
        assert.ok(seenAt !== undefined && Date.now() - seenAt > 3_000, 'published before');
      await jwtVerify(token.accessToken, published, { issuer: cli.issuer });
      assert.ok(Date.now() < deadline, 'the successor signs');
      await pause(POLL_MILLISECONDS);
    }
    await jwtVerify(before.accessToken, published, { issuer: cli.issuer });
    assert.equal(await server.end(), 0);
  });

  it('DOD-C38 without its key-encryption key neither a command nor the server starts', async () => {
    const folder = join(cli.folder, 'keys');
    const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.key'));
    await rename(join(folder, file), join(cli.folder, file));
    const line = /^the database was sealed under|kek-/;
    assertOneLine(await cli.run(['keys', 'list']), line);
    assertOneLine(await cli.run(['start']), line);
    assert.deepEqual(await readdir(folder), [], 'no new key was made in its place');

    await rename(join(cli.folder, file), join(folder, file));
    assert.ok((await listed()).length >= purposes.length);
  });
});

async function made(cli: Cli): Promise<string> {
  const { stdout } = await cli.run(['keys', 'rotate', 'sign-ES256', '--now', '--yes']);
  const [, id] = /^made (\S+) /.exec(stdout) ?? [];
  assert.ok(id, stdout);
  return id;
}
