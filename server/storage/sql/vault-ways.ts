import { type RawBuilder, sql } from 'kysely';
import { type Slot, statement } from './statement.ts';

/** A row if this wrap (of key_wrap w), of the key in use, is one of those that go, and all others that open the key are too. */
function opensAlone(accountId: Slot, going: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select k.generation from account_key k
    where k.account_id = ${accountId} and k.state = 'current'
      and exists (
        select from key_wrap w where w.account_id = k.account_id and w.generation = k.generation and ${going}
      )
      and not exists (
        select from key_wrap w
        where w.account_id = k.account_id and w.generation = k.generation
          and w.kind in ('opaque', 'recovery', 'prf') and not (${going})
      )`;
}

/** A row if nothing but the password opens the account key (opaque.md 5.3: the last wrap never goes in silence). */
export const onlyPasswordOpens = statement<{ accountId: string }, object>((slot) =>
  opensAlone(slot('accountId'), sql`w.kind = 'opaque'`),
);

/** A row if nothing but that passkey does. */
export const onlyPasskeyOpens = statement<{ accountId: string; id: string }, object>((slot) =>
  opensAlone(slot('accountId'), sql`w.kind = 'prf' and w.factor_id = ${slot('id')}`),
);
