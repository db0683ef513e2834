import assert from 'node:assert/strict';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { authenticator } from '../factors/authenticator.ts';
import { count, holdsFactor, look, mayAct, type ActOf, type Seat, type Trip } from './walk-book.ts';
import { readTickets } from './walk-letters.ts';
import { type Attempt, FORGED, open, press, type Scene, type Ticket } from './walk-moves.ts';
import { appCode, type Person } from './walk-people.ts';

const NO_TICKET = `ti_${'A'.repeat(43)}`;

/** Asks for a link to a new password, in a trip of anybody; the letter is read at once. */
export async function askReset(scene: Scene, seat: Seat, trip: Trip, email: string) {
  await press(scene, seat, `/interaction/${trip.id}/reset`, { email }, trip);
  await look(scene.book, seat, trip);
  await readTickets(scene, isOurs(scene));
}

export async function beginReset(scene: Scene, seat: Seat, found: Ticket | undefined) {
  const { book } = scene;
  const { ticket = NO_TICKET } = found ?? {};
  await press(scene, seat, '/reset/open', { ticket });
  const told = await press(scene, seat, '/reset/begin', { ticket });
  if (!told) return look(book, seat, undefined);
  assert.ok(found?.path === 'reset' || found?.path === 'undo-email-change', 'a trip without a mailed ticket');
  const undo = found.path !== 'reset';
  const person = book.people.find((one) => (undo ? one.emails.has(found.to) : one.email === found.to));
  assert.ok(person, 'a ticket for nobody');
  const id = new URL(told.url).pathname.split('/')[2] ?? '';
  const known = book.trips.get(id);
  assert.ok(!known || known.seat === seat, 'a reset in the trip of another browser');
  const first = { person, by: 'ticket', epoch: person.epoch, factor: undefined, chosen: false } as const;
  const made = { reset: { person, undo, to: found.to }, first: { ...first } };
  if (known) Object.assign(known, made);
  count(book, 'reset begun');
  await look(book, seat, known);
  await open(scene, seat, `/interaction/${id}`, made);
}

/** EM-10: whoever may choose a password has proved a ticket and the factor, or whatever the change asks for. */
export async function startChoice(scene: Scene, seat: Seat, trip: Trip, password: string) {
  const { book } = scene;
  const begun = unstretchedClient.startRegistration(password);
  const { registrationRequest } = begun;
  const told = await press(
    scene,
    seat,
    `/interaction/${trip.id}/password/start`,
    { registrationRequest },
    trip,
  );
  if (told) await judgeChoice(scene, trip);
  await look(book, seat, trip);
  return told && { ...told, ...begun, password };
}

type Begun = NonNullable<Awaited<ReturnType<typeof startChoice>>>;

export async function finishChoice(scene: Scene, seat: Seat, trip: Trip, begun: Begun) {
  const { password, clientRegistrationState, registrationResponse, ksfId } = begun;
  const registered = unstretchedClient.finishRegistration({
    ...{ password, clientRegistrationState, registrationResponse, ksfId },
  });
  const { clientLoginState, startLoginRequest } = unstretchedClient.startLogin(password);
  const input = { ksfId, registrationRecord: registered.registrationRecord, startLoginRequest };
  const told = await press(scene, seat, `/interaction/${trip.id}/password/finish`, input, trip);
  if (told) {
    const person = await judgeChoice(scene, trip);
    const done = unstretchedClient.finishLogin({
      ...{ password, clientLoginState, ksfId, loginResponse: told.loginResponse },
    });
    // Two registrations of one trip may have crossed: then the login fails here, as it should.
    const finishLoginRequest = done?.finishLoginRequest ?? 'A'.repeat(86);
    const { attemptId } = told;
    const made = { of: 'choice', where: trip.id, right: done !== undefined, spent: false } as const;
    scene.seen.attempts.push({
      ...made,
      person,
      epoch: person.epoch,
      password,
      attemptId,
      finishLoginRequest,
    });
  }
  await look(scene.book, seat, trip);
}

export async function proveChoice(scene: Scene, seat: Seat, trip: Trip, attempt: Attempt | undefined) {
  const { book } = scene;
  const { attemptId = FORGED, finishLoginRequest = 'A'.repeat(86) } = attempt ?? {};
  const input = { attemptId, finishLoginRequest };
  const path = `/interaction/${trip.id}/password/prove`;
  const told = await press(scene, seat, path, input, trip);
  const fits = attempt?.of === 'choice' && attempt.where === trip.id;
  if (told) {
    const person = await judgeChoice(scene, trip);
    assert.ok(
      fits && attempt.right && !attempt.spent && attempt.person === person,
      'a password nobody proved',
    );
    if (trip.first) assert.equal(trip.first.epoch, person.epoch, 'a ticket of before a change');
    became(scene, person, 'password');
    person.password = attempt.password;
    if (trip.first) Object.assign(trip.first, { chosen: true, epoch: person.epoch });
    if (trip.reset?.undo) movedTo(scene, person, trip.reset.to);
    count(book, trip.reset ? 'reset done' : 'password changed');
    trip.stepDone = true;
    trip.reset = undefined;
  }
  if (fits && trip.seat === seat) attempt.spent = true;
  await look(book, seat, trip);
}

async function judgeChoice({ book }: Scene, trip: Trip): Promise<Person> {
  const { first, reset, act } = trip;
  if (reset && first) {
    assert.ok(first.person === reset.person && first.by === 'ticket', 'not the one who was mailed');
    const own = await holdsFactor(book, first.person.id);
    assert.ok(!own || first.factor === 'strong', 'a new password without the factor (TO-07)');
    assert.ok(own || !book.required || first.factor !== undefined, 'a new password without any factor');
    return first.person;
  }
  assert.ok(act?.purpose === 'change-password' && mayAct(trip), 'a new password without a proof (EM-10)');
  return act.person;
}

export async function beginAct(scene: Scene, seat: Seat, purpose: string, target?: string) {
  const { book } = scene;
  const { session } = seat;
  const input = { purpose, ...(target !== undefined && { target }) };
  const told = await press(scene, seat, '/account/acts/begin', input);
  await look(book, seat, undefined);
  if (!told) return;
  const person = book.people.find(({ id }) => id === session?.personId);
  assert.ok(session, 'an act, and nobody is signed in');
  if (!person) return; // somebody who signed up in this walk
  const act: ActOf = { purpose, person, target, strong: await holdsFactor(book, person.id) };
  await open(scene, seat, new URL(told.url).pathname, { act });
}

/** The last hop of a trip, which carries an act out if there is one and everything for it was proved. */
export async function finish(scene: Scene, seat: Seat, trip: Trip) {
  const { book } = scene;
  const may = mayAct(trip);
  const had = trip.act && (await scene.book.server.parts.storage.factors.list(trip.act.person.id));
  const { data, answer } = await open(scene, seat, `/interaction/${trip.id}/finish`);
  if (data.view !== 'interaction' && seat.current === trip) seat.current = undefined;
  if (!trip.act || data.view === 'error' || data.view === 'interaction' || answer.status !== 200) return;
  const { purpose, person, target } = trip.act;
  assert.ok(
    trip.seat === seat && may,
    `${purpose} without a proof made for it: ${JSON.stringify([trip.act, trip.bornAt, seat.session])}`,
  );
  const steps = ['change-password', 'add-factor'];
  assert.ok(!steps.includes(purpose) || trip.stepDone, `${purpose} before its step`);
  count(book, `act ${purpose}`);
  if (purpose === 'change-email') {
    if (target !== undefined) person.emails.add(target);
    await readTickets(scene, isOurs(scene));
  }
  if (purpose === 'delete-account') book.changed.add(`${person.id} state`);
  if (purpose === 'remove-password') {
    became(scene, person, 'password');
    person.password = '';
  }
  if (purpose !== 'remove-factor' || !had) return;
  became(scene, person, 'factors');
  const removed = had.find(({ id }) => id === target)?.kind;
  if (removed === 'totp') person.totp = undefined;
  if (removed === 'passkey')
    scene.seen.keys.splice(0, Infinity, ...scene.seen.keys.filter((one) => one.person !== person));
  if (!(await holdsFactor(book, person.id))) person.codes.clear();
}

/** Sets up what the act of the trip names, whatever it is. */
export async function setUp(scene: Scene, seat: Seat, trip: Trip, right: boolean) {
  const path = `/interaction/${trip.id}/set-up`;
  const told = await press(scene, seat, `${path}/offer`, {}, trip);
  await look(scene.book, seat, trip);
  const kind = trip.act?.target ?? 'totp';
  const key = authenticator(keyAt(scene));
  if (told) assert.ok(trip.act?.purpose === 'add-factor' && mayAct(trip), 'an offer without a proof (TO-05)');
  const now = scene.book.server.clock.nowSeconds();
  const shown = { totp: { secret: told?.offer.secret ?? 'JBSWY3DPEHPK3PXP', lastStep: 0 } };
  const app = appCode(shown, now, right ? 0 : 7);
  const options = told?.offer.options ?? { challenge: 'AAAA', user: { id: 'AAAA' } };
  const forged = right ? {} : { challenge: 'BBBB' };
  const proof = {
    ...{ kind },
    ...(kind === 'totp' && { code: app.code }),
    ...(kind === 'passkey' && { response: key.create(options, forged) }),
  };
  const done = await press(scene, seat, `${path}/confirm`, { proof }, trip);
  if (done) {
    const { person } = trip.act ?? {};
    assert.ok(person && told && mayAct(trip) && (right || kind === 'backup-codes'), 'a factor nobody proved');
    became(scene, person, 'factors');
    if (kind === 'totp') person.totp = { secret: told.offer.secret, lastStep: app.step };
    if (kind === 'passkey') scene.seen.keys.push({ person, key });
    const codes = kind === 'backup-codes' ? told.offer.codes : done.backupCodes;
    if (codes) {
      person.codes.clear();
      for (const code of codes) person.codes.add(code);
    }
    trip.stepDone = true;
    count(scene.book, `set up ${kind}`);
  }
  await look(scene.book, seat, trip);
}

/** Takes a deletion back. */
export async function keep(scene: Scene, seat: Seat, trip: Trip) {
  const { first } = trip;
  const told = await press(scene, seat, `/interaction/${trip.id}/keep-account`, {}, trip);
  if (told) {
    assert.ok(
      first?.person.sort === 'deleting' || scene.book.changed.has(`${first?.person.id} state`),
      'not deleting',
    );
    assert.ok(first && (!(await holdsFactor(scene.book, first.person.id)) || first.factor === 'strong'));
    assert.ok(!scene.book.required || first.factor !== undefined);
    scene.book.changed.add(`${first.person.id} state`);
    count(scene.book, 'account kept');
  }
  await look(scene.book, seat, trip);
}

/** How somebody's account opens is another from now on: what was proved before is worth nothing. */
export function became({ book }: Scene, person: Person, what: 'password' | 'factors'): void {
  person.epoch += 1;
  book.changed.add(`${person.id} ${what}`);
}

export function movedTo({ book }: Scene, person: Person, email: string): void {
  person.email = email;
  book.changed.add(`${person.id} email`);
}

export function keyAt({ book }: Scene) {
  const { origin, hostname } = new URL(book.server.issuer);
  return { origin, rpId: hostname };
}

export function isOurs({ book }: Scene): (to: string) => boolean {
  return (to) => book.strangers.has(to) || book.people.some(({ emails }) => emails.has(to));
}
