import { sql } from 'kysely';
import type { AuditEvent } from '../../audit/event.ts';
import type { OutboxRow } from '../../mail/outbox-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Runner } from './database.ts';
import { noticesOf } from './logout-notices.ts';
import { lettersInsert, lettersJson } from './outbox.ts';
import { statement } from './statement.ts';

/** What a change of how an account opens brings with it, whatever changed (SE-06). */
export interface Secured {
  readonly accountId: string;
  /** Ends with all others when undefined. */
  readonly keptSessionId: string | undefined;
  readonly events: readonly AuditEvent[];
  readonly letters: readonly OutboxRow[];
  readonly atSeconds: number;
}

/** Waits for whoever begins a session or a family of this account, and for other changes to it. */
export const lockAccount = statement<
  { accountId: string },
  { readonly email: string; readonly state: string; readonly trustEpoch: number }
>(
  (slot) => sql`
    select email, state, trust_epoch as "trustEpoch" from account where id = ${slot('accountId')} for update`,
);

/**
 * Every other session and family of the account ends, its clients are told, no browser is remembered, no vault
 * stays open on a device, and its owner hears of it by letter. In a transaction that locked the account.
 */
export async function secure(runner: Runner, act: Secured): Promise<void> {
  await runner.all(secured, {
    accountId: act.accountId,
    except: act.keptSessionId ?? '',
    atSeconds: act.atSeconds,
    events: eventsJson(...act.events),
    letters: lettersJson(act.letters),
  });
}

type Given = { accountId: string; except: string; atSeconds: number; events: string; letters: string };

const secured = statement<Given, object>(
  (slot) => sql`
    with changed as (
      update account set trust_epoch = trust_epoch + 1 where id = ${slot('accountId')} returning id, trust_epoch
    ), beside as (
      update credential c set trust_epoch = changed.trust_epoch from changed where c.account_id = changed.id
    ), gone as (
      delete from session where account_id = ${slot('accountId')} and id <> ${slot('except')}
      returning account_id, id
    ), closed as (
      delete from device_wrap where account_id = ${slot('accountId')}
    ), revoked as (
      update refresh_family f set revoked_at_seconds = ${slot('atSeconds')}::bigint
      where f.account_id = ${slot('accountId')} and f.session_id <> ${slot('except')}
        and f.revoked_at_seconds is null
    ), noticed as (
      ${noticesOf(sql`gone`, sql`${slot('atSeconds')}::bigint`)}
    ), told as (${lettersInsert(slot('letters'))}), written as (${recorded(slot('events'), sql`changed`)})
    select id from changed`,
);
