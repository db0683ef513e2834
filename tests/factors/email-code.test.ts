import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Account } from '../../server/accounts/account.ts';
import type { FactorAsked } from '../../server/factors/factor.ts';
import { factorWorld, type FactorWorld, race, tried } from './world.ts';

describe('codes by e-mail', () => {
  let world: FactorWorld;
  let patient: FactorWorld;
  before(async () => {
    [world, patient] = [await factorWorld({ throttleScale: 100 }), await factorWorld()];
  });
  after(async () => {
    await world.stop();
    await patient.stop();
  });

  const mailed = async (at = world) => {
    const account = await at.world.account();
    const asked = await at.asked(account);
    const challenge = await at.here.of('email-code').challenge(asked);
    assert.deepEqual(challenge, { kind: 'email-code', againSeconds: 60 });
    const code = await at.mailedCode(account);
    assert.match(code, /^\d{8}$/);
    return { account, asked, code };
  };
  const prove = (asked: FactorAsked, code: string, at = world) =>
    tried(() => at.here.prove(asked, { kind: 'email-code', code }));
  const wrongFor = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0');

  it('prove the mailbox once, and say so', async () => {
    const { asked, code } = await mailed();
    const typed = `${code.slice(0, 4)} ${code.slice(4)}`;
    assert.deepEqual(await prove(asked, typed), { next: undefined, amr: ['otp', 'email'] });
    assert.equal(await prove(asked, code), undefined);
  });

  it('50 racers with the right code have one winner over two instances', async () => {
    const { asked, code } = await mailed();
    const { winners } = await race(world, asked, { kind: 'email-code', code });
    assert.equal(winners.length, 1);
  });

  it('count in the trip and for the account they were mailed for, and in no other', async () => {
    const { account, asked, code } = await mailed();
    const other: Account = await world.world.account();
    for (const foreign of [await world.asked(account), { ...asked, account: other }])
      assert.equal(await prove(foreign, code), undefined);
    assert.ok(await prove(asked, code), 'nobody else spent it');
  });

  it('die after ten minutes', async () => {
    const { asked, code } = await mailed();
    world.clock.turn(600);
    assert.equal(await prove(asked, code), undefined);
  });

  it('die with the next one', async () => {
    const { account, asked, code } = await mailed();
    world.clock.turn(60);
    await world.here.of('email-code').challenge(asked);
    const next = await world.mailedCode(account);
    assert.notEqual(next, code);
    assert.equal(await prove(asked, code), undefined);
    assert.ok(await prove(asked, next));
  });

  it('TO-03 bear five tries, however many come at once, and then not even the right one', async () => {
    const { asked, code } = await mailed();
    const { winners } = await race(world, asked, { kind: 'email-code', code: wrongFor(code) });
    assert.equal(winners.length, 0);
    assert.equal(await prove(asked, code), undefined);
    world.clock.turn(1);
    await world.here.of('email-code').challenge(asked);
    assert.ok(await prove(asked, await world.mailedCode(asked.account)), 'the next has tries of its own');
  });

  it('OBS-N07 TO-03 new codes are no new tries without end', async () => {
    const { asked, code } = await mailed(patient);
    for (let at = 0; at < 5; at += 1) assert.equal(await prove(asked, wrongFor(code), patient), undefined);
    assert.equal(await prove(asked, code, patient), 'later');
    patient.clock.turn(60);
    await patient.here.of('email-code').challenge(asked);
    assert.equal(await prove(asked, wrongFor(code), patient), undefined);
    assert.equal(await prove(asked, wrongFor(code), patient), 'later');
  });

  it('are mailed a minute apart; who reloads the page is asked for the one on its way', async () => {
    const { account, asked, code } = await mailed(patient);
    const { challenge } = patient.here.of('email-code');
    patient.clock.turn(20);
    assert.deepEqual(await challenge(asked), { kind: 'email-code', againSeconds: 40 });
    assert.equal(await patient.mailedCode(account), code, 'no second letter');
    const elsewhere = await patient.asked(account);
    assert.equal(
      await tried(() => challenge(elsewhere)),
      'later',
      'another trip has no code to be asked for',
    );
    assert.ok(await prove(asked, code, patient));
    assert.deepEqual(
      await challenge(elsewhere),
      { kind: 'email-code', againSeconds: 60 },
      'forgotten by the success',
    );
  });

  it('lie nowhere in clear: not in Redis, not in the letter that waits', async () => {
    const { asked, code, account } = await mailed();
    const redis = await world.dump();
    const rows = await world.world.storage.outbox.recent(50);
    const letters = rows.map(({ sealed }) => sealed?.toString('latin1') ?? '').join('\n');
    for (const form of [code, `${code.slice(0, 4)} ${code.slice(4)}`, account.email, asked.tripId])
      assert.equal(redis.includes(form) || letters.includes(form), false, form);
  });
});
