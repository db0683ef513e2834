import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { openBrowser } from '../../server/commands/demo/browser.ts';
import { PASSWORD } from '../harness/server.ts';
import { authorizeUrl, enter, openTrip } from '../interaction/trip.ts';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';
import { createSpa } from './signed-in.ts';

const account = z.strictObject({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  state: z.enum(['active', 'disabled']),
  emailVerified: z.boolean(),
  created: z.iso.datetime(),
});
const shown = account.extend({
  locale: z.string(),
  passwordSet: z.iso.datetime(),
  deletes: z.literal(''),
  sessions: z.number(),
  factors: z.strictObject({}),
});
const events = z.array(z.object({ kind: z.string(), account: z.string().optional() }));

describe('tacet account', () => {
  let cli: Cli;
  before(async () => {
    cli = await openCli();
  });
  after(() => cli.stop());

  const creating = (email: string) => {
    const about = ['--email', email, '--name', 'Ada', '--verified'];
    return ['account', 'create', ...about, '--password-stdin', '--json'];
  };

  it('create runs the client half of OPAQUE: its password then signs in at a server', async () => {
    const made = await cli.json(account, creating('Ada@Example.org'), `${PASSWORD}\n`);
    assert.deepEqual(
      [made.email, made.name, made.state, made.emailVerified],
      ['ada@example.org', 'Ada', 'active', true],
    );

    const server = await cli.start();
    // One more is made while the server runs.
    await cli.json(account, creating('grace@example.org'), PASSWORD);
    const clientId = await createSpa(cli);
    for (const email of ['ada@example.org', 'grace@example.org']) {
      const browser = openBrowser(cli.issuer);
      const { id } = await openTrip(browser, authorizeUrl(cli, clientId));
      assert.equal((await enter(browser, id, email)).kind, 'consent');
    }
    assert.equal(await server.end(), 0);
  });

  it('JIRO-R21 create refuses an address twice, in whatever case', async () => {
    await cli.json(account, creating('twice@example.org'), PASSWORD);
    const ran = await cli.run(creating('TWICE@example.org'), { input: PASSWORD });
    assertOneLine(ran, /There is an account with that address already/);
  });

  const refused: readonly (readonly [what: string, args: readonly string[], input: string, line: RegExp])[] =
    [
      ['no address', creating('nobody'), PASSWORD, /That is no e-mail address/],
      [
        'a short password',
        creating('short@example.org'),
        'too short',
        /A password has at least 10 characters/,
      ],
      ['no password', creating('none@example.org'), '', /A password has at least 10 characters/],
      [
        'a password as an argument',
        [...creating('a@example.org'), '--password', PASSWORD],
        '',
        /unknown option/,
      ],
      [
        'no --verified',
        creating('b@example.org').filter((arg) => arg !== '--verified'),
        PASSWORD,
        /'--verified'/,
      ],
      [
        'a name of nothing',
        creating('c@example.org').map((arg) => (arg === 'Ada' ? ' ' : arg)),
        PASSWORD,
        /name/,
      ],
    ];
  for (const [what, args, input, line] of refused) {
    it(`create says in one line what is wrong with ${what}`, async () => {
      const ran = await cli.run(args, { input });
      assertOneLine(ran, line);
      assert.ok(!ran.stderr.includes(PASSWORD));
    });
  }

  it('list, show, disable, enable and delete work by address and by id, and are written down', async () => {
    const { id } = await cli.json(account, creating('eve@example.org'), PASSWORD);
    const state = async () => (await cli.json(shown, ['account', 'show', id, '--json'])).state;
    const listed = await cli.json(z.array(account), ['account', 'list', '--json']);
    assert.equal(listed.find((found) => found.id === id)?.email, 'eve@example.org');
    assert.match((await cli.run(['account', 'list'])).stdout, /^id +email +name +state/);

    assertOneLine(
      await cli.run(['account', 'disable', id]),
      /disable the account of eve@example\.org\. Add --yes/,
    );
    assert.equal((await cli.run(['account', 'disable', id, '--dry-run'])).stdout, `would disable ${id}\n`);
    assert.equal((await cli.run(['account', 'delete', id, '--dry-run'])).stdout, `would delete ${id}\n`);
    assert.equal(await state(), 'active');

    assert.equal((await cli.run(['account', 'disable', 'Eve@example.org', '--yes'])).code, 0);
    assert.equal(await state(), 'disabled');
    assert.equal((await cli.run(['account', 'enable', id])).code, 0);
    assert.equal(await state(), 'active');
    assert.equal((await cli.run(['account', 'delete', id, '--yes'])).stdout, `deleted ${id}\n`);
    assertOneLine(await cli.run(['account', 'show', 'eve@example.org']), /There is no such account/);

    const written = await cli.json(events, ['audit', 'list', '--account', id, '--json']);
    assert.deepEqual(
      written.map(({ kind }) => kind),
      ['account.deleted', 'account.enabled', 'account.disabled', 'account.created'],
    );
  });

  for (const verb of ['show', 'disable', 'enable', 'delete']) {
    it(`${verb} says in one line that there is nobody of that name`, async () =>
      assertOneLine(await cli.run(['account', verb, 'who']), /There is no such account/));
  }
});
