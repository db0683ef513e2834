import assert from 'node:assert/strict';
import type pg from 'pg';
import type { TestServer } from '../harness/server.ts';
import type { LightBrowser } from './in-process.ts';
import { type Book, count, look, type Tally } from './walk-book.ts';
import type { Scene } from './walk-moves.ts';
import { aPerson, type Person, SORTS } from './walk-people.ts';
import { type Doors, type Move, newSeats, take } from './walk.ts';

/** A row of people who walk one after the other; another lane never meets them. */
export interface Lane {
  people: Person[];
  /** As the last walk left them; undefined when somebody took the place of another. */
  facts: readonly Facts[] | undefined;
}

export interface Ground {
  readonly server: TestServer;
  readonly required: boolean;
  readonly openBrowser: () => LightBrowser;
  readonly doors: Doors;
  readonly pool: pg.Pool;
  readonly reached: Tally;
}

export async function openLane({ server }: Ground, index: number): Promise<Lane> {
  const people = [];
  for (const sort of SORTS) people.push(await aPerson(server, sort, { withTotp: withTotp(sort, index) }));
  return { people, facts: undefined };
}

/** Every second one who is to be deleted, or waits, holds a factor as well. */
function withTotp(sort: Person['sort'], index: number): boolean {
  return index % 2 === 0 && (sort === 'deleting' || sort === 'disabled');
}

const CODES_FEW = 4;

/** One walk; then the store is asked what has changed of these people, all of which must have had its reason. */
export async function walkOnce(
  ground: Ground,
  lane: Lane,
  index: number,
  moves: readonly Move[],
): Promise<void> {
  const { server, required, openBrowser, doors, reached } = ground;
  const book: Book = {
    ...{ server, required, reached, people: lane.people, moves: 0, answered: true },
    seats: newSeats(openBrowser),
    ...{ trips: new Map(), sessions: new Map(), changed: new Set() },
    ...{ newcomers: new Set(), strangers: new Set() },
  };
  const keys = lane.people.flatMap((person) => (person.key ? [{ person, key: person.key }] : []));
  const seen = {
    attempts: [],
    ceremonies: [],
    codes: [],
    tickets: [],
    answers: [],
    letters: new Set<string>(),
    keys,
  };
  const scene: Scene = { book, seen };
  const before = lane.facts ?? (await factsOf(ground, lane));
  for (const move of moves) await take(scene, doors, move);
  for (const seat of book.seats) {
    book.answered = true;
    await look(book, seat, undefined);
  }
  await judgeChanges(ground, lane, book, before);
  count(book, 'walks');

  const spent = ({ epoch, codes, sort, id }: Person) =>
    epoch > 0 ||
    (sort === 'codes' && codes.size < CODES_FEW) ||
    [...book.changed].some((one) => one.startsWith(id));
  for (const [at, person] of lane.people.entries()) {
    if (!spent(person)) continue;
    lane.people[at] = await aPerson(server, person.sort, { withTotp: withTotp(person.sort, index) });
    lane.facts = undefined;
  }
}

interface Facts {
  readonly id: string;
  readonly email: string;
  readonly state: string;
  readonly password: string | null;
  readonly factors: string;
  readonly sessions: readonly string[];
}

async function factsOf({ pool }: Ground, { people }: Lane): Promise<readonly Facts[]> {
  const { rows } = await pool.query<Facts>({
    name: 'facts',
    text: FACTS,
    values: [people.map(({ id }) => id)],
  });
  return rows;
}

const FACTS = `
  select a.id, a.email, a.state, c.registration_record as password,
    (select coalesce(string_agg(f.kind || f.id, ' ' order by f.id), '') from factor f where f.account_id = a.id) as factors,
    array(select s.id from session s where s.account_id = a.id) as sessions
  from account a left join credential c on c.account_id = a.id
  where a.id = any($1) order by a.id`;

async function judgeChanges(ground: Ground, lane: Lane, book: Book, before: readonly Facts[]): Promise<void> {
  const after = await factsOf(ground, lane);
  lane.facts = after;
  assert.equal(after.length, before.length, 'nobody is gone');
  for (const [at, now] of after.entries()) {
    const was = before[at];
    for (const what of ['email', 'state', 'password', 'factors'] as const)
      assert.ok(
        was?.[what] === now[what] || book.changed.has(`${now.id} ${what}`),
        `${what} changed for no reason`,
      );
    for (const id of now.sessions)
      assert.ok(book.sessions.has(id), 'a session that no browser of the walk was given');
  }
  const ids = lane.people.map(({ id }) => id);
  await ground.pool.query({
    name: 'over',
    text: 'delete from session where account_id = any($1)',
    values: [ids],
  });
}
