import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createClient } from 'redis';
import { redisEphemera } from '../../server/storage/ephemera/redis.ts';
import { testRedis } from '../harness/redis.ts';
import { prover } from './prover.ts';
import { openRoom } from './room.ts';

const USED = 'invalid_dpop_proof';

async function roomOnRedis(t: TestContext) {
  const redis = await testRedis();
  const ephemera = await redisEphemera(redis.url);
  t.after(async () => {
    await ephemera.close();
    await redis.stop();
  });
  const flush = async () => {
    const client = await createClient({ url: redis.url }).connect();
    await client.flushDb();
    await client.close();
  };
  return { room: await openRoom(t, { ephemera }), flush };
}

describe('a DPoP proof, used again', () => {
  it('DP-06 is good once, on all instances together, of 200 at once', async (t) => {
    const { room } = await roomOnRedis(t);
    const by = prover();
    const other = room.instance();
    const proof = room.proof(by);
    assert.equal(await room.judge([proof]), by.jkt);
    assert.equal(await room.judge([proof]), USED);
    assert.equal(await room.judge([proof], {}, other), USED);

    const wanted = room.proof(by);
    const all = Array.from({ length: 200 }, (_, n) => room.judge([wanted], {}, n % 2 ? other : undefined));
    const answers = await Promise.all(all);
    assert.equal(answers.filter((answer) => answer === by.jkt).length, 1);
    assert.equal(answers.filter((answer) => answer === USED).length, 199);
  });

  it('DP-06 F-21 stays refused when Redis has forgotten it, with a nonce and without', async (t) => {
    const { room, flush } = await roomOnRedis(t);
    const by = prover();
    await room.judge([room.proof(by)]);
    const now = room.clock.nowSeconds();
    const proofs = [-20, 0, 9].map((off) => room.proof(by, { iat: now + off }));
    proofs.push(room.proof(by, { nonce: room.told.at(-1) }));
    for (const proof of proofs) assert.equal(await room.judge([proof]), by.jkt);
    await flush();
    for (const proof of proofs) assert.equal(await room.judge([proof]), USED);
    // What is made after the loss is taken, as soon as no clock ahead of ours can have made it before.
    room.pass(12);
    assert.equal(await room.judge([room.proof(by)]), by.jkt);
    for (const proof of proofs) assert.equal(await room.judge([proof]), USED);
  });

  it('DP-07 is not used up by another who guessed its jti', async (t) => {
    const room = await openRoom(t);
    const [victim, thief] = [prover(), prover()];
    const claims = { jti: 'the one I will use' };
    assert.equal(await room.judge([room.proof(thief, {}, { claims })]), thief.jkt);
    assert.equal(await room.judge([room.proof(victim, {}, { claims })]), victim.jkt);
    assert.equal(await room.judge([room.proof(victim, {}, { claims })]), USED);
  });

  it('RFC 9449 §11.1 is remembered for as long as it is good', async (t) => {
    const room = await openRoom(t);
    const by = prover();
    const proof = room.proof(by, { iat: room.clock.nowSeconds() + 10 });
    assert.equal(await room.judge([proof]), by.jkt);
    for (let passed = 0; passed < 72; passed += 1) {
      assert.equal(await room.judge([proof]), USED);
      room.pass(1);
    }
  });

  it('is not used up by a request that is refused for something else', async (t) => {
    const room = await openRoom(t);
    const by = prover();
    const proof = room.proof(by);
    assert.equal(await room.judge([proof], { path: '/par' }), USED);
    assert.equal(await room.judge([proof]), by.jkt);
  });
});

describe('a nonce of the server', () => {
  it('RFC 9449 §8 is offered in every answer, and stands for the time of the proof', async (t) => {
    const room = await openRoom(t);
    const by = prover();
    await room.judge(['rubbish']);
    const nonce = room.told.at(-1);
    assert.match(nonce ?? '', /^[A-Za-z0-9_-]{40,128}$/);
    const wrongClock = { iat: room.clock.nowSeconds() - 86_400, nonce };
    assert.equal(await room.judge([room.proof(by, wrongClock)]), by.jkt);
    room.pass(120);
    assert.equal(await room.judge([room.proof(by, { nonce })]), by.jkt);
    room.pass(1);
    assert.equal(await room.judge([room.proof(by, { nonce })]), 'use_dpop_nonce');
    assert.notEqual(room.told.at(-1), nonce);
  });

  it('RFC 9449 §9 is ours, untouched, or another is asked for', async (t) => {
    const room = await openRoom(t);
    const by = prover();
    await room.judge([room.proof(by)]);
    const nonce = room.told.at(-1) ?? '';
    const foreign = ['x', '', `${nonce}A`, nonce.slice(0, -2), nonce.replace(/^../, 'AA'), 'A'.repeat(1_000)];
    for (const other of foreign) {
      assert.equal(await room.judge([room.proof(by, { nonce: other })]), 'use_dpop_nonce', other);
    }
    assert.equal(await room.judge([room.proof(by, { nonce })]), by.jkt);
  });

  it('TACET_DPOP_NONCE=required takes no proof without one, on any instance', async (t) => {
    const room = await openRoom(t, { nonce: 'required' });
    const by = prover();
    assert.equal(await room.judge([room.proof(by)]), 'use_dpop_nonce');
    const nonce = room.told.at(-1);
    assert.equal(await room.judge([room.proof(by, { nonce })], {}, room.instance()), by.jkt);
  });
});
