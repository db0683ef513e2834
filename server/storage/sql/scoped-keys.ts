import { sql } from 'kysely';
import { KEY_SCOPES_MAX } from '../../protocol/key-scope.ts';
import type { Rotation, ScopedKeyStore } from '../../vault/scoped-key-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database } from './database.ts';
import { json, statement } from './statement.ts';

export function scopedKeyStore(db: Database): ScopedKeyStore {
  return {
    rotations: ({ accountId, keyGroup }, scopes) =>
      db.all(rotations, { accountId, keyGroup, scopes, limit: KEY_SCOPES_MAX }),
    rotate: (holder, next, event) =>
      db.transaction(async (runner) => {
        // Whoever begins a family of this account is waited for: the next statement then sees it.
        if ((await runner.first(lock, { accountId: holder.accountId })) === undefined) return false;
        const { accountId, keyGroup } = holder;
        const act = { accountId, keyGroup, next: json(next), atSeconds: event.atSeconds };
        await runner.all(rotate, { ...act, events: eventsJson(event) });
        return true;
      }),
  };
}

type Asked = { accountId: string; keyGroup: string; scopes: readonly string[]; limit: number };

const rotations = statement<Asked, Rotation>(
  (slot) => sql`
    select r.scope, r.rotation_salt as "rotationSalt", r.rotated_at_seconds as "rotatedAtSeconds"
    from scoped_key r
    where r.account_id = ${slot('accountId')} and r.key_group = ${slot('keyGroup')}
      and r.scope = any(${slot('scopes')}::text[])
    limit ${slot('limit')}`,
);

const lock = statement<{ accountId: string }, object>(
  (slot) => sql`select from account where id = ${slot('accountId')} and state = 'active' for update`,
);

type Rotate = { accountId: string; keyGroup: string; next: string; atSeconds: number; events: string };

/**
 * A key is named by when it began, so one that replaces another, or follows the account key, is always a second younger.
 * Clients of a group share their keys: all of them must fetch the new ones.
 */
const rotate = statement<Rotate, object>(
  (slot) => sql`
    with begun as (
      select greatest(${slot('atSeconds')}::bigint, coalesce((
        select k.created_at_seconds + 1 from account_key k
        where k.account_id = ${slot('accountId')} and k.state = 'current'
      ), 0)) as at_seconds
    ), replaced as (
      insert into scoped_key as r (account_id, key_group, scope, rotation_salt, rotated_at_seconds)
      select ${slot('accountId')}, ${slot('keyGroup')}, n.scope, n."rotationSalt", begun.at_seconds
      from begun, json_to_recordset(${slot('next')}::json) as n(scope text, "rotationSalt" text)
      on conflict (account_id, key_group, scope) do update set
        rotation_salt = excluded.rotation_salt,
        rotated_at_seconds = greatest(excluded.rotated_at_seconds, r.rotated_at_seconds + 1)
      returning r.account_id
    ), revoked as (
      update refresh_family f set revoked_at_seconds = ${slot('atSeconds')}::bigint from client c
      where f.account_id = ${slot('accountId')} and f.client_id = c.id and f.revoked_at_seconds is null
        and coalesce(c.settings ->> 'tacetKeyGroup', c.id) = ${slot('keyGroup')}
        and c.settings ? 'tacetKeyScopes' and exists (select from replaced)
    ), written as (${recorded(slot('events'), sql`replaced`)})
    select account_id from replaced`,
);
