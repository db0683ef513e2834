import assert from 'node:assert/strict';
import { fingerprint } from '../../server/platform/digest.ts';
import type { TestServer } from '../harness/server.ts';
import type { Answer, LightBrowser } from './in-process.ts';
import type { Person } from './walk-people.ts';

/** One trip that a browser of this walk has seen, with what was truly proved in it. */
export interface Trip {
  readonly id: string;
  readonly seat: Seat;
  readonly bornAt: number;
  /** What the client asks for besides: a wish for a second factor, or the demand of one. */
  readonly acr: 'none' | 'wish' | 'essential';
  readonly act: ActOf | undefined;
  /** The mailed ticket of this person began it. */
  reset: { readonly person: Person; readonly undo: boolean; readonly to: string } | undefined;
  first: First | undefined;
  /** The step that the page shows. */
  step: string | undefined;
  /** What the act of this trip still had to do, and has done. */
  stepDone: boolean;
}

export interface ActOf {
  readonly purpose: string;
  readonly person: Person;
  readonly target: string | undefined;
  /** The account held a factor when it began. */
  readonly strong: boolean;
}

/** The first proof of a trip, and what followed it. */
export interface First {
  readonly person: Person;
  readonly by: 'password' | 'passkey' | 'ticket';
  /** The epoch of the person when it was made. */
  readonly epoch: number;
  factor: 'strong' | 'mail' | undefined;
  /** A whole login with the new password has passed. */
  chosen: boolean;
}

export interface SessionOf {
  readonly personId: string;
  readonly bornAt: number;
  readonly factor: 'strong' | 'mail' | undefined;
}

export interface Seat {
  readonly browser: LightBrowser;
  session: SessionOf | undefined;
  /** The session cookie at the last look. */
  secret: string | undefined;
  current: Trip | undefined;
  /** `account epoch` of those that this browser was remembered for. */
  readonly remembered: Set<string>;
}

export type Tally = Record<string, number>;

/** What has truly happened, kept beside the server by the simplest means. */
export interface Book {
  readonly server: TestServer;
  readonly required: boolean;
  readonly people: readonly Person[];
  readonly seats: readonly [Seat, Seat];
  readonly trips: Map<string, Trip>;
  readonly sessions: Map<string, SessionOf>;
  /** `account what` of everything that may have changed. */
  readonly changed: Set<string>;
  /** Addresses whose sign-up letter was answered here. */
  readonly newcomers: Set<string>;
  readonly strangers: Set<string>;
  readonly reached: Tally;
  moves: number;
  /** Something was answered since a browser was last looked at. */
  answered: boolean;
}

export function count({ reached }: Book, what: string): void {
  reached[what] = (reached[what] ?? 0) + 1;
}

/** What the account of somebody holds in its own right, asked of the store. */
export async function holdsFactor({ server }: Book, accountId: string): Promise<boolean> {
  const held = await server.parts.storage.factors.list(accountId);
  return held.some(({ kind }) => kind === 'totp' || kind === 'passkey');
}

/**
 * Looks at a browser after a call or a visit in that trip. A session that was not there before needs a reason: a
 * password or passkey of its account, or a mailed ticket with a new password, proved in this trip and this browser, and
 * every factor that the account, the operator or the client asks for.
 */
export async function look(book: Book, seat: Seat, trip: Trip | undefined): Promise<void> {
  const { server, sessions } = book;
  const secret = seat.browser.cookies.get('tacet_session');
  // A refusal that left the cookie alone has begun no session: the store is spared.
  if (secret === seat.secret && !book.answered) return;
  seat.secret = secret;
  book.answered = false;
  const now = server.clock.nowSeconds();
  const live =
    secret === undefined ? undefined : await server.parts.storage.sessions.find(fingerprint(secret), now);
  const known = live && sessions.get(live.session.id);
  if (!live || known) {
    assert.ok(!live || known?.personId === live.account.id, 'a session is of one account');
    seat.session = known;
    return;
  }

  const { account, session } = live;
  const strange = book.newcomers.delete(account.email);
  const first = trip?.first?.person.id === account.id ? trip.first : undefined;
  if (!strange) await judge(book, seat, trip, first);
  const factor = first?.by === 'passkey' ? 'strong' : first?.factor;
  const begun = { personId: account.id, bornAt: book.moves, factor };
  // What we tell of a sign-in is what happened (amr).
  assert.equal(session.amr.includes('mfa') && !session.amr.includes('email'), factor === 'strong');
  sessions.set(session.id, begun);
  seat.session = begun;
  if (trip) trip.first = undefined;
  count(book, strange ? 'signed up' : `signed in by ${first?.by}${factor ? ` and ${factor} factor` : ''}`);
}

async function judge(
  book: Book,
  seat: Seat,
  trip: Trip | undefined,
  first: First | undefined,
): Promise<void> {
  assert.ok(trip?.seat === seat && first, 'a session without any proof of its account in this trip');
  const { person, by } = first;
  assert.equal(first.epoch, person.epoch, 'the proof is older than a change of how the account opens');
  assert.ok(!trip.act || trip.act.person === person, 'a proof for the act of somebody else signs nobody in');
  if (by === 'passkey') return;
  assert.ok(by === 'password' || first.chosen, 'a mailed ticket alone signs nobody in');
  const own = await holdsFactor(book, person.id);
  const remembered = by === 'password' && !trip.act && seat.remembered.has(markOf(person));
  const asked = (own || book.required) && !remembered;
  if (asked || trip.acr === 'wish' || (own && trip.acr === 'essential'))
    assert.ok(first.factor !== undefined, 'a session without the factor that is asked for');
  if (own && !remembered) assert.equal(first.factor, 'strong', 'a mailed code instead of the factor');
}

export function markOf({ id, epoch }: Person): string {
  return `${id} ${epoch}`;
}

/** A code for a client rests on a session that was judged, and on what the client demands. */
export function judgeCode(book: Book, seat: Seat, trip: Trip | undefined, { left }: Answer): void {
  if (left === undefined || !new URL(left).searchParams.has('code')) return;
  assert.ok(seat.session, 'a code, and nobody is signed in');
  assert.ok(!trip || trip.seat === seat, 'a code in the trip of another browser');
  assert.ok(
    trip?.acr !== 'essential' || seat.session.factor === 'strong',
    'a code without the factor demanded',
  );
  count(book, 'code');
}

/** Whether this browser has proved, since the trip began, that the act of it may be done. */
export function mayAct({ act, seat, bornAt }: Trip): boolean {
  const { session } = seat;
  if (!act || session?.personId !== act.person.id) return false;
  if (act.strong && session.factor !== 'strong') return false;
  return session.bornAt > bornAt || ['add-factor', 'export'].includes(act.purpose);
}
