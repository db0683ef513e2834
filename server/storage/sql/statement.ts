import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import { fingerprint } from '../../platform/digest.ts';

/** What a statement may be given. Objects travel as JSON text, see `json`. */
export type Value = string | number | boolean | null | Buffer | readonly string[];

/** An object of which every field is a Value. */
export type Values<Given> = { readonly [Name in keyof Given]: Value };

/**
 * One SQL statement, compiled once when its file is loaded. Its name is derived from its text, so that PostgreSQL
 * prepares it once per connection (twice the throughput); there are as many names as there are statements here.
 */
export interface Statement<Given, Row> {
  readonly name: string;
  readonly text: string;
  /** The names of $1, $2 … in their order. */
  readonly order: readonly (keyof Given & string)[];
  /** Runs on the pool for slow work, with its patient time limits. */
  readonly slow: boolean;
  /**
   * Each row comes as one JSON value, in a column of any name. With a dozen columns that costs this process a third
   * less than to read them one by one; only for what is asked at every request, and never with bytes in it.
   */
  readonly json: boolean;
  /** Carries the type of a row; never set. */
  readonly row?: Row;
}

/** Stands in a template where a value will be. */
export type Slot = object;

const NAME_CHARACTERS = 24;

// Compiles only: it has no connection.
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * Compiles a template written with Kysely's `sql`. Values enter by name, `${slot('accountId')}`, and only so: a
 * literal in the template is refused, and a name that is used twice is sent once.
 */
export function statement<Given extends Values<Given>, Row>(
  build: (slot: (name: keyof Given & string) => Slot) => RawBuilder<unknown>,
  { slow = false, json = false }: { readonly slow?: boolean; readonly json?: boolean } = {},
): Statement<Given, Row> {
  const names = new Map<unknown, keyof Given & string>();
  const slot = (name: keyof Given & string): Slot => {
    const made = Object.freeze({});
    names.set(made, name);
    return made;
  };
  const query: CompiledQuery = build(slot).compile(compiler);

  const order: (keyof Given & string)[] = [];
  const numbers = query.parameters.map((parameter) => {
    const name = names.get(parameter);
    if (name === undefined) throw new TypeError('a statement takes values by slots only');
    if (!order.includes(name)) order.push(name);
    return order.indexOf(name) + 1;
  });
  const text = query.sql.replaceAll(
    /\$(\d+)/g,
    (_, number: string) => `$${numbers[Number(number) - 1] ?? 0}`,
  );
  return { name: fingerprint(text).slice(0, NAME_CHARACTERS), text, order, slow, json };
}

/** A domain object as JSON text, for `json_to_record`; lone surrogates, which PostgreSQL refuses, are replaced. */
export function json(value: object): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\ud')) return text;
  return JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'string' ? field.toWellFormed() : field,
  );
}
