import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';

const URI = 'https://notes.test/cb';
const client = z.looseObject({ client_id: z.string(), contacts: z.array(z.string()).optional() });
const token = z.strictObject({ initial_access_token: z.string(), uses: z.number(), expires_at: z.number() });

describe('tacet client, for what clients settle themselves', () => {
  let cli: Cli;
  before(async () => {
    cli = await openCli();
  });
  after(() => cli.stop());

  const file = async (content: unknown) => {
    const path = join(cli.folder, 'metadata.json');
    await writeFile(path, JSON.stringify(content));
    return path;
  };
  const create = ['client', 'create', '--type', 'web', '--name', 'Notes', '--redirect-uri', URI, '--json'];

  it('create and update take RFC 7591 metadata from a file', async () => {
    const settings = {
      contacts: ['a@notes.test'],
      require_pushed_authorization_requests: true,
      client_name: 'No',
    };
    const made = await cli.json(client, [...create, '--metadata', await file(settings)]);
    assert.partialDeepStrictEqual(made, { client_name: 'Notes', contacts: ['a@notes.test'] });

    const update = ['client', 'update', made.client_id, '--metadata'];
    const changes = { contacts: null, client_name: 'Better notes', tacet_first_party: true };
    const changed = await cli.json(client, [...update, await file(changes), '--json']);
    assert.partialDeepStrictEqual(changed, { client_name: 'Better notes', tacet_first_party: true });
    assert.equal(changed.contacts, undefined);
    assert.equal(changed.require_pushed_authorization_requests, true);
    assert.deepEqual(await cli.json(client, ['client', 'show', made.client_id, '--json']), changed);

    const wrong = await cli.run([...update, await file({ redirect_uris: ['javascript:x'] })]);
    assertOneLine(wrong, /^invalid_redirect_uri: /);
    assertOneLine(await cli.run([...update, await file([])]), /cannot be read as a JSON object/);
    const method = { token_endpoint_auth_method: 'client_secret_post' };
    assertOneLine(await cli.run([...update, await file(method)]), /register it anew/);
  });

  it('DR-01 registration-token makes an initial access token, told once', async () => {
    const args = ['client', 'registration-token', '--uses', '3', '--expires', '12h', '--machines', '--json'];
    const made = await cli.json(token, args);
    assert.match(made.initial_access_token, /^in_[\w-]{43}$/);
    assert.equal(made.uses, 3);
    const left = made.expires_at - Date.now() / 1000;
    assert.ok(left > 11.9 * 3_600 && left <= 12 * 3_600);
  });

  for (const [option, value] of [
    ['--uses', '0'],
    ['--uses', 'x'],
    ['--expires', '7'],
    ['--expires', '9999d'],
  ] as const) {
    it(`says in one line what is wrong with ${option} ${value}`, async () =>
      assertOneLine(await cli.run(['client', 'registration-token', option, value]), /is invalid/));
  }
});
