import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { opaqueClient } from '../../server/login/client-half.ts';
import { testRedis } from '../harness/redis.ts';
import { assertAlike, assertSame, member, MEMBERS, stranger } from './alike.ts';
import { callIn, inLetter, TICKET } from './person-trips.ts';
import { beginTrip, type Trip } from './trips.ts';
import { aPerson, SORTS } from './walk-people.ts';
import { type Instance, openInstance, ownClient, quickAccount } from './world.ts';

const { startLoginRequest } = opaqueClient.startLogin('some password');
/** Of each sort of account; a gap as large as that of a forgotten decoy is seen in fewer. */
const TRIES_OF_SORT = 40;
/** RFC 9807 §6.1: KE2 begins with the evaluated element and the masking nonce. */
const ELEMENT_BYTES = 32;
const NONCE_BYTES = 32;

describe('CF-14 whether an address has an account, and of what sort', () => {
  let at: Instance;
  let trip: Trip;

  before(async () => {
    at = await openInstance();
    for (let index = 0; index < MEMBERS; index += 1) await quickAccount(at, member(index));
    trip = await beginTrip(at, await ownClient(at));
  });
  after(() => at.stop());

  const call = (path: string, input: object) => callIn(at, trip, path, input);

  it('★EN-04 EN-06 cannot be told from a wish for a new password, and the truth goes by mail', async (t) => {
    // Both are asked for again and again, so that both have an older ticket to be replaced.
    const unknown = (index: number) => stranger(index % MEMBERS);
    await assertAlike(t, (email) => call('reset', { email }), { unknown });
    at.server.clock.turn(1);
    for (const email of [member(0), stranger(0)]) assert.equal((await call('reset', { email })).status, 200);
    const known = await inLetter(at, { kind: 'reset', to: member(0), find: TICKET });
    assert.match(known, /^ti_/);
    assert.equal(await inLetter(at, { kind: 'reset-unknown', to: stranger(0), find: TICKET }), '');
  });

  it('★EN-04 cannot be told from a mailed code, which nobody gets who proved nothing', async (t) => {
    await assertAlike(t, async (email) => {
      assert.equal((await call('login/start', { email, startLoginRequest })).status, 200);
      const refused = await call('factor/challenge', { kind: 'email-code' });
      assert.equal(JSON.parse(refused.text).problem, 'interaction_expired');
      return refused;
    });
    const rows = await at.server.parts.storage.outbox.recent(200);
    assert.deepEqual(
      rows.filter(({ kind }) => kind === 'email-code'),
      [],
    );
  });

  it('EN-08 cannot be told from a passkey: whoever asks gets the same, with nobody named', async (t) => {
    await assertAlike(t, async (email) => {
      assert.equal((await call('login/start', { email, startLoginRequest })).status, 200);
      const asked = await call('passkey/start', {});
      assert.equal(JSON.parse(asked.text).options.allowCredentials, undefined);
      return asked;
    });
  });

  for (const sort of SORTS.filter((one) => one !== 'plain'))
    it(`★EN-04 cannot be told of an account: ${sort}`, async (t) => {
      const one = await aPerson(at.server, sort);
      await assertAlike(t, (email) => call('login/start', { email, startLoginRequest }), {
        tries: TRIES_OF_SORT,
        known: () => one.email,
      });
    });

  it('★EN-04 cannot be told of an account that opens with passkeys alone', async (t) => {
    const { id, email: passwordless } = await aPerson(at.server, 'passkey');
    const { credentials, outbox } = at.server.parts.storage;
    const [letter] = await outbox.recent(1);
    assert.ok(letter);
    const event = { kind: 'password.removed', atSeconds: 0, accountId: id } as const;
    const gone = { ...letter, id: `${id}-gone` };
    assert.equal(await credentials.remove(id, { keptSessionId: '', event, letter: gone }), 'removed');
    await assertAlike(t, (email) => call('login/start', { email, startLoginRequest }), {
      tries: TRIES_OF_SORT,
      known: () => passwordless,
    });
  });

  it('★EN-04 cannot be told from a field that is empty, or no message at all', async () => {
    for (const message of ['', 'A', 'A'.repeat(127), 'A'.repeat(128), 'AAAA AAAA', '\u0000'.repeat(128)])
      for (const path of ['login/start', 'reset', 'sign-up']) {
        const input = (email: string) => ({
          email,
          ...(path === 'login/start' && { startLoginRequest: message }),
        });
        assertSame(await call(path, input(member(1))), await call(path, input(stranger(1))));
      }
  });

  it('EN-09 cannot be told from the budget of letters: the fourth waits, for whoever it is', async () => {
    const own = await openInstance({ env: { TACET_THROTTLE_SCALE: '1' } });
    try {
      await quickAccount(own, member(0));
      const here = await beginTrip(own, await ownClient(own));
      for (const path of ['reset', 'sign-up']) {
        const ask = (email: string) => callIn(own, here, path, { email });
        for (let index = 0; index < 3; index += 1)
          for (const email of [member(0), stranger(0)]) {
            const { status } = await ask(email);
            assert.equal(status, path === 'reset' ? 200 : 429, 'one budget for all letters');
          }
        const [known, unknown] = [await ask(member(0)), await ask(stranger(0))];
        assertSame(known, unknown);
        assert.equal(known.status, 429);
      }
    } finally {
      await own.stop();
    }
  });

  it('EN-11 cannot be counted: ids follow no order, and nothing tells how many there are', async () => {
    const ids = [];
    for (let index = 0; index < 8; index += 1) ids.push((await aPerson(at.server, 'plain')).id);
    assert.notDeepEqual(ids, ids.toSorted());
    assert.equal(new Set(ids.map((id) => id.slice(0, 4))).size > 1, true);
    for (const path of [
      '/users?count',
      '/accounts',
      '/account/1',
      '/.well-known/webfinger?resource=acct:a@b',
    ])
      assert.equal((await at.wire.get(path)).status, 404);
  });
});

describe('★EN-02 the element that a stranger gets', () => {
  it('is the same each time, at each instance, and after others have come; the nonce is fresh', async () => {
    const redis = await testRedis();
    const shared = { REDIS_URL: redis.url, ISSUER: 'http://localhost:4242' };
    const first = await openInstance({ env: shared });
    const second = await openInstance({ env: shared, beside: first.server });
    try {
      const app = await ownClient(first);
      await quickAccount(first, member(0));
      const here = await beginTrip(first, app);
      const ask = async (at: Instance, email: string) => {
        const { text } = await callIn(at, here, 'login/start', { email, startLoginRequest });
        const bytes = Buffer.from(JSON.parse(text).loginResponse, 'base64url');
        const nonce = bytes.subarray(ELEMENT_BYTES, ELEMENT_BYTES + NONCE_BYTES);
        return { element: bytes.subarray(0, ELEMENT_BYTES).toString('hex'), nonce: nonce.toString('hex') };
      };
      for (const email of [member(0), stranger(0)]) {
        const told = [await ask(first, email), await ask(second, email)];
        await quickAccount(first, `another-${email}`);
        told.push(await ask(first, email), await ask(second, email));
        assert.equal(new Set(told.map(({ element }) => element)).size, 1);
        assert.equal(new Set(told.map(({ nonce }) => nonce)).size, told.length);
      }
      const [known, unknown] = [await ask(first, member(0)), await ask(first, stranger(0))];
      assert.notEqual(known.element, unknown.element);
    } finally {
      await second.stop();
      await first.stop();
      await redis.stop();
    }
  });
});
