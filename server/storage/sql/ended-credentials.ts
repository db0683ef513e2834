import { sql } from 'kysely';
import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { AuditEvent } from '../../audit/event.ts';
import type { EndUnder } from '../../login/credential-store.ts';
import { limits } from '../../platform/limits.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Runner } from './database.ts';
import { noticesOf } from './logout-notices.ts';
import { lettersInsert, lettersJson } from './outbox.ts';
import { statement } from './statement.ts';

/** Some of those whose password hangs on a setup that a thief knows. The accounts are locked first, as by every change. */
export async function endUnder(
  runner: Runner,
  { setupIds, limit, atSeconds, letter }: EndUnder,
): Promise<number> {
  const found = await runner.all(lockSome, { setups: setupIds, limit: Math.min(limit, limits.listRows) });
  const ids = found.map(({ id }) => id);
  const told = await runner.all(tell, { setups: setupIds, ids, atSeconds });
  const theirs = new Set(told.map(({ id }) => id));
  const mine = found.filter(({ id }) => theirs.has(id));
  const events = mine.map(({ id }): AuditEvent => ({
    kind: 'password.compromised',
    atSeconds,
    accountId: id,
  }));
  await runner.all(end, {
    ids: mine.map(({ id }) => id),
    atSeconds,
    events: eventsJson(...events),
    letters: lettersJson(mine.map(letter)),
  });
  return mine.length;
}

interface Told {
  readonly id: string;
  readonly email: Email;
  readonly locale: Locale;
}

/** Whoever is locked by somebody else is left for the next time. */
const lockSome = statement<{ setups: readonly string[]; limit: number }, Told>(
  (slot) => sql`
    select a.id, a.email, a.locale from account a
    where a.id in (
      select c.account_id from credential c
      where c.setup_id = any (${slot('setups')}::text[]) and c.told_at_seconds is null
      limit ${slot('limit')}
    )
    for update of a skip locked`,
  { slow: true },
);

type Tell = { setups: readonly string[]; ids: readonly string[]; atSeconds: number };

const tell = statement<Tell, { readonly id: string }>(
  (slot) => sql`
    update credential c set told_at_seconds = ${slot('atSeconds')}
    where c.account_id = any (${slot('ids')}::text[])
      and c.setup_id = any (${slot('setups')}::text[]) and c.told_at_seconds is null
    returning c.account_id as id`,
  { slow: true },
);

type End = { ids: readonly string[]; atSeconds: number; events: string; letters: string };

/** What `secured.ts` does for one account. */
const end = statement<End, object>(
  (slot) => sql`
    with changed as (
      update account set trust_epoch = trust_epoch + 1
      where id = any (${slot('ids')}::text[]) returning id, trust_epoch
    ), beside as (
      update credential c set trust_epoch = changed.trust_epoch from changed where c.account_id = changed.id
    ), gone as (
      delete from session where account_id = any (${slot('ids')}::text[])
      returning account_id, id
    ), revoked as (
      update refresh_family f set revoked_at_seconds = ${slot('atSeconds')}::bigint
      where f.account_id = any (${slot('ids')}::text[]) and f.revoked_at_seconds is null
    ), noticed as (
      ${noticesOf(sql`gone`, sql`${slot('atSeconds')}::bigint`)}
    ), told as (${lettersInsert(slot('letters'))}), written as (${recorded(slot('events'), sql`changed`)})
    select id from changed`,
  { slow: true },
);
