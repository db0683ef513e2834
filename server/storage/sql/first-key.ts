import { type RawBuilder, sql } from 'kysely';

/** The first account key, and its wrap under the password, as JSON for `firstKeyRecord`. */
export interface FirstKey {
  readonly accountId: string;
  readonly proofDigest: string;
  readonly jwe: string;
  readonly createdAtSeconds: number;
}

const firstKeyRecord = sql`("accountId" text, "proofDigest" text, jwe text, "createdAtSeconds" bigint)`;

/** Two CTEs that write the key in the slot, if there is one and its account is a row of `made`. */
export function firstKeyWritten(key: object, made: RawBuilder<unknown>): RawBuilder<unknown> {
  const source = sql`from json_to_record(${key}::json) as n${firstKeyRecord} join ${made} m on m.id = n."accountId"`;
  return sql`
    keyed as (
      insert into account_key (account_id, generation, state, proof_digest, created_at_seconds)
      select n."accountId", 1, 'current', n."proofDigest", n."createdAtSeconds" ${source}
    ), wrapped as (
      insert into key_wrap (account_id, generation, kind, ref, jwe, created_at_seconds)
      select n."accountId", 1, 'opaque', '', n.jwe, n."createdAtSeconds" ${source}
    )`;
}
