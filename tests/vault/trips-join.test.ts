import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must, refused } from '../interaction/proofs.ts';
import { quickClient } from '../interaction/quick-login.ts';
import { bridgeOf, firstOf, restartOf, rewrapOf } from './changes.ts';
import { almostJoined, join, keptKeys, logIn, openedBy, rows } from './person.ts';
import { nameOf, passwordKey } from './wraps.ts';

const START = interactionCalls['/sign-up/start'];

describe('a sign-up makes the account key', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '1000' } });
  });
  after(() => server.stop());

  it('JIRO-R11 and every login from another device opens the same one', async () => {
    const person = await join(server);
    for (let device = 0; device < 2; device += 1)
      assert.equal(nameOf(await openedBy(server, person)), nameOf(person.held.key));
    assert.equal((await logIn(server, person.email))?.exportKey, person.exportKey);
    const events = await server.parts.storage.audit.list({
      accountId: person.held.owner.accountId,
      limit: 10,
    });
    assert.ok(events.some(({ kind }) => kind === 'keys.made'));
  });

  it('JIRO-N04 the key is there at the first login, however soon it comes', async () => {
    for (let person = 0; person < 20; person += 1) {
      const joined = await join(server);
      assert.equal(nameOf(await openedBy(server, joined)), nameOf(joined.held.key));
    }
  });

  it('JIRO-R07 two people with one password have nothing in common', async () => {
    const people = [await join(server), await join(server)] as const;
    const [one, other] = people;
    assert.notEqual(nameOf(one.held.key), nameOf(other.held.key));
    assert.notEqual(one.exportKey, other.exportKey);
    const under = people.map(({ exportKey, held }) => nameOf(passwordKey(exportKey, held.owner)));
    assert.notEqual(under[0], under[1]);
    const kept = await Promise.all(people.map(({ held }) => keptKeys(server, held.owner.accountId)));
    assert.notEqual(kept[0]?.[0]?.opaque, kept[1]?.[0]?.opaque);
  });

  it('JIRO-R10 no column of the database holds a key, or what it is opened with', async () => {
    const { held, exportKey } = await join(server);
    const secrets = [held.key, passwordKey(exportKey, held.owner), Buffer.from(exportKey, 'base64url')];
    const forms = ['hex', 'base64', 'base64url'] as const;
    const marks = secrets.flatMap((secret) =>
      forms.map((form) => secret.toString(form).replace(/=+$/, '').slice(0, 40)),
    );
    const url = server.databaseUrl;
    const tables = await rows<{ name: string }>(
      url,
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
    );
    assert.ok(tables.length > 20);
    let seen = 0;
    for (const { name } of tables) {
      const found = await rows<{ row: string }>(url, `select row_to_json(t)::text as row from ${name} t`);
      seen += found.length;
      for (const { row } of found)
        for (const mark of marks) assert.ok(!row.includes(mark), `a secret lies in ${name}`);
    }
    assert.ok(seen > 10);
    const [wrap, ...more] = await rows<Record<string, unknown>>(
      url,
      'select * from key_wrap where account_id = $1',
      [held.owner.accountId],
    );
    assert.ok(wrap && more.length === 0);
    const filled = Object.keys(wrap).filter((name) => wrap[name] !== null && wrap[name] !== '');
    assert.deepEqual(filled.toSorted(), ['account_id', 'created_at_seconds', 'generation', 'jwe', 'kind']);
  });

  it('binds it to the id that the first start allotted, whatever is asked again', async () => {
    const { ticket, owner, exportKey, finish } = await almostJoined(server, 'allotted@example.org');
    const { registrationRequest } = quickClient.startRegistration('another password');
    const again = await server.browser().call('/sign-up/start', START, { ticket, registrationRequest });
    assert.deepEqual(must(again).keys, { accountId: owner.accountId });
    must(await finish(firstOf(owner, exportKey).keys));
    const account = await server.parts.storage.accounts.find(owner.accountId);
    assert.equal(account?.email, 'allotted@example.org');
  });

  it('is made without a key where the page sends none, and with no other change than the first', async () => {
    const { owner, exportKey, finish } = await almostJoined(server, 'plain@example.org');
    const { held } = firstOf(owner, exportKey);
    const others = [rewrapOf(held, exportKey), restartOf(held, exportKey).keys];
    for (const keys of [...others, bridgeOf(held, exportKey, exportKey)])
      assert.equal(refused(await finish(keys)), 'invalid_input');
    must(await finish(undefined));
    assert.deepEqual(await keptKeys(server, owner.accountId), []);
  });

  it('goes on with a ticket that an older release began, which noted no id', async () => {
    const { owner, exportKey, finish } = await almostJoined(server, 'older@example.org');
    await rows(server.databaseUrl, 'update sign_up_ticket set account_id = null where email = $1', [
      'older@example.org',
    ]);
    assert.equal(refused(await finish(firstOf(owner, exportKey).keys)), 'invalid_input');
    must(await finish(undefined));
    assert.ok(await logIn(server, 'older@example.org'));
  });
});
