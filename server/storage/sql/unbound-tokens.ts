import { sql } from 'kysely';
import type { UnboundTokens } from '../../tokens/family-store.ts';
import { accountClaims, accountClaimsOf, type AccountClaimsRow } from './account-claims.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Runner } from './database.ts';
import { gathered } from './gathered.ts';
import { type FamilyRow, familyColumns, familyOf } from './schema.ts';
import { statement } from './statement.ts';

export function unboundTokens(db: Runner): UnboundTokens {
  const found = gathered<FindUnbound, UnboundRow>(db, findUnbound);
  return {
    findUnbound: async ({ accountId = null, familyId = null, ...token }) => {
      const row = await found({ accountId, familyId, ...token });
      if (row === undefined) return undefined;
      return {
        family: row.family === null ? undefined : familyOf(row.family),
        claims: row.claims === null ? undefined : accountClaimsOf(row.claims),
      };
    },
    revokeUnbound: async ({ digest, expiresAtSeconds }, event) =>
      (await db.first(revoke, { digest, expiresAtSeconds, events: eventsJson(event) })) !== undefined,
  };
}

type FindUnbound = {
  accountId: string | null;
  familyId: string | null;
  clientId: string;
  digest: string;
  issuedAtSeconds: number;
  nowSeconds: number;
};

interface UnboundRow {
  readonly place: number;
  readonly family: FamilyRow | null;
  readonly claims: AccountClaimsRow | null;
}

/**
 * A family here may be another client's than the token: both must be enabled. A token of an account that came from no
 * family rests on the consent for its client, as long as it lives.
 */
const findUnbound = statement<{ asked: string }, UnboundRow>(
  (slot) => sql`
    select row_to_json(r) from (
      select n.place, n."accountId", n."familyId", c.first_party or exists (
        select from consent k where k.account_id = n."accountId" and k.client_id = c.id
      ) as agreed, (
        select row_to_json(o) from (
          select ${familyColumns} from refresh_family f join client g on g.id = f.client_id and g.enabled
          where f.account_id = n."accountId" and f.id = n."familyId" and f.revoked_at_seconds is null
            and f.expires_at_seconds > n."nowSeconds" and f.idle_expires_at_seconds > n."nowSeconds"
        ) o
      ) as family, (
        select ${accountClaims} from account a where a.id = n."accountId" and a.state = 'active'
      ) as claims
      from json_to_recordset(${slot('asked')}::json) as n(place integer, "accountId" text, "familyId" text,
        "clientId" text, digest text, "issuedAtSeconds" bigint, "nowSeconds" bigint)
        join client c on c.id = n."clientId" and c.enabled
      where not exists (select from revoked_token t where t.digest = n.digest)
        -- What was taken back between a backup and its restore is not known, so nothing of before counts (TH-09).
        and not exists (select from restored e where e.only_row and n."issuedAtSeconds" < e.at_seconds)
    ) r
    where (r.claims is not null or r."accountId" is null) and (r.family is not null or r."familyId" is null)
      and (r.agreed or r."accountId" is null or r."familyId" is not null)`,
  { json: true },
);

const revoke = statement<{ digest: string; expiresAtSeconds: number; events: string }, object>(
  (slot) => sql`
    with revoked as (
      insert into revoked_token (digest, expires_at_seconds)
      values (${slot('digest')}, ${slot('expiresAtSeconds')}) on conflict do nothing
      returning digest
    ), written as (${recorded(slot('events'), sql`revoked`)})
    select digest from revoked`,
);
