import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { answerCode, codeAt, giveTotp, must, refused } from '../interaction/proofs.ts';
import { rotateSetup } from '../interaction/renewing.ts';
import { bridgeOf, restartOf, rewrapOf } from './changes.ts';
import { almostMoved, almostRenewed, bridgesSql } from './moving.ts';
import { join, keptKeys, logIn, openedBy, type Owning, rows } from './person.ts';
import { nameOf } from './wraps.ts';

describe('CF-38 an account key whose wraps nobody may see is bridged', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '100' } });
  });
  after(() => server.stop());

  const bridgesOf = async ({ held }: Owning) =>
    (await keptKeys(server, held.owner.accountId))[0]?.bridges.length;
  const setupOf = async ({ held }: Owning) =>
    (await server.parts.storage.credentials.ofAccount(held.owner.accountId))?.setupId;

  it('to another e-mail address: the key opens at the new one, and without a bridge nothing moves', async () => {
    const person = await join(server);
    const email = `moved-${person.email}`;
    const { owner, from, to, prove } = await almostMoved(server, person, email);
    assert.deepEqual(owner, { accountId: person.held.owner.accountId, generation: 1 });
    assert.equal(refused(await prove(undefined)), 'keys_missing');
    assert.equal(nameOf(await openedBy(server, person)), nameOf(person.held.key), 'as it was');
    must(await prove(bridgeOf(person.held, from, to)));
    assert.equal(nameOf(await openedBy(server, { ...person, email })), nameOf(person.held.key));
    assert.equal(await logIn(server, person.email), undefined);
  });

  it('to another e-mail address nothing but a bridge is taken', async () => {
    const person = await join(server);
    const { to, prove } = await almostMoved(server, person, `other-${person.email}`);
    assert.equal(refused(await prove(restartOf(person.held, to).keys)), 'invalid_input');
    assert.equal(refused(await prove(rewrapOf(person.held, to))), 'invalid_input');
    assert.equal(nameOf(await openedBy(server, person)), nameOf(person.held.key));
  });

  it('by one renewal after the other, until there is no room: then none is offered', async () => {
    const person = await join(server);
    for (let round = 1; round <= 4; round += 1) {
      const setup = await rotateSetup(server);
      server.clock.turn(3601);
      const entered = await logIn(server, person.email);
      assert.ok(entered?.renewal, `round ${round}`);
      const { owner, exportKey, prove } = await almostRenewed(entered);
      assert.deepEqual(owner, { accountId: person.held.owner.accountId, generation: 1 });
      must(await prove(bridgeOf(person.held, entered.exportKey, exportKey)));
      assert.equal(await setupOf(person), setup);
      assert.equal(await bridgesOf(person), round);
      assert.equal(nameOf(await openedBy(server, person)), nameOf(person.held.key));
    }
    await rotateSetup(server);
    server.clock.turn(3601);
    assert.equal((await logIn(server, person.email))?.renewal, undefined);
  });

  it('or else the renewal is dropped, and the sign-in went on without it', async () => {
    const person = await join(server);
    const before = await setupOf(person);
    await rotateSetup(server);
    const entered = await logIn(server, person.email);
    assert.ok(entered?.renewal);
    const { exportKey, prove } = await almostRenewed(entered);
    must(await prove(undefined));
    assert.equal(await setupOf(person), before);
    const stale = await logIn(server, person.email);
    assert.ok(stale?.renewal);
    const late = await almostRenewed(stale);
    const nobodys = { ...person.held, generation: 7 };
    must(await late.prove(bridgeOf(nobodys, entered.exportKey, exportKey)));
    assert.equal(await setupOf(person), before);
    assert.equal(nameOf(await openedBy(server, person)), nameOf(person.held.key));
  });

  it('and waits with the renewal for the factor, where one is asked for', async () => {
    const person = await join(server);
    const secret = await giveTotp(server, person.email);
    const setup = await rotateSetup(server);
    const entered = await logIn(server, person.email);
    assert.ok(entered?.renewal && entered.step.kind === 'factor');
    const { exportKey, prove } = await almostRenewed(entered);
    must(await prove(bridgeOf(person.held, entered.exportKey, exportKey)));
    assert.deepEqual([await bridgesOf(person), (await setupOf(person)) === setup], [0, false]);
    must(await answerCode(entered.browser, entered.id, codeAt(server, secret)));
    assert.deepEqual([await bridgesOf(person), await setupOf(person)], [1, setup]);
    assert.equal(nameOf(await openedBy(server, person)), nameOf(person.held.key));
  });

  it('four passwords away at most: a change of address is refused until the wrap was made anew', async () => {
    const person = await join(server);
    const { text, values } = bridgesSql(person.held);
    await rows(server.databaseUrl, text, values(4));
    const { from, to, prove } = await almostMoved(server, person, `far-${person.email}`);
    assert.equal(refused(await prove(bridgeOf(person.held, from, to))), 'keys_changed');
    assert.equal(await bridgesOf(person), 4);
    assert.ok(await logIn(server, person.email));
  });
});
