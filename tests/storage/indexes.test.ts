import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import type { Client } from '../../server/clients/client.ts';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { everyAct } from './every-act.ts';
import { everyDataKey } from './every-data-key.ts';
import { everyOwnAct } from './own-account.ts';
import { everyVaultAct } from './every-vault-act.ts';
import { FILLERS, TABLES } from './fillers.ts';
import {
  aConsent,
  aCredential,
  aFamily,
  aLetter,
  anAccount,
  aSession,
  aTicket,
  event,
  NOW,
  openWorld,
  SCOPES,
  type Standing,
  type World,
} from './world.ts';

/** Rings and the keys that wrap them, a restore, and unlocks on their way. */
const FEW = ['data_key_floor', 'kek', 'restored', 'ring_key', 'setup_share', 'unlock_request'];
const ENDINGS_MAX = 500;
const OTHERS = `from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`;

describe('every statement, on tables that are full', () => {
  let world: World;
  let operator: pg.Client;

  before(async () => {
    world = await openWorld();
    operator = new pg.Client({ connectionString: world.url });
    await operator.connect();
    for (const statement of FILLERS) await operator.query(statement);
    await operator.query('vacuum analyze');
  });
  after(async () => {
    await operator.end();
    await world.stop();
  });

  it('knows every table but those of which the rows are few', async () => {
    const { rows } = await operator.query<{ name: string }>(
      `select relname as name from pg_stat_user_tables where relname not like 'kysely%' order by 1`,
    );
    assert.deepEqual(
      rows.map(({ name }) => name).filter((name) => !FEW.includes(name)),
      TABLES,
    );
  });

  it('finds its rows through an index', async () => {
    const standing = await world.family();
    const before = await sequentialScans();
    await everyStatement(standing);
    await everyAct(world, standing);
    await everyOwnAct(world);
    await everyDataKey(world, standing);
    await everyVaultAct(world);
    assert.deepEqual(await sequentialScans(), before);
  });

  async function everyStatement(standing: Standing): Promise<void> {
    const storage = await openStorage(world.url);
    const { accounts, audit, clients, consents, credentials, families, outbox, sessions, signUps } = storage;
    const { logoutNotices } = storage;
    const { account, client, session } = standing;
    const consent = aConsent(account, client);
    await consents.save(consent, event('consent.given'));
    const family = aFamily(standing);
    const terms = { consentNeeded: true, nowSeconds: NOW };
    assert.ok(await families.create(family, terms, event('tokens.issued')));

    await accounts.find(account.id);
    await accounts.findByEmail(account.email);
    await accounts.list({ afterId: account.id, limit: 10 });
    await audit.append(event('consent.denied', account.id));
    await audit.list({ accountId: account.id, limit: 10 });
    await audit.list({ limit: 10 });
    await clients.find(client.id);
    await clients.list({ afterId: client.id, limit: 10 });
    await everyRegistration(storage, client);
    await clients.update(client, event('client.updated'));
    await consents.list(account.id);
    await credentials.find(aCredential(account).credentialId);
    await everyRenewal(storage, standing);
    await sessions.find(session.secretDigest, NOW + 600, client.id);
    await sessions.list(account.id, NOW);
    const next = aSession(account);
    await sessions.start(next, session.secretDigest, event('account.signed_in'), client.id);

    const { secretDigest } = family;
    assert.ok(secretDigest !== null);
    const claim = {
      accountId: account.id,
      familyId: family.id,
      clientId: client.id,
      secretDigest,
      generation: 1,
    };
    await families.findLive(account.id, family.id, NOW);
    await families.rotate(claim, { nowSeconds: NOW, idleExpiresAtSeconds: NOW + 10, scopes: SCOPES });
    await families.judge(claim, { nowSeconds: NOW, retrySeconds: 15 });
    const unbound = { digest: fingerprint('a jti'), issuedAtSeconds: NOW, nowSeconds: NOW };
    const held = { accountId: account.id, familyId: family.id, clientId: client.id };
    assert.ok(await families.findUnbound({ ...held, ...unbound }));
    await families.revokeUnbound({ ...unbound, expiresAtSeconds: NOW + 10 }, event('tokens.revoked'));
    await families.revoke(account.id, family.id, event('tokens.revoked'));
    const unborn = aFamily({ account, client, session: next });
    await families.forestall({ ...unborn, familyId: unborn.id }, event('code.replayed'));

    const ticket = aTicket();
    await signUps.request(ticket, aLetter());
    await signUps.open(ticket.ticketDigest, NOW);
    await signUps.countStart(ticket.ticketDigest, NOW, 3, newId());
    const made = anAccount({ email: ticket.email });
    await signUps.complete(ticket.ticketDigest, {
      account: made,
      credential: aCredential(made),
      session: aSession(made),
      events: [event('account.created', made.id)],
    });

    const shared = {
      accountId: account.id,
      sessionId: next.id,
      clientId: client.id,
      secretDigest: fingerprint('ds'),
    };
    assert.ok(await storage.deviceSecrets.put(shared, NOW));
    assert.ok(await storage.deviceSecrets.find(shared.secretDigest, NOW));

    const [letter] = await outbox.lease(NOW + 10, 60, 5);
    await outbox.markFailed(letter?.id ?? '', NOW + 100);
    await outbox.markSent(letter?.id ?? '');
    await outbox.recent(10);

    const { setupId = '' } = (await credentials.ofAccount(account.id)) ?? {};
    const setupIds = [setupId];
    assert.equal(
      await credentials.endUnder({ setupIds, limit: 10, atSeconds: NOW, letter: () => aLetter() }),
      1,
    );

    await consents.withdraw(account.id, client.id, event('consent.withdrawn'));
    await sessions.endAll(account.id, next.id, event('sessions.ended'));
    await sessions.end(account.id, next.id, event('session.ended'));
    const [notice] = await logoutNotices.lease(NOW + 10, 60, 5);
    const { id = '', clientId = '' } = notice ?? {};
    await logoutNotices.postpone({ id, clientId }, { nowSeconds: NOW, nextAttemptAtSeconds: NOW + 100 });
    await logoutNotices.settle(id);
    await accounts.setState(account.id, 'disabled', event('account.disabled'));
    await accounts.delete(account.id, event('account.deleted'));
    await clients.delete(client.id, event('client.deleted'));
    await storage.sweep(NOW);
    await storage.close();
  }

  async function everyRenewal({ credentials, setupShares }: Storage, standing: Standing): Promise<void> {
    const { account, session } = standing;
    const old = await credentials.ofAccount(account.id);
    assert.ok(old);
    const credential = { ...old, setupId: newId() };
    const renewed = event('credential.renewed', account.id);
    const renewal = { credential, replaces: old, sessionId: session.id, event: renewed };
    assert.ok(await credentials.renew(renewal));
    await setupShares.list();
  }

  async function everyRegistration({ registrations }: Storage, client: Client): Promise<void> {
    const [digest, tokenDigest] = [fingerprint('an initial token'), fingerprint('a registration token')];
    const times = { createdAtSeconds: NOW, expiresAtSeconds: NOW + 60 };
    await registrations.giveOut({ digest, usesLeft: 1, machines: false, ...times });
    assert.ok(await registrations.findInitial(digest, NOW));
    for (const initialDigest of [undefined, digest]) {
      const made = { ...client, id: newId() };
      const by = { tokenDigest, initialDigest, nowSeconds: NOW };
      assert.ok(await registrations.register(made, by, event('client.created')));
      assert.ok(await registrations.holds(made.id, tokenDigest));
    }
    await registrations.keepDocument({ ...client, id: 'https://app.test/c' }, event('client.updated'));
  }

  /**
   * A connection tells what it counted ten seconds after it fell idle, or at its end: so all others are ended first. The
   * pools make new ones.
   */
  async function sequentialScans(): Promise<unknown> {
    await operator.query(`select pg_terminate_backend(pid) ${OTHERS}`);
    for (let attempt = 0; (await operator.query(`select ${OTHERS}`)).rowCount !== 0; attempt += 1) {
      assert.ok(attempt < ENDINGS_MAX, 'the connections do not end');
      await pause(10);
    }
    await operator.query('select pg_stat_force_next_flush()');
    const { rows } = await operator.query(
      'select relname as table, seq_scan::integer as scans from pg_stat_user_tables where relname = any ($1) order by 1',
      [TABLES],
    );
    assert.equal(rows.length, TABLES.length);
    return rows;
  }
});
