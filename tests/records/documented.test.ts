import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { answersTo } from '../docs/curl.ts';
import { blocks, shellCommands } from '../docs/markdown.ts';
import { loadConfig } from '../../server/config/load.ts';
import { type App, keep, openRecords, type Records } from './world.ts';

const PAGE = 'docs/flows/records.md';
/** What the page says comes of each of its calls, in its order. */
const STATUSES = [201, 200, 200, 200, 204];

describe(PAGE, () => {
  let at: Records;
  let app: App;
  let id: string;
  before(async () => {
    at = await openRecords();
    app = await at.app();
    id = await keep(app);
  });
  after(() => at.close());

  it('shows calls that do what it says', async () => {
    const [auth, ...calls] = shellCommands(PAGE);
    assert.equal(auth, 'AUTH="Authorization: Bearer $ACCESS_TOKEN"');
    const values = { AUTH: `Authorization: Bearer ${app.token}`, ISSUER: '', ID: id };
    const answers = await answersTo(calls, values, at.fetch);
    assert.deepEqual(
      answers.map(({ status }) => status),
      STATUSES,
    );
    const [made, listed, revealed] = answers;
    assert.deepEqual([made?.headers.get('etag'), made?.body.masked], ['"1"', '•••• 4242']);
    assert.equal(JSON.parse(listed?.text ?? '').records.length, 2);
    assert.equal(revealed?.body.value, '4242424242424242');
  });

  it('shows a setting that is taken', () => {
    const [setting = ''] = blocks(PAGE, 'json');
    assert.equal(loadConfig({ TACET_RECORD_TYPES: setting }).recordTypes[0]?.name, 'loyalty-card');
  });
});
