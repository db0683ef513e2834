import assert from 'node:assert/strict';
import type { KsfId } from '../../contract/opaque-parameters.ts';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import type { authenticator } from '../factors/authenticator.ts';
import { count, judgeCode, look, type Book, type Seat, type Trip } from './walk-book.ts';
import type { Person } from './walk-people.ts';

/** One secret of every kind that was given out in this walk, to whomever, with what it truly is. */
export interface Seen {
  readonly attempts: Attempt[];
  readonly ceremonies: Ceremony[];
  readonly keys: { readonly person: Person; readonly key: ReturnType<typeof authenticator> }[];
  /** Codes that were mailed, and in which trip they count: the last one does. */
  readonly codes: { readonly trip: Trip; readonly person: Person; readonly code: string }[];
  readonly tickets: Ticket[];
  /** The text of every answer to a factor that was given. */
  readonly answers: string[];
  readonly letters: Set<string>;
}

/** The second half of a login that was begun: with a password, or for one that is to be chosen. */
export interface Attempt {
  readonly of: 'login' | 'choice' | 'email login' | 'email choice';
  /** The trip or ticket that it belongs to. */
  readonly where: string;
  readonly person: Person | undefined;
  readonly right: boolean;
  readonly epoch: number;
  readonly password: string;
  readonly attemptId: string;
  readonly finishLoginRequest: string;
  spent: boolean;
}

export interface Ceremony {
  readonly trip: Trip;
  readonly person: Person | undefined;
  readonly ceremonyId: string;
  readonly options: Readonly<Record<string, unknown>>;
  spent: boolean;
}

export interface Ticket {
  readonly path: string;
  readonly ticket: string;
  readonly to: string;
}

export interface Scene {
  readonly book: Book;
  readonly seen: Seen;
}

/** What our calls and pages tell, as far as a walk reads it. */
export interface Told extends Begun {
  readonly step?: { readonly kind: string };
  readonly challenge: Begun;
  readonly attemptId: string;
  readonly loginResponse: string;
  readonly registrationResponse: string;
  readonly ksfId: KsfId;
  readonly newKsfId: KsfId;
  readonly url: string;
  readonly offer: { readonly secret: string; readonly codes: readonly string[] } & Pick<Begun, 'options'>;
  readonly backupCodes?: readonly string[];
  readonly view?: string;
  readonly interactionId: string;
}

export type Begun = Pick<Ceremony, 'ceremonyId' | 'options'>;

export const FORGED = `la_${'A'.repeat(43)}`;
const NO_PROOF = 'A'.repeat(86);

/** A call of a page, judged for what it may never do; undefined when it was refused. */
export async function press(
  { book }: Scene,
  seat: Seat,
  path: string,
  input: object,
  trip?: Trip,
): Promise<Told | undefined> {
  book.moves += 1;
  const { status, told } = await seat.browser.call(path, input);
  assert.ok(status < 500, `${status} ${path}`);
  count(book, status === 200 ? 'answered' : 'refused');
  if (status !== 200) return undefined;
  book.answered = true;
  const known: Told = JSON.parse(told);
  if (trip) {
    assert.ok(trip.seat === seat, `${path}: a call in the trip of another browser`);
    if (known.step) trip.step = known.step.kind;
  }
  return known;
}

/** Opens a page, and notes the trip that it is of. */
export async function open({ book }: Scene, seat: Seat, path: string, made: Partial<Trip> = {}) {
  book.moves += 1;
  const within = book.trips.get(/\/interaction\/([^/]+)/.exec(path)?.[1] ?? '');
  const answer = await seat.browser.visit(path);
  assert.ok(answer.status < 500, `${answer.status} ${path}`);
  book.answered = true;
  await look(book, seat, within);
  judgeCode(book, seat, within, answer);
  const data: Told & { readonly step: { readonly kind: string } } = JSON.parse(answer.told);
  if (data.view === 'account') assert.ok(seat.session, 'the account page, and nobody is signed in');
  if (data.view !== 'interaction') return { answer, data, trip: undefined };
  const known = book.trips.get(data.interactionId);
  assert.ok(!known || known.seat === seat, 'the page of a trip of another browser');
  const trip: Trip = known ?? {
    ...{ id: data.interactionId, seat, bornAt: book.moves, acr: within?.acr ?? 'none', act: within?.act },
    ...{ reset: undefined, first: undefined, step: undefined, stepDone: false, ...made },
  };
  trip.step = data.step.kind;
  book.trips.set(trip.id, trip);
  seat.current = trip;
  return { answer, data, trip };
}

/** The first half of a sign-in. `where` is the trip, be it whose it may. */
export async function startLogin(scene: Scene, seat: Seat, trip: Trip, person: Person, right: boolean) {
  const password = right ? person.password : 'some other password';
  const { clientLoginState, startLoginRequest } = begunWith(person, password);
  const input = { email: person.email, startLoginRequest };
  const told = await press(scene, seat, `/interaction/${trip.id}/login/start`, input, trip);
  await look(scene.book, seat, trip);
  if (!told) return;
  const done = unstretchedClient.finishLogin({
    ...{ password, clientLoginState, loginResponse: told.loginResponse, ksfId: told.ksfId },
  });
  assert.ok(!done || right, 'another password opened the account');
  const { attemptId } = told;
  const finishLoginRequest = done?.finishLoginRequest ?? NO_PROOF;
  const { epoch } = person;
  const made = { of: 'login', where: trip.id, person, right: done !== undefined, epoch, password } as const;
  scene.seen.attempts.push({ ...made, attemptId, finishLoginRequest, spent: false });
}

const BEGUN = new WeakMap<Person, ReturnType<typeof unstretchedClient.startLogin> & { password: string }>();

/** The first message says nothing of the server: the same may be sent twice, and costs its curve points once. */
function begunWith(person: Person, password: string) {
  const known = BEGUN.get(person);
  if (known?.password === password) return known;
  const begun = { ...unstretchedClient.startLogin(password), password };
  BEGUN.set(person, begun);
  return begun;
}

/** The second half: with an attempt of this trip or any other, or one that was made up. */
export async function finishLogin(scene: Scene, seat: Seat, trip: Trip, attempt: Attempt | undefined) {
  const { attemptId = FORGED, finishLoginRequest = NO_PROOF } = attempt ?? {};
  const input = { attemptId, finishLoginRequest };
  const told = await press(scene, seat, `/interaction/${trip.id}/login/finish`, input, trip);
  const genuine = attempt?.of === 'login' && attempt.where === trip.id && attempt.right && !attempt.spent;
  if (attempt && attempt.where === trip.id && trip.seat === seat) attempt.spent = true;
  if (told) {
    assert.ok(genuine && attempt?.person, 'a login without a right proof of this trip');
    const { person, epoch } = attempt;
    assert.equal(epoch, person.epoch, 'a login that began before a change of how the account opens');
    trip.first = { person, by: 'password', epoch, factor: undefined, chosen: false };
    count(scene.book, 'password proved');
  }
  await look(scene.book, seat, trip);
}

export async function startPasskey(scene: Scene, seat: Seat, trip: Trip) {
  const told = await press(scene, seat, `/interaction/${trip.id}/passkey/start`, {}, trip);
  await look(scene.book, seat, trip);
  if (told) scene.seen.ceremonies.push({ trip, person: undefined, spent: false, ...pick(told) });
}

export async function finishPasskey(
  scene: Scene,
  seat: Seat,
  trip: Trip,
  { ceremony, key }: { ceremony: Ceremony | undefined; key: Seen['keys'][number] | undefined },
) {
  const { ceremonyId = FORGED, options = { challenge: 'AAAA' } } = ceremony ?? {};
  if (!key) return;
  const answer = { kind: 'passkey', ceremonyId, response: key.key.get(options) };
  const told = await press(scene, seat, `/interaction/${trip.id}/passkey/finish`, { answer }, trip);
  const fits = ceremony?.trip === trip && ceremony.person === undefined;
  const genuine = fits && !ceremony.spent && scene.seen.keys.includes(key);
  if (fits && trip.seat === seat) ceremony.spent = true;
  if (told) {
    assert.ok(genuine, 'a passkey without a ceremony of this trip');
    const { person } = key;
    trip.first = { person, by: 'passkey', epoch: person.epoch, factor: 'strong', chosen: false };
    count(scene.book, 'passkey proved');
  }
  await look(scene.book, seat, trip);
}

export function pick({ ceremonyId, options }: Begun) {
  return { ceremonyId, options };
}
