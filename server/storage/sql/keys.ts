import { sql } from 'kysely';
import type { KeyStore, StoredKey } from '../../keyring/key-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database } from './database.ts';
import { json, statement } from './statement.ts';

/** Of our own choosing; the same in every release, so that old and new instances wait for each other. */
const KEY_LOCK = 7_411_380_643;

export function keyStore(db: Database): KeyStore {
  return {
    list: () => db.all(list, {}),
    change: (work) =>
      db.transaction(
        async (runner) => {
          await runner.all(lock, { lock: KEY_LOCK });
          const { write: keys, events } = await work(await runner.all(list, {}));
          await runner.all(write, { keys: keysJson(keys), events: eventsJson(...events) });
        },
        { slow: true },
      ),
  };
}

function keysJson(keys: readonly StoredKey[]): string {
  return json(
    keys.map(({ sealed, ...key }) => ({
      ...key,
      sealed: sealed === null ? null : `\\x${sealed.toString('hex')}`,
    })),
  );
}

/** Held until the transaction ends, however it ends. */
const lock = statement<{ lock: number }, object>(
  (slot) => sql`select pg_advisory_xact_lock(${slot('lock')}::bigint)`,
);

const list = statement<object, StoredKey>(
  () => sql`
    select id, purpose, public_part as "publicPart", sealed, kek_id as "kekId", canary,
      created_at_seconds as "createdAtSeconds", activates_at_seconds as "activatesAtSeconds",
      retires_at_seconds as "retiresAtSeconds", expires_at_seconds as "expiresAtSeconds",
      compromised_at_seconds as "compromisedAtSeconds"
    from ring_key order by purpose, activates_at_seconds, id`,
);

/** Purpose and public part of a key never change, whatever is handed in. */
const write = statement<{ keys: string; events: string }, object>(
  (slot) => sql`
    with written as (
      insert into ring_key (id, purpose, public_part, sealed, kek_id, canary, created_at_seconds,
        activates_at_seconds, retires_at_seconds, expires_at_seconds, compromised_at_seconds)
      select n.id, n.purpose, n."publicPart", n.sealed, n."kekId", n.canary, n."createdAtSeconds",
        n."activatesAtSeconds", n."retiresAtSeconds", n."expiresAtSeconds", n."compromisedAtSeconds"
      from json_to_recordset(${slot('keys')}::json) as n(id text, purpose text, "publicPart" text, sealed bytea,
        "kekId" text, canary text, "createdAtSeconds" bigint, "activatesAtSeconds" bigint,
        "retiresAtSeconds" bigint, "expiresAtSeconds" bigint, "compromisedAtSeconds" bigint)
      on conflict (id) do update set
        sealed = excluded.sealed, kek_id = excluded.kek_id, canary = excluded.canary,
        activates_at_seconds = excluded.activates_at_seconds, retires_at_seconds = excluded.retires_at_seconds,
        expires_at_seconds = excluded.expires_at_seconds,
        compromised_at_seconds = excluded.compromised_at_seconds
    )
    ${recorded(slot('events'), sql`(values (1)) as always`)}`,
);
