import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { Account } from '../../server/accounts/account.ts';
import { rotateKey } from '../../server/keyring/rotate.ts';
import { setupTools } from '../../server/login/setup-tools.ts';
import { beginTrip, finishLogin, startLogin } from '../attacks/trips.ts';
import {
  closedAccount,
  type Instance,
  isActive,
  isSignedIn,
  ownClient,
  refresh,
  type Registered,
  sessionOf,
  type Tokens,
  tokensFor,
  userinfo,
} from '../attacks/world.ts';
import { testClock } from '../harness/clock.ts';
import { type TestDatabase, testDatabase } from '../harness/database.ts';
import { backUp, openShelf, rowsOf, type Shelf } from '../storage/backing-up.ts';
import {
  type Elsewhere,
  rememberedMark,
  restoredElsewhere,
  serverOn,
  stillRemembers,
  totpProves,
  withSealedRecords,
  withTotp,
} from './drill.ts';
import { keksIn } from '../keyring/parts.ts';

const EMAIL = 'ada@example.org';

describe('DOD-C56 F-40 the restore drill: life goes on after a backup, and then it is restored elsewhere', () => {
  const clock = testClock();
  let database: TestDatabase;
  let keysDir: string;
  let shelf: Shelf;
  let elsewhere: Elsewhere;
  let at: Instance;
  let app: Registered;
  let machine: Registered;
  let [ada, grace, gone]: Account[] = [];
  let people: { ada: Account; grace: Account; gone: Account };
  let alive: Tokens;
  let takenBack: Tokens;
  let ofMachine: string;
  let cookie: string;
  let marks: readonly string[];
  let used: number;

  before(async () => {
    [database, shelf] = await Promise.all([testDatabase(), openShelf()]);
    keysDir = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
    at = await serverOn({ clock, databaseUrl: database.url, keysDir });
    const { parts } = at.server;
    app = await ownClient(at);
    const forItself = { type: 'machine', grantTypes: ['client_credentials'], redirectUris: [] } as const;
    machine = await ownClient(at, { ...forItself, firstParty: false, postLogoutRedirectUris: [] });
    ada = await at.server.account(EMAIL);
    grace = await closedAccount(at);
    gone = await closedAccount(at);
    people = { ada, grace, gone };
    await withTotp(parts, grace);
    for (const account of [ada, gone]) await withSealedRecords(database.url, account);
    cookie = await sessionOf(at, ada);
    alive = await tokensFor(at, app, cookie);
    takenBack = await tokensFor(at, app, cookie);
    await backUp(database.url, shelf, clock.nowSeconds());

    clock.turn(120);
    await at.wire.post('/revoke', { token: takenBack.refresh_token }, app.basic);
    const token = await at.wire.post('/token', { grant_type: 'client_credentials' }, machine.basic);
    ofMachine = JSON.parse(token.text).access_token;
    await at.wire.post('/revoke', { token: ofMachine }, machine.basic);
    assert.equal(await isActive(at, machine, ofMachine), false);
    const events = { kind: 'account.deleted', atSeconds: clock.nowSeconds(), accountId: gone.id } as const;
    await parts.storage.accounts.delete(gone.id, events);
    await rowsOf(database.url, `update credential set registration_record = 'of another password'`);
    const epochs = ['update account set trust_epoch = trust_epoch + 1', 'select'];
    const made: string[] = [await rememberedMark(parts, ada)];
    await rowsOf(database.url, epochs[0] ?? '');
    made.push(await rememberedMark(parts, ada));
    marks = made;
    const { config, storage } = parts;
    const ring = {
      store: storage.keys,
      keks: keksIn(keysDir),
      clock,
      lifetimes: config.lifetimes,
      opaque: setupTools,
    };
    await rotateKey(ring, 'factor', { now: true });
    used = clock.nowSeconds();
    // The night after: another backup, which replaces the keys file.
    await backUp(database.url, { ...shelf, path: `${shelf.path}.2` }, clock.nowSeconds());
    await at.stop();

    clock.turn(20);
    elsewhere = await restoredElsewhere(clock, { keysDir, ...shelf });
    at = await serverOn({ clock, ...elsewhere });
  });
  after(async () => {
    await at.stop();
    await Promise.all([elsewhere.stop(), database.stop(), shelf.remove(), rm(keysDir, { recursive: true })]);
  });

  const count = async (table: string, account: Account) =>
    (await rowsOf(elsewhere.databaseUrl, `select from ${table} where account_id = $1`, [account.id])).length;

  it('DOD-C56 the password of the day of the backup opens the account, by OPAQUE', async () => {
    const trip = await beginTrip(at, app);
    const { status, text } = await finishLogin(at, trip, await startLogin(at, trip, EMAIL));
    assert.equal(status, 200, text);
  });

  it('TH-09 no token of before is good: revoked before or since, refresh or access, and it is written down why', async () => {
    for (const tokens of [alive, takenBack]) {
      const answer = await refresh(at, app, tokens.refresh_token);
      assert.deepEqual([answer.status, JSON.parse(answer.text).error], [400, 'invalid_grant']);
      assert.equal(await isActive(at, app, tokens.access_token), false);
      assert.equal((await userinfo(at, tokens.access_token)).status, 401);
    }
    assert.equal(elsewhere.restored.families, 2);
    const [last] = await at.server.parts.storage.audit
      .list({ accountId: people.ada.id, limit: 50 })
      .then((all) => all.filter(({ kind }) => kind === 'backup.restored'));
    assert.equal(last?.atSeconds, clock.nowSeconds());
  });

  it('TH-09 a token without a family that was taken back since stays so, and new ones are made', async () => {
    assert.equal(await isActive(at, machine, ofMachine), false);
    const token = await at.wire.post('/token', { grant_type: 'client_credentials' }, machine.basic);
    assert.equal(await isActive(at, machine, JSON.parse(token.text).access_token), true);
  });

  it('TH-09 no browser is signed in, and none is remembered, whichever epoch it was remembered in', async () => {
    assert.equal(await isSignedIn(at, cookie), false);
    for (const mark of marks) assert.equal(await stillRemembers(at.server.parts, people.ada, mark), false);
    const fresh = await rememberedMark(at.server.parts, people.ada);
    assert.equal(await stillRemembers(at.server.parts, people.ada, fresh), true);
  });

  it('TH-09 TO-01 no code of an authenticator that may have been used counts, and the next one does', async () => {
    const { parts } = at.server;
    assert.equal(elsewhere.restored.authenticators, 1);
    for (const later of [used - clock.nowSeconds(), 0, 30])
      assert.equal(await totpProves(parts, people.grace, later), false);
    clock.turn(60);
    assert.equal(await totpProves(parts, people.grace), true);
  });

  it('KMS-R04 the key set still verifies an ID token of before', async () => {
    const keys = createLocalJWKSet(JSON.parse((await at.wire.get('/jwks')).text));
    const { payload } = await jwtVerify(alive.id_token, keys, { currentDate: new Date((used - 120) * 1000) });
    assert.equal(payload.sub, people.ada.id);
  });

  it('KMS-R28 what was sealed for an account that was deleted since is gone with its data key', async () => {
    const { restored } = elsewhere;
    assert.deepEqual([restored.sealedRecords, restored.shreddedAccounts, restored.keysFile], [2, 1, 'newer']);
    assert.ok(await at.server.parts.storage.accounts.find(people.gone.id), 'its row is there as it was');
    assert.deepEqual(
      [await count('data_key', people.gone), await count('sealed_record', people.gone)],
      [0, 0],
    );
    assert.deepEqual([await count('data_key', people.ada), await count('sealed_record', people.ada)], [1, 2]);
  });
});
