import { sql } from 'kysely';
import pg from 'pg';
import type { Promoted, Promotion } from '../../login/credential-store.ts';
import type { Database, Runner } from './database.ts';
import { changeKey, judgeKeyChange } from './key-change.ts';
import { sessionInsert, sessionRecord } from './schema.ts';
import { lockAccount, secure } from './secured.ts';
import { json, statement } from './statement.ts';

/**
 * Makes a proved credential the account's. One transaction under the lock of the account: whoever changes how it opens
 * at the same moment waits, and then finds the ticket gone.
 */
export async function promote(db: Database, promotion: Promotion): Promise<Promoted> {
  try {
    return await db.transaction((runner) => promoted(runner, promotion));
  } catch (error) {
    // Somebody else got the address between the look and the change: it is theirs, and nothing was changed.
    if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) return 'taken';
    throw error;
  }
}

export const UNIQUE_VIOLATION = '23505';

async function promoted(runner: Runner, promotion: Promotion): Promise<Promoted> {
  const { credential, ticket, newEmail, session, expects, trustEpoch, keys, atSeconds } = promotion;
  const { accountId } = credential;
  const account = await runner.first(lockAccount, { accountId });
  if (account === undefined || (expects !== undefined && account.email !== expects)) return 'spent';
  if (trustEpoch !== undefined && account.trustEpoch !== trustEpoch) return 'spent';
  const judged = await judgeKeyChange(runner, accountId, keys);
  // Before anything is spent: whoever comes back with the key finds the ticket as it was.
  if (judged !== 'fits') return judged;
  if (ticket && (await runner.first(spend, { ...ticket, accountId, atSeconds })) === undefined)
    return 'spent';
  if (newEmail !== undefined && newEmail !== account.email) {
    if ((await runner.first(moveEmail, { accountId, newEmail, atSeconds })) === undefined) return 'taken';
  }

  await changeKey(runner, accountId, keys, atSeconds);
  await runner.all(replace, { credential: json(credential) });
  await runner.all(dropTickets, { accountId, undone: ticket?.purpose === 'undo-email' });
  if (promotion.undo) {
    const undo = { ...promotion.undo, accountId, createdAtSeconds: atSeconds };
    await runner.all(keepUndo, { ticket: json(undo) });
  }
  const { events, letters } = promotion;
  const keptSessionId = session ? undefined : promotion.keptSessionId;
  await secure(runner, { accountId, keptSessionId, events, letters, atSeconds });
  if (session && account.state === 'active') await runner.all(begin, { session: json(session) });
  return 'done';
}

type Spend = {
  accountId: string;
  purpose: string;
  ticketDigest: string;
  email: string;
  atSeconds: number;
};

export const spend = statement<Spend, object>(
  (slot) => sql`
    delete from account_ticket
    where ticket_digest = ${slot('ticketDigest')} and purpose = ${slot('purpose')}
      and account_id = ${slot('accountId')} and email = ${slot('email')}
      and expires_at_seconds > ${slot('atSeconds')}
    returning ticket_digest`,
);

export const moveEmail = statement<{ accountId: string; newEmail: string; atSeconds: number }, object>(
  (slot) => sql`
    update account a set email = ${slot('newEmail')}, email_verified = true, updated_at_seconds = ${slot('atSeconds')}
    where a.id = ${slot('accountId')}
      and not exists (select from account o where o.email = ${slot('newEmail')} and o.id <> a.id)
    returning a.id`,
);

const replace = statement<{ credential: string }, object>(
  (slot) => sql`
    insert into credential (account_id, credential_id, setup_id, ksf_id, registration_record, created_at_seconds)
    select n."accountId", n."credentialId", n."setupId", n."ksfId", n."registrationRecord", n."createdAtSeconds"
    from json_to_record(${slot('credential')}::json) as n("accountId" text, "credentialId" text, "setupId" text,
      "ksfId" text, "registrationRecord" text, "createdAtSeconds" bigint)
    on conflict (account_id) do update set credential_id = excluded.credential_id, setup_id = excluded.setup_id,
      ksf_id = excluded.ksf_id, registration_record = excluded.registration_record,
      created_at_seconds = excluded.created_at_seconds, told_at_seconds = null`,
);

/** The way back of somebody whose address was changed outlives whatever the one who did it changes next. */
export const dropTickets = statement<{ accountId: string; undone: boolean }, object>(
  (slot) => sql`
    delete from account_ticket
    where account_id = ${slot('accountId')} and (purpose <> 'undo-email' or ${slot('undone')}::boolean)`,
);

export const keepUndo = statement<{ ticket: string }, object>(
  (slot) => sql`
    insert into account_ticket (ticket_digest, purpose, account_id, email, locale, starts, created_at_seconds,
      expires_at_seconds)
    select n."ticketDigest", 'undo-email', n."accountId", n.email, n.locale, 0, n."createdAtSeconds",
      n."expiresAtSeconds"
    from json_to_record(${slot('ticket')}::json) as n("ticketDigest" text, "accountId" text, email text,
      locale text, "createdAtSeconds" bigint, "expiresAtSeconds" bigint)`,
);

const begin = statement<{ session: string }, object>(
  (slot) => sql`${sessionInsert} from json_to_record(${slot('session')}::json) as n${sessionRecord}`,
);
