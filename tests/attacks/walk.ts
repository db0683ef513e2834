import fc from 'fast-check';
import { newId } from '../../server/platform/random.ts';
import { type Book, look, type Seat, type Trip } from './walk-book.ts';
import {
  askReset,
  beginAct,
  beginReset,
  finish,
  finishChoice,
  keep,
  proveChoice,
  setUp,
  startChoice,
} from './walk-changes.ts';
import { askSignUp, confirmMove, finishMove, proveMove, signUp, startMove } from './walk-mail.ts';
import { answerFactor, askFactor } from './walk-factors.ts';
import {
  finishLogin,
  finishPasskey,
  open,
  press,
  type Scene,
  startLogin,
  startPasskey,
} from './walk-moves.ts';
import type { Person } from './walk-people.ts';

/** One decision of a walk. What its numbers choose among depends on what there is by then. */
export interface Move {
  /** Does what the page asks for; else any call at all. */
  readonly follows: boolean;
  readonly seat: number;
  readonly what: number;
  readonly who: number;
  readonly pick: number;
  readonly right: boolean;
}

const LENGTH = { minLength: 3, maxLength: 14, size: 'max' } as const;

/** Weighted so that many walks get somewhere: mostly one browser, which mostly does what it is asked for. */
export const walk: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({
    follows: fc.constantFrom(true, true, true, false),
    seat: fc.constantFrom(0, 0, 0, 0, 1),
    what: fc.nat(999),
    who: fc.nat(999),
    pick: fc.nat(999),
    right: fc.constantFrom(true, true, true, true, false),
  }),
  LENGTH,
);

/** `clients`: one that demands a factor is asked for like any other. */
export interface Doors {
  readonly authorize: (acr: Trip['acr'], prompt: string | undefined) => string;
}

const KINDS = ['totp', 'backup-codes', 'email-code', 'passkey'] as const;
const PURPOSES = [
  ...['change-password', 'add-factor', 'remove-factor', 'export', 'change-email', 'delete-account'],
  'remove-password',
];
const ACRS = ['none', 'none', 'none', 'wish', 'essential'] as const;

export async function take(scene: Scene, doors: Doors, move: Move): Promise<void> {
  const seat = scene.book.seats[move.seat === 0 ? 0 : 1];
  await (move.follows ? follow(scene, doors, seat, move) : stray(scene, doors, seat, move));
}

async function follow(scene: Scene, doors: Doors, seat: Seat, move: Move): Promise<void> {
  const trip = seat.current;
  if (!trip) return begin(scene, doors, seat, move);
  const { first } = trip;
  switch (trip.step ?? 'unknown') {
    case 'sign-in':
      return signIn(scene, seat, trip, move);
    case 'factor': {
      const whose = first?.person ?? some(scene.book.people, move.who);
      const kind = kindFor(whose, move);
      await askFactor(scene, seat, trip, kind);
      const remember = move.pick % 3 === 0;
      return answerFactor(scene, seat, trip, { whose, kind, right: move.right, remember });
    }
    case 'new-password': {
      const begun = await startChoice(scene, seat, trip, `chosen ${move.pick}`);
      if (begun) await finishChoice(scene, seat, trip, begun);
      return proveChoice(scene, seat, trip, scene.seen.attempts.at(-1));
    }
    case 'set-up':
      return setUp(scene, seat, trip, move.right);
    case 'held':
      return keep(scene, seat, trip);
    case 'consent': {
      const decision = move.right ? 'allow' : 'deny';
      await press(scene, seat, `/interaction/${trip.id}/consent`, { decision }, trip);
      return look(scene.book, seat, trip);
    }
    default:
      return finish(scene, seat, trip);
  }
}

async function begin(scene: Scene, doors: Doors, seat: Seat, move: Move): Promise<void> {
  const { session } = seat;
  const owner = scene.book.people.find(({ id }) => id === session?.personId);
  if (owner && move.what % 4 > 0) {
    const purpose = some(PURPOSES, move.pick);
    return beginAct(scene, seat, purpose, await targetOf(scene, owner, purpose, move));
  }
  const acr = some(ACRS, move.pick);
  const prompt = move.what % 3 === 0 ? 'login' : undefined;
  const path = move.what % 2 === 0 ? '/account' : doors.authorize(acr, prompt);
  await open(scene, seat, path, path === '/account' ? {} : { acr });
  const ticket = scene.seen.tickets.at(-1);
  if (ticket?.path !== 'email-change' || !move.right) return;
  const begun = await startMove(scene, seat, ticket, true);
  await finishMove(scene, seat, ticket, begun);
  await proveMove(scene, seat, ticket, scene.seen.attempts.at(-1));
}

/** The id of a factor to remove, of oneself or of anybody; the kind of one to add; an address. */
async function targetOf(
  { book }: Scene,
  owner: Person,
  purpose: string,
  { pick, right }: Move,
): Promise<string | undefined> {
  if (purpose === 'add-factor') return some(KINDS, pick);
  if (purpose === 'change-email')
    return right ? `moved-${newId()}@example.org` : some(book.people, pick).email;
  if (purpose !== 'remove-factor') return undefined;
  const whose = right ? owner : some(book.people, pick);
  const held = await book.server.parts.storage.factors.list(whose.id);
  return held[pick % (held.length || 1)]?.id ?? newId();
}

async function signIn(scene: Scene, seat: Seat, trip: Trip, move: Move): Promise<void> {
  const { book, seen } = scene;
  // Whoever confirms an act, or comes back, is mostly the one who was here.
  const own = book.people.find(({ id }) => id === (trip.act?.person.id ?? seat.session?.personId));
  const whose = own && move.right ? own : some(book.people, move.who);
  const way = move.what % 10;
  if (way === 9) {
    await askReset(scene, seat, trip, whose.email);
    return beginReset(scene, seat, seen.tickets.at(-1));
  }
  if (way === 8 && !trip.act) {
    await askSignUp(scene, seat, trip, move.right ? undefined : whose.email);
    return signUp(scene, seat, seen.tickets.at(-1));
  }
  const key = seen.keys.find(({ person }) => person === whose) ?? seen.keys[0];
  if (way === 7 && key) {
    await startPasskey(scene, seat, trip);
    return finishPasskey(scene, seat, trip, { ceremony: seen.ceremonies.at(-1), key });
  }
  await startLogin(scene, seat, trip, whose, move.right);
  return finishLogin(scene, seat, trip, seen.attempts.at(-1));
}

function kindFor({ totp, codes, key }: Person, { what, right }: Move): string {
  if (!right || what % 9 === 0) return some(KINDS, what);
  if (codes.size > 0 && what % 2 === 0) return 'backup-codes';
  return totp ? 'totp' : key ? 'passkey' : 'email-code';
}

/** Any call of them all, with ids, tickets, attempts and answers of anybody. */
async function stray(scene: Scene, doors: Doors, seat: Seat, move: Move): Promise<void> {
  const { book, seen } = scene;
  const { what, who, pick, right } = move;
  const trips = [...book.trips.values()];
  const trip = trips[pick % (trips.length || 1)];
  if (!trip) return begin(scene, doors, seat, move);
  const whose = some(book.people, who);
  const attempt = seen.attempts.at(-1 - (who % 4));
  const ticket = seen.tickets.at(-1 - (who % 3));
  const kind = some(KINDS, who);
  const key = seen.keys[who % (seen.keys.length || 1)];
  const plain =
    (call: string, input: object = {}) =>
    async () => {
      await press(scene, seat, call.replace(':id', trip.id), input, call.includes(':id') ? trip : undefined);
      await look(book, seat, trip);
    };
  const calls: readonly (() => Promise<unknown>)[] = [
    () => startLogin(scene, seat, trip, whose, right),
    () => finishLogin(scene, seat, trip, attempt),
    () => startPasskey(scene, seat, trip),
    () => finishPasskey(scene, seat, trip, { ceremony: seen.ceremonies.at(-1 - (who % 3)), key }),
    () => askFactor(scene, seat, trip, kind),
    () => answerFactor(scene, seat, trip, { whose, kind, right, remember: who % 2 === 0 }),
    () => setUp(scene, seat, trip, right),
    () => askReset(scene, seat, trip, whose.email),
    () => beginReset(scene, seat, ticket),
    () => chooseAt(scene, seat, trip, trips[who % trips.length] ?? trip),
    () => proveChoice(scene, seat, trip, attempt),
    () => keep(scene, seat, trip),
    () => askSignUp(scene, seat, trip, right ? undefined : whose.email),
    () => signUp(scene, seat, ticket),
    async () => finishMove(scene, seat, ticket, await startMove(scene, seat, ticket, right)),
    () => proveMove(scene, seat, ticket, attempt),
    () => confirmMove(scene, seat, ticket),
    () => beginAct(scene, seat, some(PURPOSES, who), kind),
    () => finish(scene, seat, trip),
    () => open(scene, seat, `/interaction/${trip.id}${who % 2 === 0 ? '' : '/restart'}`),
    () => begin(scene, doors, seat, move),
    switchAccount(scene, seat, trip),
    plain('/interaction/:id/consent', { decision: right ? 'allow' : 'deny' }),
    plain('/interaction/:id/extend'),
    plain('/interaction/:id/cancel'),
    plain('/account/sessions/end-others'),
    plain('/account/sign-out'),
  ];
  await some(calls, what)();
}

function switchAccount(scene: Scene, seat: Seat, trip: Trip) {
  return async () => {
    const told = await press(scene, seat, `/interaction/${trip.id}/switch-account`, {}, trip);
    if (told) trip.first = undefined;
    await look(scene.book, seat, trip);
  };
}

/** Begins to choose a password in one trip, and goes on in another. */
async function chooseAt(scene: Scene, seat: Seat, trip: Trip, other: Trip): Promise<void> {
  const begun = await startChoice(scene, seat, trip, 'chosen anywhere');
  if (begun) await finishChoice(scene, seat, other, begun);
}

function some<Value>(values: readonly Value[], pick: number): Value {
  const value = values[pick % values.length];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

export function newSeats(openBrowser: () => Seat['browser']): Book['seats'] {
  const seat = (): Seat => ({
    ...{
      browser: openBrowser(),
      session: undefined,
      secret: undefined,
      current: undefined,
      remembered: new Set(),
    },
  });
  return [seat(), seat()];
}
