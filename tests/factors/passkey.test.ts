import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { authenticator } from './authenticator.ts';
import { passkeyPeople } from './passkey-people.ts';
import { factorWorld, type FactorWorld, tried } from './world.ts';

describe('passkeys', () => {
  let world: FactorWorld;
  let people: ReturnType<typeof passkeyPeople>;
  before(async () => {
    world = await factorWorld({ throttleScale: 1000 });
    people = passkeyPeople(world);
  });
  after(() => world.stop());

  it('prove more than a password, and sign in alone; both say what was proved', async () => {
    const { account, key } = await people.owner();
    assert.deepEqual((await people.prove(account, key))?.amr, ['hwk', 'user', 'pop']);
    assert.deepEqual(await people.signIn(key), { accountId: account.id, amr: ['hwk', 'user', 'pop'] });
    const [, there] = world.instances;
    assert.ok(await people.signIn(key, {}, there), 'begun and finished on the other instance');

    const synced = await people.owner(authenticator({ synced: true }));
    assert.deepEqual((await people.signIn(synced.key))?.amr, ['swk', 'user', 'pop']);
  });

  it('EN-08 a sign-in asks everybody for the same: no account is named, and none of its keys', async () => {
    await people.owner();
    const [one, other] = [await world.here.signIn.start('a'), await world.here.signIn.start('b')];
    const same = (started: typeof one) => ({ ...started.options, challenge: '' });
    assert.deepEqual(same(one), same(other));
    assert.deepEqual(same(one), {
      ...{ rpId: 'id.example', challenge: '', timeout: 300_000, userVerification: 'required' },
    });
    assert.equal(await people.signIn(authenticator()), undefined, 'a key of nobody');
  });

  it('WA-01 an answer is good once, on whichever instance', async () => {
    const { account, key } = await people.owner();
    const asked = await world.asked(account);
    const challenge = await world.here.of('passkey').challenge(asked);
    assert.ok(challenge.kind === 'passkey');
    const response = key.get(challenge.options);
    const answer = { kind: 'passkey', ceremonyId: challenge.ceremonyId, response } as const;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, at) => world.instances[at % 2 === 0 ? 0 : 1].prove(asked, answer)),
    );
    assert.equal(outcomes.filter((outcome) => outcome !== undefined).length, 1);

    const started = await world.here.signIn.start('trip');
    const alone = { ...answer, ceremonyId: started.ceremonyId, response: key.get(started.options) };
    assert.ok(await world.here.signIn.finish('trip', alone));
    assert.equal(await world.here.signIn.finish('trip', alone), undefined);
  });

  it('WA-01 a challenge serves its trip, its purpose and its account, and dies after five minutes', async () => {
    const { account, key } = await people.owner();
    const other = await people.owner();
    const asked = await world.asked(account);
    const { challenge } = world.here.of('passkey');
    const begin = async () => {
      const begun = await challenge(asked);
      assert.ok(begun.kind === 'passkey');
      const { ceremonyId, options } = begun;
      return { kind: 'passkey', ceremonyId, response: key.get(options) } as const;
    };
    const inTrip = await begin();
    assert.equal(await world.here.prove(await world.asked(account), inTrip), undefined, 'another trip');
    const theirs = { ...(await world.asked(other.account)), tripId: asked.tripId };
    assert.equal(await world.here.prove(theirs, inTrip), undefined, 'another account');
    assert.equal(await world.here.signIn.finish(asked.tripId, inTrip), undefined, 'another purpose');
    assert.ok(await world.here.prove(asked, inTrip), 'none of these spent it');

    const alone = await world.here.signIn.start(asked.tripId);
    const response = key.get(alone.options);
    const answer = { kind: 'passkey', ceremonyId: alone.ceremonyId, response } as const;
    assert.equal(await world.here.prove(asked, answer), undefined, 'a sign-in is no second factor');

    const offered = await world.here.of('passkey').setUp?.offer(asked);
    assert.ok(offered?.offer.kind === 'passkey');
    const { ceremonyId } = z.object({ ceremonyId: z.string() }).parse(offered.pending);
    const crossed = { kind: 'passkey', ceremonyId, response: key.get(offered.offer.options) } as const;
    assert.equal(await world.here.prove(asked, crossed), undefined, 'a registration is no second factor');

    const late = await begin();
    world.clock.turn(300);
    assert.equal(await world.here.prove(asked, late), undefined, 'expired');
    assert.equal(
      await world.here.prove(asked, { ...(await begin()), ceremonyId: late.ceremonyId }),
      undefined,
    );
  });

  it('WA-01 a registration is confirmed once, by a registration', async () => {
    const account = await world.world.account();
    const asked = await world.asked(account);
    const { setUp } = world.here.of('passkey');
    const offered = await setUp?.offer(asked);
    assert.ok(setUp && offered?.offer.kind === 'passkey');
    const key = authenticator();
    const proof = { kind: 'passkey', response: key.create(offered.offer.options) } as const;
    assert.equal(await setUp.confirm(await world.asked(account), offered.pending, proof), undefined);
    assert.ok(await setUp.confirm(asked, offered.pending, proof));
    assert.equal(await setUp.confirm(asked, offered.pending, proof), undefined);
  });

  it('tells the browser which keys it has, which to leave out, and whose they are', async () => {
    const { account, key } = await people.owner();
    const asked = await world.asked(account);
    const challenge = await world.here.of('passkey').challenge(asked);
    assert.ok(challenge.kind === 'passkey');
    const described = [{ id: key.id, transports: ['internal'], type: 'public-key' }];
    assert.deepEqual(challenge.options.allowCredentials, described);
    const offered = await world.here.of('passkey').setUp?.offer(asked);
    assert.ok(offered?.offer.kind === 'passkey');
    const { options } = offered.offer;
    assert.deepEqual(options.excludeCredentials, described);
    assert.deepEqual(options.rp, { id: 'id.example', name: 'id.example' });
    assert.deepEqual(options.user, {
      id: Buffer.from(account.id).toString('base64url'),
      name: account.email,
      displayName: account.name,
    });
    assert.deepEqual(options.authenticatorSelection, {
      ...{ residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    });
    assert.equal(options.attestation, 'none');
  });

  it('a trip begins only so many', async () => {
    const scarce = await factorWorld();
    try {
      const begun = await Promise.all(
        Array.from({ length: 30 }, () => tried(() => scarce.here.signIn.start('trip'))),
      );
      assert.equal(begun.filter((outcome) => outcome === 'later').length, 10);
    } finally {
      await scarce.stop();
    }
  });
});
