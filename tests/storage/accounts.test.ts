import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { aCredential, aLetter, anAccount, aTicket, event, NOW, openWorld, type World } from './world.ts';

describe('accounts and their credentials', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  it('are found by id and by address, and their credential by its own id', async () => {
    const account = await world.account({ name: 'a lone \ud800 surrogate' });
    const { accounts, credentials } = world.storage;
    const kept = { ...account, name: 'a lone \ufffd surrogate' };
    assert.deepEqual(await accounts.find(account.id), kept);
    assert.deepEqual(await accounts.findByEmail(account.email), kept);
    const credential = aCredential(account);
    const found = await credentials.find(credential.credentialId);
    assert.deepEqual({ ...found, setupId: '' }, { ...credential, setupId: '', trustEpoch: 0 });
    assert.equal(await accounts.find('nobody'), undefined);
    assert.equal(await credentials.find('nothing'), undefined);
  });

  it('F-37 are made once, however many make them at once', async () => {
    const { email } = anAccount();
    const made = await Promise.all(
      Array.from({ length: 50 }, () => {
        const account = anAccount({ email });
        return world.storage.signUps.createVerified(account, aCredential(account), event('account.created'));
      }),
    );
    assert.equal(made.filter(Boolean).length, 1);
  });

  it('F-38 are made whole or not at all', async () => {
    const account = anAccount();
    const broken = aCredential(account, { registrationRecord: 'r'.repeat(257) });
    await assert.rejects(
      world.storage.signUps.createVerified(account, broken, event('account.created', account.id)),
    );
    assert.equal(await world.storage.accounts.find(account.id), undefined);
    assert.deepEqual(await world.storage.audit.list({ accountId: account.id, limit: 5 }), []);
  });

  it('are listed page by page, each once', async () => {
    for (let count = 0; count < 5; count += 1) await world.account();
    const { accounts } = world.storage;
    const ids: string[] = [];
    for (;;) {
      const page = await accounts.list({ afterId: ids.at(-1), limit: 2 });
      ids.push(...page.map(({ id }) => id));
      if (page.length < 2) break;
    }
    assert.ok(ids.length >= 5);
    assert.deepEqual(ids, [...new Set(ids)].sort());
    assert.equal((await accounts.list({ afterId: undefined, limit: 1_000_000 })).length, ids.length);
  });

  it('that are disabled lose their sessions, and get none back when they are enabled', async () => {
    const { account, session } = await world.family();
    const { accounts, sessions } = world.storage;
    assert.equal(await accounts.setState(account.id, 'disabled', event('account.disabled')), true);
    assert.equal((await accounts.find(account.id))?.state, 'disabled');
    await accounts.setState(account.id, 'active', event('account.enabled'));
    assert.equal(await sessions.find(session.secretDigest, NOW), undefined);
    assert.equal(await accounts.setState('nobody', 'disabled', event('account.disabled')), false);
  });

  it('DOD-R14 that are deleted leave no row behind but the events', async () => {
    const { account, client } = await world.family();
    const { accounts, signUps } = world.storage;
    await signUps.request(aTicket({ email: account.email }), aLetter());
    assert.equal(await accounts.delete(account.id, event('account.deleted', account.id)), true);
    assert.equal(await accounts.delete(account.id, event('account.deleted', account.id)), false);

    const database = new pg.Client({ connectionString: world.url });
    await database.connect();
    const { rows: tables } = await database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    );
    for (const { name } of tables.filter((table) => table.name !== 'audit_event')) {
      const { rows } = await database.query(`select from ${name} r where r::text like any ($1)`, [
        [account.id, account.email].map((text) => `%${text}%`),
      ]);
      assert.equal(rows.length, 0, name);
    }
    await database.end();
    assert.ok(await world.storage.clients.find(client.id));
    const events = await world.storage.audit.list({ accountId: account.id, limit: 50 });
    assert.equal(events.filter(({ kind }) => kind === 'account.deleted').length, 1);
  });
});
