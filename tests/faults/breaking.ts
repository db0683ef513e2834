import { sql } from 'kysely';
import { credentialStore } from '../../server/storage/sql/credentials.ts';
import { type Database, openDatabase, type Runner } from '../../server/storage/sql/database.ts';
import { familyStore } from '../../server/storage/sql/families.ts';
import { scopedKeyStore } from '../../server/storage/sql/scoped-keys.ts';
import { signUpStore } from '../../server/storage/sql/sign-ups.ts';
import { statement } from '../../server/storage/sql/statement.ts';
import { vaultKeyStore } from '../../server/storage/sql/vault-keys.ts';
import type { TestServer } from '../harness/server.ts';

/**
 * Where the connection to PostgreSQL is killed: before or after statement `at` of the next transaction (the first is 1), or,
 * `answer`, after it was committed and before anybody heard so.
 */
export interface Break {
  readonly at: number;
  readonly when: 'before' | 'after' | 'answer';
}

export interface Breaking {
  /** Breaks one transaction there; it works as ever afterwards. */
  next(where: Break): void;
  /** Whether the last break was reached. */
  broke(): boolean;
  stop(): Promise<void>;
}

const dieNow = statement<object, object>(() => sql`select pg_terminate_backend(pg_backend_pid())`);

/** Lets a server work on a database whose backend kills itself at a place of the test's choice: a real death, no exception. */
export function breakable({ databaseUrl, parts }: TestServer): Breaking {
  const db = openDatabase(databaseUrl, { maxConnections: 2 });
  let where: Break | undefined;
  let broken = false;

  const dying = (runner: Runner, place: Break): Runner => {
    let count = 0;
    const die = async () => {
      broken = true;
      await runner.all(dieNow, {});
    };
    const all: Runner['all'] = async (asked, given) => {
      count += 1;
      if (place.when === 'before' && count === place.at) await die();
      const found = await runner.all(asked, given);
      if (place.when === 'after' && count === place.at) await die();
      return found;
    };
    return { all, first: async (asked, given) => (await all(asked, given))[0] };
  };
  const taken = () => {
    const place = where;
    where = undefined;
    return place;
  };
  const transaction: Database['transaction'] = async (work, options) => {
    const place = taken();
    const result = await db.transaction(
      (runner) => work(place && place.when !== 'answer' ? dying(runner, place) : runner),
      options,
    );
    if (place?.when === 'answer') {
      broken = true;
      throw new Error('the answer of the database was lost');
    }
    return result;
  };

  const { promote, renew } = credentialStore({ ...db, transaction });
  const { storage } = parts;
  Object.assign(storage.credentials, { promote, renew });
  Object.assign(storage.vaultKeys, vaultKeyStore({ ...db, transaction }));
  Object.assign(storage.scopedKeys, scopedKeyStore({ ...db, transaction }));
  // An act of one statement is a transaction of one.
  const alone: Runner = {
    all: (asked, given) => transaction((runner) => runner.all(asked, given)),
    first: (asked, given) => transaction((runner) => runner.first(asked, given)),
  };
  Object.assign(storage.signUps, { complete: signUpStore(alone).complete });
  Object.assign(storage.families, { create: familyStore(alone).create });

  return {
    next: (place) => {
      where = place;
      broken = false;
    },
    broke: () => broken,
    stop: () => db.close(),
  };
}
