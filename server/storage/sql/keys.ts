import { sql } from 'kysely';
import type { KeyStore, StoredKek, StoredKey } from '../../keyring/key-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database } from './database.ts';
import { json, statement } from './statement.ts';

/** Of our own choosing; the same in every release, so that old and new instances wait for each other. */
const KEY_LOCK = 7_411_380_643;

export function keyStore(db: Database): KeyStore {
  return {
    list: () => db.all(list, {}),
    listKeks: () => db.all(listKeks, {}),
    change: (work) =>
      db.transaction(
        async (runner) => {
          await runner.all(lock, { lock: KEY_LOCK });
          const current = await runner.all(list, {});
          const { write: keys, keks = [], events } = await work(current, await runner.all(listKeks, {}));
          await runner.all(write, { keys: json(keys), keks: json(keks), events: eventsJson(...events) });
        },
        { slow: true },
      ),
  };
}

/** Held until the transaction ends, however it ends. */
const lock = statement<{ lock: number }, object>(
  (slot) => sql`select pg_advisory_xact_lock(${slot('lock')}::bigint)`,
);

/** What an instance of the release before writes while both run: the same wrap, as bytes (migration 0018). */
const ofReleaseBefore = sql`'v1.' || kek_id || '.tacet1.'
  || rtrim(translate(encode(sealed, 'base64'), E'+/\\n', '-_'), '=')`;
/** Version, key id, nonce and tag around nothing. */
const EMPTY_BYTES = 41;

const list = statement<object, StoredKey>(
  () => sql`
    select id, purpose, public_part as "publicPart", coalesce(wrapped, ${ofReleaseBefore}) as sealed,
      emptied or (wrapped is null and length(sealed) <= ${sql.lit(EMPTY_BYTES)}) is true as emptied,
      kek_id as "kekId", canary,
      created_at_seconds as "createdAtSeconds", activates_at_seconds as "activatesAtSeconds",
      retires_at_seconds as "retiresAtSeconds", expires_at_seconds as "expiresAtSeconds",
      compromised_at_seconds as "compromisedAtSeconds"
    from ring_key order by purpose, activates_at_seconds, id`,
);

const listKeks = statement<object, StoredKek>(
  () => sql`
    select id, provider, created_at_seconds as "createdAtSeconds", activates_at_seconds as "activatesAtSeconds",
      retires_at_seconds as "retiresAtSeconds", destroyed_at_seconds as "destroyedAtSeconds"
    from kek order by activates_at_seconds, id`,
);

/**
 * Purpose and public part of a key never change, whatever is handed in. The column `sealed` belongs to the release
 * before: what is written anew leaves nothing in it that was meant to be destroyed.
 */
const write = statement<{ keys: string; keks: string; events: string }, object>(
  (slot) => sql`
    with written as (
      insert into ring_key (id, purpose, public_part, wrapped, emptied, kek_id, canary, created_at_seconds,
        activates_at_seconds, retires_at_seconds, expires_at_seconds, compromised_at_seconds)
      select n.id, n.purpose, n."publicPart", n.sealed, n.emptied, n."kekId", n.canary, n."createdAtSeconds",
        n."activatesAtSeconds", n."retiresAtSeconds", n."expiresAtSeconds", n."compromisedAtSeconds"
      from json_to_recordset(${slot('keys')}::json) as n(id text, purpose text, "publicPart" text, sealed text,
        emptied boolean, "kekId" text, canary text, "createdAtSeconds" bigint, "activatesAtSeconds" bigint,
        "retiresAtSeconds" bigint, "expiresAtSeconds" bigint, "compromisedAtSeconds" bigint)
      on conflict (id) do update set
        sealed = null, wrapped = excluded.wrapped, emptied = excluded.emptied,
        kek_id = excluded.kek_id, canary = excluded.canary,
        activates_at_seconds = excluded.activates_at_seconds, retires_at_seconds = excluded.retires_at_seconds,
        expires_at_seconds = excluded.expires_at_seconds,
        compromised_at_seconds = excluded.compromised_at_seconds
    ), kept as (
      insert into kek (id, provider, created_at_seconds, activates_at_seconds, retires_at_seconds,
        destroyed_at_seconds)
      select n.id, n.provider, n."createdAtSeconds", n."activatesAtSeconds", n."retiresAtSeconds",
        n."destroyedAtSeconds"
      from json_to_recordset(${slot('keks')}::json) as n(id text, provider text, "createdAtSeconds" bigint,
        "activatesAtSeconds" bigint, "retiresAtSeconds" bigint, "destroyedAtSeconds" bigint)
      on conflict (id) do update set
        activates_at_seconds = excluded.activates_at_seconds, retires_at_seconds = excluded.retires_at_seconds,
        destroyed_at_seconds = excluded.destroyed_at_seconds
    )
    ${recorded(slot('events'), sql`(values (1)) as always`)}`,
);
