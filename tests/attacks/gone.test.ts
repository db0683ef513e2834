import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { deleteDue } from '../../server/accounts/delete-due.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import { lettersOf } from '../interaction/invited.ts';
import { beginTrip, letterTo, ticketFor } from './trips.ts';
import {
  type Instance,
  isActive,
  isSignedIn,
  openInstance,
  ownClient,
  quickAccount,
  refresh,
  sessionOf,
  tokensFor,
  userinfo,
} from './world.ts';

const GRACE_SECONDS = 14 * 86_400;
const EMAIL = 'leaving@example.org';

describe('SE-07 an account whose grace has passed', () => {
  let at: Instance;
  let client: pg.Client;
  before(async () => {
    at = await openInstance();
    client = new pg.Client({ connectionString: at.server.databaseUrl });
    await client.connect();
  });
  after(async () => {
    await client.end();
    await at.stop();
  });

  it('leaves its id in the audit log, and nothing else anywhere', async () => {
    const { parts, clock } = at.server;
    const { storage, keyring } = parts;
    const app = await ownClient(at);
    // Somebody asked for an account and for a new password before there was one, and again later.
    const trip = await beginTrip(at, app);
    await ticketFor(at, trip, EMAIL);
    await at.wire.call(`/interaction/${trip.id}/reset`, { email: EMAIL }, { Cookie: trip.browser });
    const account = await quickAccount(at, EMAIL);
    await ticketFor(at, trip, EMAIL);
    await at.wire.call(`/interaction/${trip.id}/reset`, { email: EMAIL }, { Cookie: trip.browser });

    const cookie = await sessionOf(at, account);
    const tokens = await tokensFor(at, app, cookie);
    const happened = { atSeconds: clock.nowSeconds(), accountId: account.id };
    const consent = {
      accountId: account.id,
      clientId: app.client.id,
      scopes: ['openid'],
      hosts: ['a.example'],
    };
    const given = { kind: 'consent.given', ...happened } as const;
    await storage.consents.save({ ...consent, grantedAtSeconds: clock.nowSeconds() }, given);
    const asked = { accountId: account.id, credentialId: keyring.credentialId(account.email) };
    for (const kind of ['totp', 'passkey', 'backup-codes']) await insertFactor(account.id, kind);
    const picture =
      'insert into account_picture (account_id, id, png, updated_at_seconds) values ($1, $2, $3, 0)';
    await client.query(picture, [account.id, newId(), Buffer.from('png')]);
    await client.query('update account set profile = $2 where id = $1', [account.id, { nickname: EMAIL }]);

    const letters = lettersOf(at.server);
    const addressed = { to: account.email, locale: 'en' } as const;
    const occasion = { atSeconds: clock.nowSeconds(), device: '', addressPrefix: '' };
    const deleteAtSeconds = clock.nowSeconds() + GRACE_SECONDS;
    const wish = {
      deleteAfterSeconds: deleteAtSeconds,
      event: { kind: 'account.deletion_asked', ...happened } as const,
      letter: letters.deletionAsked({ ...addressed, occasion, deleteAtSeconds }),
    };
    assert.equal(await storage.accounts.askDeletion(account.id, wish), true);
    await storage.unlocks.request(asked, { kind: 'account.unlocked', ...happened });
    const chore = () => deleteDue({ people: storage.people, letters, clock });
    clock.turn(GRACE_SECONDS - 1);
    assert.equal(await chore(), 0);
    clock.turn(1);
    assert.equal(await chore(), 1);
    assert.match((await letterTo(at.wire, EMAIL))?.text ?? '', /deleted|gone/i);

    const found = await tablesThatName([account.id, EMAIL, asked.credentialId]);
    assert.deepEqual(found, ['audit_event']);
    assert.deepEqual(await tablesThatName([EMAIL, asked.credentialId]), []);

    assert.equal(await isSignedIn(at, cookie), false);
    assert.equal((await refresh(at, app, tokens.refresh_token)).status, 400);
    assert.equal((await userinfo(at, tokens.access_token)).status, 401);
    assert.equal(await isActive(at, app, tokens.access_token), false);
  });

  it('frees its address for somebody else, who is another account', async () => {
    const again = await quickAccount(at, EMAIL);
    const { rows } = await client.query('select id from account where email = $1', [EMAIL]);
    assert.deepEqual(rows, [{ id: again.id }]);
  });

  async function insertFactor(accountId: string, kind: string): Promise<void> {
    await client.query(
      `insert into factor (account_id, id, kind, label, lookup, sealed, version, created_at_seconds)
       values ($1, $2, $3, $4, $5, '\\x00', 1, 0)`,
      [accountId, newId(), kind, `of ${EMAIL}`, fingerprint(newId())],
    );
  }

  /** The tables of which a row, as text, holds one of these. */
  async function tablesThatName(texts: readonly string[]): Promise<string[]> {
    const { rows: tables } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    assert.ok(tables.length > 15, 'all tables were looked at');
    const named = [];
    for (const { name } of tables) {
      const patterns = texts.map((text) => `%${text}%`);
      const { rowCount } = await client.query(`select from ${name} r where r::text like any ($1)`, [
        patterns,
      ]);
      if (rowCount !== 0) named.push(name);
    }
    return named;
  }
});
