import { type RawBuilder, sql } from 'kysely';
import type { AuditKind } from '../../audit/event.ts';
import type { Settled } from '../backup/backup-store.ts';
import type { Runner } from './database.ts';
import { statement } from './statement.ts';

type At = { nowSeconds: number };
type Counted = { readonly count: number };

const RESTORED: AuditKind = 'backup.restored';

/** See Restoring.settle. What cannot live again is ended here, once, for every account. */
export async function settle(
  db: Runner,
  at: { readonly nowSeconds: number; readonly deletionGraceSeconds: number },
): Promise<Settled> {
  const { nowSeconds, deletionGraceSeconds } = at;
  await db.all(goOnCounting, {});
  const families = await db.first(revokeFamilies, { nowSeconds });
  await db.all(moveEpochs, { nowSeconds });
  await db.all(markRestored, { nowSeconds });
  await db.all(leapInVaults, { nowSeconds });
  const shredded = await db.first(dropShredded, {});
  await db.all(dropShreddedProfiles, {});
  const deletions = await db.first(postponeDeletions, {
    graceEndsSeconds: nowSeconds + deletionGraceSeconds,
  });
  await db.all(writeDown, { nowSeconds });
  return {
    families: families?.count ?? 0,
    sealedRecords: shredded?.records ?? 0,
    shreddedAccounts: shredded?.accounts ?? 0,
    deletions: deletions?.count ?? 0,
  };
}

export async function keksOfData(db: Runner): Promise<readonly string[]> {
  return (await db.all(keksInUse, {})).map(({ id }) => id);
}

/** Rows with the numbers they had leave the counter of their table where a new one begins. */
const goOnCounting = statement<object, object>(
  () => sql`
    select setval(pg_get_serial_sequence('audit_event', 'id'), coalesce(max(id), 1), max(id) is not null)
    from audit_event`,
);

/**
 * Devices may know revisions of a vault that were made after the backup, and would take others for them. The moment of the
 * restore, in milliseconds, is beyond every count: so all readers begin anew, and no revision comes twice.
 */
const leapInVaults = statement<At, object>(
  (slot) => sql`
    update vault_collection set
      revision = greatest(revision, ${slot('nowSeconds')}::bigint * 1000) + 1,
      forgotten_up_to = greatest(revision, ${slot('nowSeconds')}::bigint * 1000) + 1`,
);

function counted(changed: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`with changed as (${changed} returning 1) select count(*) as count from changed`;
}

const revokeFamilies = statement<At, Counted>((slot) =>
  counted(sql`
    update refresh_family set revoked_at_seconds = ${slot('nowSeconds')} where revoked_at_seconds is null`),
);

/**
 * No browser is remembered from before. How far the epochs went after the backup is not known; they move far less than
 * once a minute, so the minute of the restore is beyond all of them, those after an earlier restore too.
 */
const moveEpochs = statement<At, object>(
  (slot) => sql`
    with moved as (
      update account set trust_epoch = greatest(trust_epoch + 1, ${slot('nowSeconds')}::bigint / 60)
      returning id, trust_epoch
    )
    update credential c set trust_epoch = moved.trust_epoch from moved where c.account_id = moved.id`,
);

/** Tokens that belong to no family were taken back by rows that are gone: none of before counts (`findUnbound`). */
const markRestored = statement<At, object>(
  (slot) => sql`insert into restored (at_seconds) values (${slot('nowSeconds')})`,
);

/** `v1.<data key id>.…`: without that key nobody opens it, ever. It was destroyed with its account, and so goes too. */
const dropShredded = statement<object, { readonly records: number; readonly accounts: number }>(
  () => sql`
    with gone as (
      delete from sealed_record r where not exists (
        select from data_key k where k.account_id = r.account_id and k.id = split_part(r.sealed, '.', 2)
      ) returning account_id
    )
    select count(*) as records, count(distinct account_id) as accounts from gone`,
);

/** The private fields of a profile are no different. */
const dropShreddedProfiles = statement<object, object>(
  () => sql`
    update account a set profile = a.profile - 'sealed'
    where a.profile ? 'sealed' and not exists (
      select from data_key k where k.account_id = a.id and k.id = split_part(a.profile ->> 'sealed', '.', 2)
    )`,
);

/** Whoever called a deletion off after the backup must not lose the account to the first minute of the server. */
const postponeDeletions = statement<{ graceEndsSeconds: number }, Counted>((slot) =>
  counted(sql`
    update account set delete_after_seconds = ${slot('graceEndsSeconds')}
    where delete_after_seconds < ${slot('graceEndsSeconds')}`),
);

/** One event for the operator, and one for each account: its owner finds it as it was, and reads why. */
const writeDown = statement<At, object>(
  (slot) => sql`
    insert into audit_event (kind, at_seconds, account_id)
    select ${sql.lit(RESTORED)}, ${slot('nowSeconds')}::bigint, id
    from (select null as id union all select id from account) as concerned`,
);

const keksInUse = statement<object, { readonly id: string }>(
  () => sql`
    select distinct kek_id as id from data_key order by 1`,
);
