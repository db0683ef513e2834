import { StorageUnavailable } from '../../platform/unavailable.ts';
import type { Runner } from './database.ts';
import { saidOfOne } from './failure.ts';
import { json, type Statement } from './statement.ts';

/** A row says which of those who asked it belongs to. */
interface Placed {
  readonly place: number;
}

/** Statements of one kind that are under way at once; who asks meanwhile goes together with the others who do. */
const UNDER_WAY_MAX = 2;
const TOGETHER_MAX = 64;
const WAITING_MAX = 1_000;

interface Asked<Given, Row> {
  readonly given: Given;
  answer(row: Row | undefined): void;
  refuse(error: unknown): void;
}

/**
 * One statement for everybody who asks while others are under way: what is asked first goes at once, and a busy
 * server writes, wakes PostgreSQL and commits once for a dozen requests. The statement takes an array of what was
 * asked, each with its `place`, for `json_to_recordset`; it gives at most one row for each, with that place.
 *
 * Nobody pays for a neighbour: when a statement fails for what one of them asked, or because one row is locked, each
 * is asked alone. When the database cannot serve, all who wait are refused, so that nobody waits longer than one does.
 */
export function gathered<Given extends object, Row extends Placed>(
  db: Runner,
  statement: Statement<{ asked: string }, Row>,
): (given: Given) => Promise<Row | undefined> {
  const waiting: Asked<Given, Row>[] = [];
  let underWay = 0;

  const ask = async (group: readonly Asked<Given, Row>[]): Promise<void> => {
    const rows = await db.all(statement, {
      asked: json(group.map(({ given }, place) => ({ ...given, place }))),
    });
    const found: (Row | undefined)[] = [];
    for (const row of rows) found[row.place] = row;
    for (const [place, { answer }] of group.entries()) answer(found[place]);
  };

  const send = async (): Promise<void> => {
    const group = waiting.splice(0, TOGETHER_MAX);
    underWay += 1;
    try {
      await ask(group);
    } catch (error) {
      if (group.length > 1 && saidOfOne(error)) {
        await Promise.all(group.map((one) => ask([one]).catch(one.refuse)));
      } else {
        const refused = error instanceof StorageUnavailable ? [...group, ...waiting.splice(0)] : group;
        for (const { refuse } of refused) refuse(error);
      }
    } finally {
      underWay -= 1;
      if (waiting.length > 0) void send();
    }
  };

  return (given) =>
    new Promise((answer, refuse) => {
      if (waiting.length >= WAITING_MAX)
        return refuse(new StorageUnavailable('too many requests wait for the database'));
      waiting.push({ given, answer, refuse });
      if (underWay < UNDER_WAY_MAX) void send();
    });
}
