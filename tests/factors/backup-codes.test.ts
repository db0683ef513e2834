import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { backupCodes, leftIn, newBackupCodes } from '../../server/factors/backup-codes.ts';
import { newSecret } from '../../server/platform/random.ts';
import { anAccount } from '../storage/world.ts';
import { factorWorld, type FactorWorld, ofKind, race, tried } from './world.ts';

describe('backup codes', () => {
  let world: FactorWorld;
  before(async () => {
    world = await factorWorld({ throttleScale: 100 });
  });
  after(() => world.stop());

  const owner = async () => {
    const account = await world.world.account();
    await world.withTotp(account);
    return { account, codes: await world.withBackupCodes(account) };
  };
  const prove = async (account: Awaited<ReturnType<typeof owner>>['account'], code = '') =>
    world.here.prove(await world.asked(account), { kind: 'backup-codes', code });
  const left = async (accountId: string) =>
    ofKind(await world.here.held(accountId), 'backup-codes').map(({ state }) => leftIn(state));

  it('are ten of 60 bits, in letters that nobody mistakes', () => {
    const { codes, state } = newBackupCodes();
    assert.equal(new Set(codes).size, 10);
    for (const code of codes) assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    assert.equal(leftIn(state), 10);
    assert.equal(leftIn(undefined), 0);
  });

  it('BC-01 each is good once, with any factor of the account still there', async () => {
    const { account, codes } = await owner();
    assert.deepEqual((await prove(account, codes[3]))?.amr, ['otp']);
    assert.equal(await prove(account, codes[3]), undefined);
    assert.deepEqual(await left(account.id), [9]);
    assert.ok(await prove(account, codes[4]));
    assert.deepEqual(await left(account.id), [8]);
  });

  it('BC-01 OBS-N07 50 racers with one code have one winner over two instances', async () => {
    const { account, codes } = await owner();
    const asked = await world.asked(account);
    const { winners, later } = await race(world, asked, { kind: 'backup-codes', code: codes[0] ?? '' });
    assert.deepEqual([winners.length, later], [1, 0]);
    assert.deepEqual(await left(account.id), [9]);
  });

  it('BC-01 a new set is the end of the old, for who read the old one just before as well', async () => {
    const { account, codes } = await owner();
    const asked = await world.asked(account);
    const fresh = await world.withBackupCodes(account);
    const old = { kind: 'backup-codes', code: codes[0] ?? '' } as const;
    for (const instance of world.instances) {
      assert.equal(await instance.prove(asked, old), undefined);
      assert.equal(await instance.prove(await world.asked(account), old), undefined);
    }
    assert.deepEqual(await left(account.id), [10]);
    assert.ok(await prove(account, fresh[0]));
  });

  it('are taken as they are typed', async () => {
    const { account, codes } = await owner();
    const spoken = [
      (code: string) => code.toLowerCase(),
      (code: string) => code.replaceAll('-', ''),
      (code: string) => ` ${code.replaceAll('-', ' – ')}\n`,
      (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
      (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'I'),
    ];
    for (const [at, typed] of spoken.entries()) {
      const code = typed(codes[at] ?? '');
      assert.ok(await prove(account, code), code);
    }
    for (const none of ['', '-', 'ZZZZ-ZZZZ-ZZZZ', (codes[9] ?? '').slice(0, -1), `${codes[9] ?? ''}0`])
      assert.equal(await prove(account, none), undefined);
  });

  it('BC-02 OBS-R16 lie nowhere in clear: hashes under a key of their own, sealed; shown once', async () => {
    const { account, codes } = await owner();
    const [held] = ofKind(await world.here.held(account.id), 'backup-codes');
    const text = JSON.stringify(held?.state);
    const client = new pg.Client({ connectionString: world.world.url });
    await client.connect();
    const { rows } = await client.query('select f::text as text from factor f where account_id = $1', [
      account.id,
    ]);
    await client.end();
    const dump = rows.map((row) => Buffer.from(String(row.text)).toString('latin1')).join('\n');
    for (const code of codes) {
      for (const form of [code, code.replaceAll('-', '')]) {
        assert.equal(text.includes(form), false, 'not even under the seal');
        assert.equal(dump.includes(form) || dump.includes(Buffer.from(form).toString('hex')), false);
      }
    }
    const asked = { account: anAccount(), tripId: newSecret('ia'), locale: 'en', held: [] } as const;
    const offered = await backupCodes().setUp?.offer(asked);
    assert.ok(offered?.offer.kind === 'backup-codes');
    const pending = JSON.stringify(offered.pending);
    for (const code of offered.offer.codes) assert.equal(pending.includes(code.replaceAll('-', '')), false);
  });

  it('OBS-N07 TO-03 guesses are counted', async () => {
    const scarce = await factorWorld();
    try {
      const account = await scarce.world.account();
      const [code = ''] = await scarce.withBackupCodes(account);
      const guess = async (typed: string) => {
        const asked = await scarce.asked(account);
        return tried(() => scarce.here.prove(asked, { kind: 'backup-codes', code: typed }));
      };
      for (let at = 0; at < 5; at += 1) assert.equal(await guess('0000-0000-0000'), undefined);
      assert.equal(await guess(code), 'later');
      scarce.clock.turn(60);
      assert.notEqual(await guess(code), undefined);
    } finally {
      await scarce.stop();
    }
  });
});
