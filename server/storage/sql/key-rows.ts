import { sql } from 'kysely';

/** One account key in use, as JSON for `keyRecord`. */
export interface KeyRow {
  readonly accountId: string;
  readonly generation: number;
  readonly proofDigest: string;
  readonly createdAtSeconds: number;
}

/** One wrap that a password or a recovery key opens, as JSON for `wrapRecord`. */
export interface WrapRow {
  readonly accountId: string;
  readonly generation: number;
  readonly kind: 'opaque' | 'recovery';
  readonly ref: string;
  readonly jwe: string;
  readonly proofDigest: string | null;
  readonly createdAtSeconds: number;
}

export const keyInsert = sql`
  insert into account_key (account_id, generation, state, proof_digest, created_at_seconds)
  select n."accountId", n.generation, 'current', n."proofDigest", n."createdAtSeconds"`;

export const keyRecord = sql`(
  "accountId" text, generation integer, "proofDigest" text, "createdAtSeconds" bigint)`;

export const wrapInsert = sql`
  insert into key_wrap (account_id, generation, kind, ref, jwe, proof_digest, created_at_seconds)
  select n."accountId", n.generation, n.kind, n.ref, n.jwe, n."proofDigest", n."createdAtSeconds"`;

export const wrapRecord = sql`(
  "accountId" text, generation integer, kind text, ref text, jwe text, "proofDigest" text, "createdAtSeconds" bigint)`;

/** The first key of an account, under its password. */
export function firstKeyOf(
  accountId: string,
  { jwe, proofDigest }: { readonly jwe: string; readonly proofDigest: string },
  createdAtSeconds: number,
): { readonly key: KeyRow; readonly wraps: readonly WrapRow[] } {
  const row = { accountId, generation: 1, createdAtSeconds };
  return {
    key: { ...row, proofDigest },
    wraps: [{ ...row, kind: 'opaque', ref: '', jwe, proofDigest: null }],
  };
}
