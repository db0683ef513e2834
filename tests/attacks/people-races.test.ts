import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { testRedis, type TestRedis } from '../harness/redis.ts';
import { callIn, choose, CODE, givePassword, inLetter, sessionIn, TICKET, tripFrom } from './person-trips.ts';
import type { Trip } from './trips.ts';
import { aPerson, appCode, type Person, type Sort } from './walk-people.ts';
import type { WireAnswer } from './wire.ts';
import { authorizePath, type Instance, openInstance, ownClient, type Registered } from './world.ts';

const RACERS = 50;

/** Two instances, one Redis, one PostgreSQL: what is good once is good once, wherever it is brought. */
describe(`CF-10 ${RACERS} racers at two instances`, () => {
  let redis: TestRedis;
  let first: Instance;
  let second: Instance;
  let app: Registered;

  before(async () => {
    redis = await testRedis();
    const shared = { REDIS_URL: redis.url, ISSUER: 'http://localhost:4242' };
    first = await openInstance({ env: shared });
    second = await openInstance({ env: shared, beside: first.server });
    app = await ownClient(first);
  });
  after(async () => {
    await second.stop();
    await first.stop();
    await redis.stop();
  });

  const either = (racer: number) => (racer % 2 === 0 ? first : second);
  const person = (sort: Sort): Promise<Person> => aPerson(first.server, sort);
  const race = (run: (at: Instance, racer: number) => Promise<WireAnswer>) =>
    Promise.all(Array.from({ length: RACERS }, (_, racer) => run(either(racer), racer)));

  /** As many trips as racers, in as many browsers, each with the password given. */
  async function afterPassword(whose: Person): Promise<readonly Trip[]> {
    const trips: Trip[] = [];
    for (let racer = 0; racer < RACERS; racer += 1) {
      const trip = await tripFrom(either(racer), '/account');
      const { status, text } = await givePassword(either(racer + 1), trip, whose);
      assert.equal(status, 200, text);
      assert.equal(JSON.parse(text).step.kind, 'factor');
      trips.push(trip);
    }
    return trips;
  }

  const trip = (trips: readonly Trip[], racer: number): Trip => trips[racer] ?? assert.fail('no such racer');
  const sessionsOf = ({ id }: Person) =>
    first.server.parts.storage.sessions.list(id, first.server.clock.nowSeconds());

  /** One is let in, and has the only session of the account; the others are refused for that reason. */
  async function oneWinner(
    answers: readonly WireAnswer[],
    whose: Person | undefined,
    refusals: readonly string[],
  ): Promise<void> {
    const [winner, ...more] = answers.filter(({ status }) => status === 200);
    assert.ok(winner, `nobody won: ${answers[0]?.text}`);
    assert.equal(more.length, 0, `${more.length + 1} winners`);
    assert.equal(answers.filter((answer) => sessionIn(answer) !== undefined).length, 1);
    for (const { status, text } of answers)
      if (status !== 200) assert.ok(refusals.includes(JSON.parse(text).problem), text);
    if (whose) assert.equal((await sessionsOf(whose)).length, 1);
  }

  it('★TO-01 bring one code of an authenticator app, each in a trip of their own', async () => {
    const whose = await person('totp');
    const trips = await afterPassword(whose);
    const { code } = appCode(whose, first.server.clock.nowSeconds(), 0);
    const answer = { kind: 'totp', code };
    await oneWinner(
      await race((at, racer) => callIn(at, trip(trips, racer), 'factor/answer', { answer })),
      whose,
      ['wrong_factor'],
    );
  });

  it('★BC-01 bring one backup code, each in a trip of their own', async () => {
    const whose = await person('codes');
    const trips = await afterPassword(whose);
    const [code = ''] = whose.codes;
    const answer = { kind: 'backup-codes', code };
    await oneWinner(
      await race((at, racer) => callIn(at, trip(trips, racer), 'factor/answer', { answer })),
      whose,
      ['wrong_factor'],
    );
  });

  it('★BC-01 bring ten backup codes: each of them lets one in', async () => {
    const whose = await person('codes');
    const trips = await afterPassword(whose);
    const codes = [...whose.codes];
    const answers = await race((at, racer) =>
      callIn(at, trip(trips, racer), 'factor/answer', {
        answer: { kind: 'backup-codes', code: codes[racer % codes.length] ?? '' },
      }),
    );
    const winners = answers.filter((answer) => sessionIn(answer) !== undefined).length;
    // A racer that lost to the others three times is refused, and may try again with the same code.
    assert.ok(winners >= 1 && winners <= codes.length, `${winners} winners`);
    assert.equal((await sessionsOf(whose)).length, winners);
  });

  it('OBS-R10 bring one mailed code in the trip that it counts in', async () => {
    const whose = await person('plain');
    const at = await tripFrom(first, authorizePath(app.client, { acr_values: 'urn:tacet:acr:mfa' }));
    const { text } = await givePassword(second, at, whose);
    assert.deepEqual(JSON.parse(text).step.offered, ['email-code']);
    assert.equal((await callIn(first, at, 'factor/challenge', { kind: 'email-code' })).status, 200);
    const code = await inLetter(first, { kind: 'email-code', to: whose.email, find: CODE });
    const answer = { kind: 'email-code', code };
    await oneWinner(await race((here) => callIn(here, at, 'factor/answer', { answer })), whose, [
      'wrong_factor',
      'interaction_expired',
    ]);
  });

  it('★EM-01 choose a password with one mailed ticket, each in a browser of their own', async () => {
    const whose = await person('plain');
    const asked = await tripFrom(first, '/account');
    assert.equal((await callIn(first, asked, 'reset', { email: whose.email })).status, 200);
    const ticket = await inLetter(first, { kind: 'reset', to: whose.email, find: TICKET });
    const trips: Trip[] = [];
    const lasts: object[] = [];
    for (let racer = 0; racer < RACERS; racer += 1) {
      const at = either(racer);
      const begun = await at.wire.call('/reset/begin', { ticket });
      assert.equal(begun.status, 200, begun.text);
      const id = new URL(JSON.parse(begun.text).url).pathname.split('/')[2] ?? '';
      const browser = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      trips.push({ id, browser });
      lasts.push(await choose(at, { id, browser }, `chosen by ${racer}`));
    }
    const prove = (at: Instance, racer: number) =>
      callIn(at, trip(trips, racer), 'password/prove', lasts[racer] ?? {});
    const answers = await race(prove);
    await oneWinner(answers, whose, ['ticket_invalid']);
    const winner = answers.findIndex(({ status }) => status === 200);
    const again = await tripFrom(second, '/account');
    const { status } = await givePassword(first, again, { ...whose, password: `chosen by ${winner}` });
    assert.equal(status, 200, 'the password is the one of the winner');
  });

  it('★EM-01 CF-10 make an account with one mailed ticket', async () => {
    const email = 'somebody-new@example.org';
    const asked = await tripFrom(first, '/account');
    assert.equal((await callIn(first, asked, 'sign-up', { email })).status, 200);
    const ticket = await inLetter(first, { kind: 'sign-up', to: email, find: TICKET });
    const password = 'the password of all of them';
    const { registrationRequest, clientRegistrationState } = unstretchedClient.startRegistration(password);
    const started = await second.wire.call('/sign-up/start', { ticket, registrationRequest });
    const { registrationResponse, ksfId } = JSON.parse(started.text);
    const made = { password, clientRegistrationState, registrationResponse, ksfId };
    const { registrationRecord } = unstretchedClient.finishRegistration(made);
    const input = { ticket, name: 'Grace', ksfId, registrationRecord };
    await oneWinner(await race((at) => at.wire.call('/sign-up/finish', input)), undefined, [
      'ticket_invalid',
    ]);
  });

  it('★WA-01 answer one ceremony of a passkey, in the trip that it was begun in', async () => {
    const whose = await person('passkey');
    const at = await tripFrom(first, '/account');
    const { ceremonyId, options } = JSON.parse((await callIn(second, at, 'passkey/start', {})).text);
    const other = await tripFrom(second, '/account');
    const response = whose.key?.get(options) ?? assert.fail('no key');
    const answer = { kind: 'passkey', ceremonyId, response };
    for (const where of [first, second]) {
      const elsewhere = await callIn(where, other, 'passkey/finish', { answer });
      assert.equal(JSON.parse(elsewhere.text).problem, 'wrong_factor', 'another trip, and nothing is spent');
    }
    await oneWinner(await race((here) => callIn(here, at, 'passkey/finish', { answer })), whose, [
      'wrong_factor',
    ]);
  });
});
