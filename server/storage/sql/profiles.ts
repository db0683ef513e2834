import { sql } from 'kysely';
import type { ProfileStore, StoredProfile, ToldProfile } from '../../accounts/profile-store.ts';
import { limits } from '../../platform/limits.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Runner } from './database.ts';
import { json, statement } from './statement.ts';

export function profileStore(db: Runner): ProfileStore {
  return {
    find: async (id) => {
      const row = await db.first(find, { id });
      return row && { told: row.told, pictureId: row.pictureId ?? undefined };
    },
    save: async (id, { name, told, letters }, event) => {
      const spoken = letters ?? null;
      const given = { id, name, told: json(told), spoken, atSeconds: event.atSeconds };
      await db.all(save, { ...given, events: eventsJson(event) });
    },
    savePicture: async (id, { id: pictureId, png }, event) => {
      const given = { id, pictureId, png, atSeconds: event.atSeconds, events: eventsJson(event) };
      await db.all(savePicture, given);
    },
    removePicture: async (id, event) => {
      await db.all(removePicture, { id, atSeconds: event.atSeconds, events: eventsJson(event) });
    },
    inClear: (limit) => db.all(inClear, { limit: Math.min(limit, limits.listRows) }),
    reseal: async (profiles) => {
      await db.all(reseal, { profiles: json(profiles) });
    },
    picture: async (pictureId) => (await db.first(picture, { pictureId }))?.png,
  };
}

const find = statement<{ id: string }, { readonly told: StoredProfile; readonly pictureId: string | null }>(
  (slot) => sql`
    select a.profile as told, p.id as "pictureId"
    from account a left join account_picture p on p.account_id = a.id where a.id = ${slot('id')}`,
);

type Act = { id: string; atSeconds: number; events: string };

const save = statement<Act & { name: string; told: string; spoken: string | null }, object>(
  (slot) => sql`
    with saved as (
      update account set name = ${slot('name')}, profile = ${slot('told')}::jsonb,
        locale = coalesce(${slot('spoken')}, locale), updated_at_seconds = ${slot('atSeconds')}
      where id = ${slot('id')} returning id
    ), written as (${recorded(slot('events'), sql`saved`)})
    select id from saved`,
);

const savePicture = statement<Act & { pictureId: string; png: Buffer }, object>(
  (slot) => sql`
    with changed as (
      update account set updated_at_seconds = ${slot('atSeconds')} where id = ${slot('id')} returning id
    ), saved as (
      insert into account_picture (account_id, id, png, updated_at_seconds)
      select id, ${slot('pictureId')}, ${slot('png')}, ${slot('atSeconds')} from changed
      on conflict (account_id) do update
        set id = excluded.id, png = excluded.png, updated_at_seconds = excluded.updated_at_seconds
    ), written as (${recorded(slot('events'), sql`changed`)})
    select id from changed`,
);

const removePicture = statement<Act, object>(
  (slot) => sql`
    with gone as (
      delete from account_picture where account_id = ${slot('id')} returning account_id
    ), changed as (
      update account a set updated_at_seconds = ${slot('atSeconds')} from gone where a.id = gone.account_id
    ), written as (${recorded(slot('events'), sql`gone`)})
    select account_id from gone`,
);

const picture = statement<{ pictureId: string }, { readonly png: Buffer }>(
  (slot) => sql`select png from account_picture where id = ${slot('pictureId')}`,
);

/** The index account_profile_in_clear has none but those, and none once they are sealed. */
const inClear = statement<{ limit: number }, { readonly accountId: string; readonly told: ToldProfile }>(
  (slot) => sql`
    select id as "accountId", profile as told from account
    where profile ?| array['givenName', 'familyName', 'nickname', 'website'] limit ${slot('limit')}`,
);

const reseal = statement<{ profiles: string }, object>(
  (slot) => sql`
    update account a set profile = n.after
    from json_to_recordset(${slot('profiles')}::json) as n("accountId" text, before jsonb, after jsonb)
    where a.id = n."accountId" and a.profile = n.before`,
);
