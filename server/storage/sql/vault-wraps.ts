import { sql } from 'kysely';
import type { AuditEvent } from '../../audit/event.ts';
import type { OutboxRow } from '../../mail/outbox-store.ts';
import type { ListedWrap, StoredPasskeyWrap, StoredRecovery } from '../../vault/key-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Runner } from './database.ts';
import { lettersInsert, lettersJson } from './outbox.ts';
import { json, statement } from './statement.ts';

/** A wrap as it is written; of which key, and when, is said of all that are written at once. */
export interface NewWrap {
  readonly kind: ListedWrap['kind'];
  readonly ref: string;
  readonly jwe: string;
  readonly privateJwe?: string;
  readonly publicJwe?: string;
  readonly proofDigest?: string;
  readonly factorId?: string;
}

export const opaqueWrap = (jwe: string): NewWrap => ({ kind: 'opaque', ref: '', jwe });

export const successorWrap = (jwe: string): NewWrap => ({ kind: 'successor', ref: '', jwe });

export const recoveryWrap = ({ lookup, proofDigest, jwe }: StoredRecovery): NewWrap => ({
  ...{ kind: 'recovery', ref: lookup, jwe, proofDigest },
});

export const passkeyWrap = ({ credentialId, ...wrap }: StoredPasskeyWrap): NewWrap => ({
  ...{ kind: 'prf', ref: credentialId, ...wrap },
});

/** Writes wraps of one key, each in the place of one with the same kind and ref. */
export async function putWraps(
  runner: Runner,
  of: { readonly accountId: string; readonly generation: number; readonly atSeconds: number },
  wraps: readonly NewWrap[],
): Promise<void> {
  const { accountId, generation, atSeconds } = of;
  if (wraps.length > 0) await runner.all(put, { accountId, generation, atSeconds, wraps: json(wraps) });
}

/** A key and its place in the life of the account; `state` is `current`. */
export const insertKey = statement<
  { accountId: string; generation: number; proofDigest: string; atSeconds: number },
  object
>(
  // The id of a scoped key begins with this time, so a later key must have a later one (opaque.md 5.3).
  (slot) => sql`
    insert into account_key (account_id, generation, state, proof_digest, created_at_seconds)
    select ${slot('accountId')}, ${slot('generation')}::integer, 'current', ${slot('proofDigest')},
      greatest(${slot('atSeconds')}::bigint, (
        select max(created_at_seconds) + 1 from account_key where account_id = ${slot('accountId')}
      ))`,
);

type Given = { accountId: string; generation: number; atSeconds: number; wraps: string };

const put = statement<Given, object>(
  (slot) => sql`
    insert into key_wrap (account_id, generation, kind, ref, jwe, private_jwe, public_jwe, proof_digest, factor_id,
      created_at_seconds)
    select ${slot('accountId')}, ${slot('generation')}::integer, n.kind, n.ref, n.jwe, n."privateJwe", n."publicJwe",
      n."proofDigest", n."factorId", ${slot('atSeconds')}::bigint
    from json_to_recordset(${slot('wraps')}::json) as n(kind text, ref text, jwe text, "privateJwe" text,
      "publicJwe" text, "proofDigest" text, "factorId" text)
    on conflict (account_id, generation, kind, ref) do update set jwe = excluded.jwe,
      private_jwe = excluded.private_jwe, public_jwe = excluded.public_jwe, proof_digest = excluded.proof_digest,
      factor_id = excluded.factor_id, created_at_seconds = excluded.created_at_seconds`,
);

type Dropped = { accountId: string; generation: number; kinds: readonly string[] };

/** Deletes the wraps of these kinds of one key. */
export const dropWraps = statement<Dropped, object>(
  (slot) => sql`
    delete from key_wrap
    where account_id = ${slot('accountId')} and generation = ${slot('generation')}::integer
      and kind = any (${slot('kinds')}::text[])`,
);

/** What devices opened that key with. */
export const dropDeviceWraps = statement<{ accountId: string; generation: number }, object>(
  (slot) => sql`
    delete from device_wrap
    where account_id = ${slot('accountId')} and generation = ${slot('generation')}::integer`,
);

/** The password is gone, and with it what it opened of the key in use. */
export const dropPasswordWraps = statement<{ accountId: string }, object>(
  (slot) => sql`
    delete from key_wrap w using account_key k
    where k.account_id = ${slot('accountId')} and k.state = 'current' and w.account_id = k.account_id
      and w.generation = k.generation and w.kind in ('opaque', 'bridge')`,
);

/** Writes down what an act on keys brings with it. */
export async function noteKeyAct(
  runner: Runner,
  { events, letters }: { readonly events: readonly AuditEvent[]; readonly letters: readonly OutboxRow[] },
): Promise<void> {
  await runner.all(beside, { events: eventsJson(...events), letters: lettersJson(letters) });
}

const beside = statement<{ events: string; letters: string }, object>(
  (slot) => sql`
    with told as (${lettersInsert(slot('letters'))})
    ${recorded(slot('events'), sql`(values (1)) as always`)}`,
);
