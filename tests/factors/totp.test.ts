import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from 'otpauth';
import pg from 'pg';
import { totpAnswer, totpProof } from '../../contract/factors/totp.ts';
import { totp, totpCode } from '../../server/factors/totp.ts';
import { newSecret } from '../../server/platform/random.ts';
import { testClock } from '../harness/clock.ts';
import { anAccount } from '../storage/world.ts';
import { factorWorld, type FactorWorld, ISSUER, ofKind, race, tried } from './world.ts';

describe('authenticator codes', () => {
  let world: FactorWorld;
  before(async () => {
    world = await factorWorld({ throttleScale: 100 });
  });
  after(() => world.stop());

  const account = () => world.world.account();

  it('RFC 6238 Appendix B gives the codes of the vectors', () => {
    const secret = Secret.fromLatin1('12345678901234567890').base32;
    // The vectors have eight digits; six are the last of them.
    const vectors = [
      [59, '94287082'],
      [1_111_111_109, '07081804'],
      [1_111_111_111, '14050471'],
      [1_234_567_890, '89005924'],
      [2_000_000_000, '69279037'],
      [20_000_000_000, '65353130'],
    ] as const;
    for (const [seconds, code] of vectors)
      assert.equal(totpCode(secret, Math.floor(seconds / 30)), code.slice(2));
  });

  it('TO-01 the same code is good once: again, on the other instance, and after Redis lost everything', async () => {
    const owner = await account();
    const secret = await world.withTotp(owner);
    const answer = { kind: 'totp', code: world.codeOf(secret) } as const;
    const asked = await world.asked(owner);
    assert.deepEqual((await world.here.prove(asked, answer))?.amr, ['otp']);
    // Asked with what was read before the first use, as a request would that was under way.
    for (const instance of world.instances) assert.equal(await instance.prove(asked, answer), undefined);
    await world.emptyRedis();
    for (const instance of world.instances)
      assert.equal(await instance.prove(await world.asked(owner), answer), undefined);
    // Nor does the step before it count once a later one was used.
    const before = { kind: 'totp', code: world.codeOf(secret, -30) } as const;
    assert.equal(await world.here.prove(await world.asked(owner), before), undefined);
    world.clock.turn(30);
    const next = { kind: 'totp', code: world.codeOf(secret) } as const;
    assert.ok(await world.here.prove(asked, next), 'the next step is good, whatever was read before');
  });

  it('TO-01 OBS-N05 50 racers with one step have one winner over two instances', async () => {
    const owner = await account();
    const code = world.codeOf(await world.withTotp(owner));
    const { winners, later } = await race(world, await world.asked(owner), { kind: 'totp', code });
    assert.deepEqual([winners.length, later], [1, 0]);
  });

  it('TO-01 the code that set it up signs nobody in', async () => {
    const owner = await account();
    let code = '';
    await world.setUp(owner, 'totp', (offer) => {
      code = world.codeOf(offer.kind === 'totp' ? offer.secret : '');
      return { kind: 'totp', code };
    });
    assert.equal(await world.here.prove(await world.asked(owner), { kind: 'totp', code }), undefined);
  });

  it('TO-02 OBS-N04 TO-06 takes one step either way by the clock of the server alone', async () => {
    const offsets = [-300, -90, -60, -30, 0, 30, 60, 90, 300];
    const good: number[] = [];
    for (const offset of offsets) {
      const owner = await account();
      const secret = await world.withTotp(owner);
      const answer = { kind: 'totp', code: world.codeOf(secret, offset) } as const;
      // Set up a step ago: the step before now was spent by that.
      world.clock.turn(60);
      const shifted = { ...answer, code: world.codeOf(secret, offset) };
      if (await world.here.prove(await world.asked(owner), shifted)) good.push(offset);
    }
    assert.deepEqual(good, [-30, 0, 30]);
    assert.equal(totpAnswer.safeParse({ kind: 'totp', code: '000000', time: 1 }).success, false);
  });

  it('TO-05 OBS-N06 a secret of ours counts when a code of it was given, and no secret of anybody else', async () => {
    const owner = anAccount();
    const asked = { account: owner, tripId: newSecret('ia'), locale: 'en', held: [] } as const;
    const { setUp } = totp({ config: { issuer: ISSUER }, clock: testClock() });
    assert.ok(setUp);
    const { offer, pending } = await setUp.offer(asked);
    assert.equal(await setUp.confirm(asked, pending, { kind: 'totp', code: '12345' }), undefined);
    assert.equal(await setUp.confirm(asked, undefined, { kind: 'totp', code: '123456' }), undefined);
    assert.equal(totpProof.safeParse({ kind: 'totp', code: '1', secret: 'A'.repeat(32) }).success, false);
    assert.ok(offer.kind === 'totp');
    assert.match(offer.secret, /^[A-Z2-7]{32}$/, 'KMS-R22: base32, 160 bits');
    const uri = new URL(offer.uri);
    assert.equal(uri.protocol + uri.host, 'otpauth:totp');
    assert.equal(decodeURIComponent(uri.pathname), `/id.example:${owner.email}`);
    assert.deepEqual(Object.fromEntries(uri.searchParams), {
      issuer: 'id.example',
      secret: offer.secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
    const again = await setUp.offer(asked);
    assert.ok(again.offer.kind === 'totp' && again.offer.secret !== offer.secret);
  });

  it('takes a code as it is typed: in two halves, and in Arabic digits', async () => {
    const spoken = [
      (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `,
      (code: string) => code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
      (code: string) => code.replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit))),
    ];
    for (const typed of spoken) {
      const owner = await account();
      const code = typed(world.codeOf(await world.withTotp(owner)));
      assert.ok(await world.here.prove(await world.asked(owner), { kind: 'totp', code }), code);
    }
  });

  it('KMS-R22 OBS-R14 lies in the database as an envelope that opens in its own row alone', async () => {
    const [owner, other] = [await account(), await account()];
    const secret = await world.withTotp(owner);
    const client = new pg.Client({ connectionString: world.world.url });
    await client.connect();
    const { rows } = await client.query(
      'select f::text as text, sealed from factor f where account_id = $1',
      [owner.id],
    );
    const bytes = Buffer.from(Secret.fromBase32(secret).bytes);
    const [row] = rows;
    for (const clear of [secret, bytes.toString('hex'), Buffer.from(secret).toString('hex')])
      assert.equal(String(row.text).toLowerCase().includes(clear.toLowerCase()), false);
    // Moved to the account of somebody who knows what is in it.
    await client.query('update factor set account_id = $2 where account_id = $1', [owner.id, other.id]);
    await client.end();
    const answer = { kind: 'totp', code: world.codeOf(secret) } as const;
    const held = ofKind(await world.here.held(other.id), 'totp');
    assert.deepEqual([held.length, held[0]?.state], [1, undefined], 'held, and nothing proves it');
    assert.equal(await world.here.prove(await world.asked(other), answer), undefined);
  });
});

describe('guesses at a code', () => {
  let world: FactorWorld;
  before(async () => {
    world = await factorWorld();
  });
  after(() => world.stop());

  it('TO-03 OBS-N05 five, then one after a minute; told once; each kind and account for itself', async () => {
    const [owner, other] = [await world.world.account(), await world.world.account()];
    const secret = await world.withTotp(owner);
    const backup = await world.withBackupCodes(owner);
    const elsewhere = await world.withTotp(other);
    const wrong = { kind: 'totp', code: world.codeOf(secret, 3000) } as const;
    const guess = async (code = wrong.code) =>
      tried(async () => world.here.prove(await world.asked(owner), { kind: 'totp', code }));

    const first = [await guess(), await guess(), await guess(), await guess(), await guess()];
    assert.deepEqual(
      first,
      Array.from({ length: 5 }, () => undefined),
    );
    assert.equal(await guess(world.codeOf(secret)), 'later', 'the right one too: nothing was looked at');
    assert.equal(await guess(), 'later');
    assert.deepEqual(world.told, [{ accountId: owner.id, tries: 5 }]);
    const events = await world.world.storage.audit.list({ accountId: owner.id, limit: 20 });
    assert.equal(events.filter(({ kind }) => kind === 'factor.refused').length, 1);

    const [code = ''] = backup;
    const inPlace = { kind: 'backup-codes', code } as const;
    assert.ok(await world.here.prove(await world.asked(owner), inPlace), 'another kind');
    const theirs = { kind: 'totp', code: world.codeOf(elsewhere) } as const;
    assert.ok(await world.here.prove(await world.asked(other), theirs), 'another account');

    world.clock.turn(60);
    assert.equal(await guess(), undefined);
    assert.equal(await guess(), 'later');
    world.clock.turn(5 * 60);
    assert.notEqual(await guess(world.codeOf(secret)), undefined, 'a success forgets');
    world.clock.turn(30);
    assert.equal(await guess(), undefined);
    assert.equal(await guess(), undefined);
  });

  it('TO-03 50 at once are five', async () => {
    const owner = await world.world.account();
    const code = world.codeOf(await world.withTotp(owner), 3000);
    const { winners, later } = await race(world, await world.asked(owner), { kind: 'totp', code });
    assert.deepEqual([winners.length, later], [0, 45]);
    assert.equal(world.told.filter(({ accountId }) => accountId === owner.id).length, 1);
  });
});
