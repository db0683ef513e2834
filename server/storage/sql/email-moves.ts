import { sql } from 'kysely';
import pg from 'pg';
import type { EmailMove } from '../../accounts/account-store.ts';
import type { Database, Runner } from './database.ts';
import { dropTickets, keepUndo, moveEmail, spend, UNIQUE_VIOLATION } from './promotion.ts';
import { lockAccount, secure } from './secured.ts';
import { json, statement } from './statement.ts';

/** The same as a promotion (promotion.ts), of an account that has no credential. */
export async function moveEmailOf(db: Database, move: EmailMove): Promise<'done' | 'spent' | 'taken'> {
  try {
    return await db.transaction((runner) => moved(runner, move));
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) return 'taken';
    throw error;
  }
}

async function moved(runner: Runner, move: EmailMove): Promise<'done' | 'spent' | 'taken'> {
  const { accountId, expects, newEmail, ticketDigest, atSeconds } = move;
  const account = await runner.first(lockAccount, { accountId });
  if (account?.email !== expects || account.state !== 'active') return 'spent';
  // A credential of the old address would open nothing under the new one.
  if ((await runner.first(withPassword, { accountId })) !== undefined) return 'spent';
  const ticket = { ticketDigest, purpose: 'email-change', email: newEmail, accountId, atSeconds };
  if ((await runner.first(spend, ticket)) === undefined) return 'spent';
  if ((await runner.first(moveEmail, { accountId, newEmail, atSeconds })) === undefined) return 'taken';

  await runner.all(dropTickets, { accountId, undone: false });
  const undo = { ...move.undo, accountId, createdAtSeconds: atSeconds };
  await runner.all(keepUndo, { ticket: json(undo) });
  await secure(runner, move);
  return 'done';
}

const withPassword = statement<{ accountId: string }, object>(
  (slot) => sql`select from credential where account_id = ${slot('accountId')}`,
);
