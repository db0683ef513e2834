import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';

const rows = z.array(z.looseObject({ ring: z.string(), id: z.string(), state: z.string() }));
const done = z.object({ rewrapped: z.number(), unreadable: z.number() });

describe('tacet keys, for the keys that wrap keys', () => {
  let cli: Cli;
  before(async () => {
    cli = await openCli();
  });
  after(() => cli.stop());

  const keks = async () =>
    (await cli.json(rows, ['keys', 'status', '--json'])).filter(({ ring }) => ring === 'kek');

  it('KMS-R31 status tells who holds each, whether it is here, and how much hangs on it', async () => {
    const [first, ...more] = await keks();
    assert.deepEqual(more, []);
    assert.partialDeepStrictEqual(first, {
      ...{ state: 'active', provider: 'local', ringKeys: 13, dataKeys: 0, here: true },
    });
    assert.match((await cli.run(['keys', 'status'])).stdout, /^ring .* provider +ringKeys +dataKeys +here/);
  });

  it('rotate makes one that waits a day, and at once where asked', async () => {
    assertOneLine(await cli.run(['keys', 'rotate', 'kek']), /new key-encryption key .* Add --yes/);
    const dry = await cli.run(['keys', 'rotate', 'kek', '--dry-run']);
    assert.deepEqual([dry.code, (await keks()).length], [0, 1]);
    assert.match(
      (await cli.run(['keys', 'rotate', 'kek', '--yes'])).stdout,
      /^made \S+ in kek .*in use from/,
    );
    assert.deepEqual(
      (await keks()).map(({ state }) => state),
      ['active', 'upcoming'],
    );
    assertOneLine(await cli.run(['keys', 'rotate', 'kek', '--yes']), /is waiting already/);
    const files = await readdir(join(cli.folder, 'keys'));
    assert.equal(files.filter((name) => name.endsWith('.key')).length, 2);
  });

  it('rewrap has nothing to do before its time, and destroy refuses what is in use or waits', async () => {
    assert.deepEqual(await cli.json(done, ['keys', 'rewrap', '--json']), { rewrapped: 0, unreadable: 0 });
    const [first, second] = await keks();
    assertOneLine(await cli.run(['keys', 'destroy', first?.id ?? '', '--yes']), /is active: rotate first/);
    assertOneLine(await cli.run(['keys', 'destroy', second?.id ?? '', '--yes']), /is upcoming/);
    assertOneLine(await cli.run(['keys', 'destroy', 'nobody', '--yes']), /no key-encryption key nobody/);
    assert.equal((await cli.run(['keys', 'destroy', first?.id ?? '', '--dry-run'])).code, 0);
  });

  it('rotate data-key gives the next value of each account another, and neither it nor kek can be revoked', async () => {
    assert.equal((await cli.run(['keys', 'rotate', 'data-key', '--yes'])).code, 0);
    for (const ring of ['data-key', 'kek']) {
      assertOneLine(await cli.run(['keys', 'rotate', ring, '--revoke', '--yes']), /would be lost/);
    }
  });

  it('retire ends what was succeeded, and nothing that is in use or known to others by name', async () => {
    const ringOf = async (name: string) =>
      (await cli.json(rows, ['keys', 'list', '--json'])).filter(({ ring }) => ring === name);
    const [outbox] = await ringOf('outbox');
    const [setup] = await ringOf('server-setup');
    assertOneLine(await cli.run(['keys', 'retire', outbox?.id ?? '', '--yes']), /is active: .*rotate outbox/);
    assertOneLine(await cli.run(['keys', 'retire', setup?.id ?? '', '--yes']), /keeps its keys/);
    assertOneLine(await cli.run(['keys', 'retire', 'nobody', '--yes']), /there is no key nobody/);
  });
});
