import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';
import { signIn } from './signed-in.ts';

const SECOND_START_MILLISECONDS = 5_000;
const accounts = z.array(z.object({ email: z.string() }));

describe('tacet without DATABASE_URL', () => {
  let cli: Cli;
  before(async () => {
    cli = await openCli('embedded');
  });
  after(() => cli.stop());

  const emails = async () =>
    (await cli.json(accounts, ['account', 'list', '--json'])).map(({ email }) => email);

  it('commands work before a server ran, beside one, and after it', async () => {
    const create = (email: string) => [
      ...['account', 'create', '--email', email, '--name', 'Ada', '--verified', '--password-stdin'],
    ];
    const input = 'the quiet rest between two notes';
    assert.equal((await cli.run(create('before@example.org'), { input })).code, 0);

    const server = await cli.start();
    assert.equal((await cli.run(create('beside@example.org'), { input })).code, 0);
    const person = await signIn(cli);
    await person.refresh();
    assertOneLine(
      await cli.run(['start']),
      /^Another tacet server uses .*: stop it, or set another TACET_DATA_DIR/,
    );
    assert.equal(await server.end(), 0);

    assert.deepEqual((await emails()).sort(), [
      'ada@example.org',
      'before@example.org',
      'beside@example.org',
    ]);
    const doctor = await cli.run(['doctor']);
    assert.match(doctor.stdout, /^ok {6}database: the embedded one, its schema is up to date$/m);
  });

  it('a second start is ready in under five seconds', async (t) => {
    const server = await cli.start();
    t.diagnostic(`ready after ${Math.round(server.readyMilliseconds)} ms`);
    assert.ok(server.readyMilliseconds < SECOND_START_MILLISECONDS, String(server.readyMilliseconds));
    assert.equal(await server.end(), 0);
  });

  it('so is the start after a kill -9', async (t) => {
    const killed = await cli.start();
    assert.equal(await killed.end('SIGKILL'), null);
    const server = await cli.start();
    t.diagnostic(`ready after ${Math.round(server.readyMilliseconds)} ms`);
    assert.ok(server.readyMilliseconds < SECOND_START_MILLISECONDS, String(server.readyMilliseconds));
    assert.ok((await emails()).includes('ada@example.org'));
    assert.equal(await server.end(), 0);
  });
});
