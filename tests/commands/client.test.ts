import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';

const URI = 'http://localhost:5173/callback';
const client = z.looseObject({
  client_id: z.string(),
  client_name: z.string(),
  client_secret: z.string().optional(),
});
const clients = z.array(client);
const events = z.array(z.object({ kind: z.string(), client: z.string().optional() }));

describe('tacet client', () => {
  let cli: Cli;
  before(async () => {
    cli = await openCli();
  });
  after(() => cli.stop());

  const create = (...more: string[]) =>
    cli.json(client, ['client', 'create', '--name', 'Notes', '--redirect-uri', URI, '--json', ...more]);

  it('DOD-S10 create tells id and secret of a web client once, and keeps no secret', async () => {
    const made = await create('--type', 'web', '--post-logout-redirect-uri', URI, '--scope', 'openid email');
    assert.match(made.client_secret ?? '', /^cs_[\w-]{43}$/);
    assert.deepEqual(made.redirect_uris, [URI]);
    assert.deepEqual(made.post_logout_redirect_uris, [URI]);
    assert.equal(made.scope, 'openid email');
    assert.equal(made.token_endpoint_auth_method, 'client_secret_basic');

    const { client_secret: _, ...kept } = made;
    assert.deepEqual(await cli.json(client, ['client', 'show', made.client_id, '--json']), kept);
    const { stdout } = await cli.run(['client', 'show', made.client_id]);
    assert.match(stdout, /^client_name: Notes$/m);
    assert.ok(!stdout.includes(made.client_secret ?? ''));
  });

  it('create gives a page no secret, and takes --first-party', async () => {
    const made = await create('--type', 'spa', '--first-party');
    assert.equal(made.client_secret, undefined);
    assert.equal(made.token_endpoint_auth_method, 'none');
    assert.equal(made.tacet_first_party, true);
  });

  it('CF-38 create takes key scopes and a key group, and refuses a key that is a scope', async () => {
    const keys = ['--key-scope', 'key:notes', '--key-scope', 'key:photos', '--key-group', 'notes'];
    const made = await create('--type', 'spa', ...keys);
    assert.deepEqual([made.tacet_key_scopes, made.tacet_key_group], [['key:notes', 'key:photos'], 'notes']);
    const refused = await cli.run([
      ...['client', 'create', '--type', 'spa', '--name', 'Notes', '--redirect-uri', URI],
      ...['--key-scope', 'openid'],
    ]);
    assert.notEqual(refused.code, 0);
  });

  it('RFC 6749 §4.4 create makes a machine, which has a secret and no address', async () => {
    const args = ['client', 'create', '--type', 'machine', '--name', 'Job', '--json'];
    const made = await cli.json(client, args);
    assert.match(made.client_secret ?? '', /^cs_[\w-]{43}$/);
    assert.deepEqual(
      [made.tacet_type, made.grant_types, made.redirect_uris, made.response_types],
      ['machine', ['client_credentials'], [], []],
    );
    const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
    const more = await cli.json(client, [...args, '--grant-type', 'client_credentials', exchange]);
    assert.deepEqual(more.grant_types, ['client_credentials', exchange]);
    assertOneLine(await cli.run([...args, '--redirect-uri', URI]), /^invalid_redirect_uri: /);
  });

  it('create tells people what they need, a line a field', async () => {
    const args = ['client', 'create', '--type', 'web', '--name', 'Plain', '--redirect-uri', URI];
    const { code, stdout } = await cli.run(args);
    assert.equal(code, 0);
    assert.match(stdout, /^client_id: \S+$/m);
    assert.match(stdout, /^client_secret: cs_\S+$/m);
  });

  it('import registers an array of metadata, and always prints an array', async () => {
    const file = join(cli.folder, 'clients.json');
    const metadata = { client_name: 'Imported', redirect_uris: [URI], token_endpoint_auth_method: 'none' };
    await writeFile(file, JSON.stringify([metadata]));
    const [only, ...more] = await cli.json(clients, ['client', 'import', file, '--json']);
    assert.deepEqual([only?.client_name, more], ['Imported', []]);

    await writeFile(
      file,
      JSON.stringify([metadata, { client_name: 'Server', redirect_uris: [URI], tacet_type: 'web' }]),
    );
    const two = await cli.json(clients, ['client', 'import', file, '--json']);
    assert.deepEqual(
      two.map(({ client_name }) => client_name),
      ['Imported', 'Server'],
    );
    assert.match(two[1]?.client_secret ?? '', /^cs_/);
    const listed = await cli.json(clients, ['client', 'list', '--json']);
    for (const { client_id } of two) assert.ok(listed.some((found) => found.client_id === client_id));
  });

  it('import judges the whole file before it writes anything', async () => {
    const file = join(cli.folder, 'half-good.json');
    const name = 'Never written';
    await writeFile(
      file,
      JSON.stringify([{ client_name: name, redirect_uris: [URI] }, { client_name: 'No address' }]),
    );
    const ran = await cli.run(['client', 'import', file]);
    assertOneLine(ran, /^Client 2 of the file: invalid_redirect_uri: .* Nothing was registered\.$/);
    const listed = await cli.json(clients, ['client', 'list', '--json']);
    assert.ok(!listed.some(({ client_name }) => client_name === name));
  });

  it('rotate-secret makes a second secret for a confidential client alone', async () => {
    const made = await create('--type', 'web');
    const secret = z.strictObject({ client_id: z.literal(made.client_id), client_secret: z.string() });
    const rotated = await cli.json(secret, ['client', 'rotate-secret', made.client_id, '--json']);
    assert.match(rotated.client_secret, /^cs_[\w-]{43}$/);
    assert.notEqual(rotated.client_secret, made.client_secret);

    const page = await create('--type', 'spa');
    assertOneLine(await cli.run(['client', 'rotate-secret', page.client_id]), /public client has no secret/);
  });

  it('disable, enable and delete ask first, change nothing in a dry run, and are written down', async () => {
    const { client_id: id } = await create('--type', 'web');
    const enabled = async () => (await cli.json(client, ['client', 'show', id, '--json'])).tacet_enabled;

    assertOneLine(await cli.run(['client', 'disable', id]), /^This will disable Notes\. Add --yes/);
    const dry = await cli.run(['client', 'disable', id, '--dry-run']);
    assert.deepEqual([dry.code, dry.stdout], [0, `would disable ${id}\n`]);
    assert.equal(await enabled(), true);

    assert.equal((await cli.run(['client', 'disable', id, '--yes'])).stdout, `disabled ${id}\n`);
    assert.equal(await enabled(), false);
    assert.equal((await cli.run(['client', 'enable', id])).code, 0);
    assert.equal(await enabled(), true);

    assertOneLine(await cli.run(['client', 'delete', id]), /Add --yes/);
    assert.equal((await cli.run(['client', 'delete', id, '--yes'])).stdout, `deleted ${id}\n`);
    assertOneLine(await cli.run(['client', 'show', id]), /There is no client of that id/);
    const written = await cli.json(events, ['audit', 'list', '--json']);
    assert.deepEqual(
      written.filter((event) => event.client === id).map(({ kind }) => kind),
      ['client.deleted', 'client.updated', 'client.updated', 'client.created'],
    );
  });

  const refused: readonly (readonly [what: string, args: readonly string[], line: RegExp])[] = [
    ['no type', ['client', 'create', '--name', 'N'], /required option '--type/],
    ['another type', ['client', 'create', '--type', 'game', '--name', 'N'], /Allowed choices are/],
    ['no name', ['client', 'create', '--type', 'spa'], /required option '--name/],
    ['no redirect URI', ['client', 'create', '--type', 'spa', '--name', 'N'], /^invalid_redirect_uri: /],
    [
      'a scope of nobody',
      ['client', 'create', '--type', 'spa', '--name', 'N', '--redirect-uri', URI, '--scope', 'x'],
      /: scope$/,
    ],
    ['a file that is not there', ['client', 'import', '/nowhere.json'], /^\/nowhere\.json cannot be read/],
    ['an unknown id', ['client', 'disable', 'nobody', '--yes'], /There is no client of that id/],
    ['an unknown verb', ['client', 'frobnicate'], /unknown command 'frobnicate'/],
  ];
  for (const [what, args, line] of refused) {
    it(`says in one line what is wrong with ${what}`, async () => assertOneLine(await cli.run(args), line));
  }
});
