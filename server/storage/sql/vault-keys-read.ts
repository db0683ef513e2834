import { sql } from 'kysely';
import { limits } from '../../platform/limits.ts';
import type { KeyStore, ListedWrap, StoredKeys, StoredPasskeyWrap } from '../../vault/key-store.ts';
import type { Runner } from './database.ts';
import { factorColumns, factorOf, type FactorRow } from './factors.ts';
import { statement } from './statement.ts';

/** What is asked of account keys; nothing here changes anything. */
export function vaultKeyReads(db: Runner): Pick<KeyStore, 'owner' | 'state' | 'list' | 'findLocked'> {
  return {
    owner: async (accountId) => {
      const row = await db.first(owner, { accountId });
      const { generation, hasRecovery = false, recoveryUsed = false } = row ?? {};
      return { generation, hasRecovery, recoveryUsed };
    },
    state: async (accountId) => storedKeys(await db.first(state, { accountId, limit: limits.listRows })),
    list: async (accountId) =>
      (await db.all(list, { accountId, limit: limits.listRows })).map(
        ({ privateJwe, publicJwe, ...wrap }): ListedWrap => ({
          ...wrap,
          ...{ privateJwe: privateJwe ?? undefined, publicJwe: publicJwe ?? undefined },
        }),
      ),
    findLocked: async (accountId, generation, nowSeconds) => {
      const row = await db.first(findLocked, { accountId, generation, nowSeconds });
      if (row === undefined) return undefined;
      const { jwe, bridges, ...credential } = row;
      return { jwe, bridges: bridges ?? [], credential };
    },
  };
}

const owner = statement<
  { accountId: string },
  { readonly generation: number; readonly hasRecovery: boolean; readonly recoveryUsed: boolean }
>(
  (slot) => sql`
    select k.generation, r.ref is not null as "hasRecovery", r.used_at_seconds is not null as "recoveryUsed"
    from account_key k left join key_wrap r
      on r.account_id = k.account_id and r.generation = k.generation and r.kind = 'recovery'
    where k.account_id = ${slot('accountId')} and k.state = 'current'`,
);

interface WrapRow {
  readonly kind: ListedWrap['kind'];
  readonly ref: string;
  readonly jwe: string;
  readonly privateJwe: string | null;
  readonly publicJwe: string | null;
  readonly factorId: string | null;
  readonly createdAtSeconds: number;
  readonly usedAtSeconds: number | null;
}

interface StateRow {
  readonly current: {
    readonly generation: number;
    readonly createdAtSeconds: number;
    readonly wraps: readonly WrapRow[];
  } | null;
  readonly older: readonly {
    readonly generation: number;
    readonly createdAtSeconds: number;
    readonly lockedUntilSeconds: number | null;
    readonly successor: string | null;
    readonly byPassword: boolean;
    readonly byRecovery: boolean;
  }[];
  readonly passkeys: readonly (Omit<FactorRow, 'sealed'> & { readonly sealed: string })[];
  readonly hasPassword: boolean;
}

const wrapColumns = sql`w.kind, w.ref, w.jwe, w.private_jwe as "privateJwe", w.public_jwe as "publicJwe",
  w.factor_id as "factorId", w.created_at_seconds as "createdAtSeconds", w.used_at_seconds as "usedAtSeconds"`;

const state = statement<{ accountId: string; limit: number }, StateRow>(
  (slot) => sql`
    select (
      select json_build_object('generation', k.generation, 'createdAtSeconds', k.created_at_seconds, 'wraps',
        coalesce((
          select json_agg(wrap order by wrap.kind, length(wrap.ref), wrap.ref) from (
            select ${wrapColumns} from key_wrap w
            where w.account_id = k.account_id and w.generation = k.generation limit ${slot('limit')}::integer
          ) wrap
        ), '[]'::json))
      from account_key k where k.account_id = ${slot('accountId')} and k.state = 'current'
    ) as current, coalesce((
      select json_agg(older order by older.generation) from (
        select k.generation, k.created_at_seconds as "createdAtSeconds",
          k.locked_until_seconds as "lockedUntilSeconds", (
            select w.jwe from key_wrap w
            where w.account_id = k.account_id and w.generation = k.generation and w.kind = 'successor' and w.ref = ''
          ) as successor,
          exists (
            select from locked_credential c join key_wrap w using (account_id, generation)
            where c.account_id = k.account_id and c.generation = k.generation and w.kind = 'opaque'
          ) as "byPassword",
          exists (
            select from key_wrap w
            where w.account_id = k.account_id and w.generation = k.generation and w.kind = 'recovery'
          ) as "byRecovery"
        from account_key k where k.account_id = ${slot('accountId')} and k.state <> 'current'
        order by k.generation desc limit ${slot('limit')}::integer
      ) older
    ), '[]'::json) as older, coalesce((
      select json_agg(to_jsonb(f) || jsonb_build_object('sealed', encode(f.sealed, 'hex'))
        order by f."createdAtSeconds", f.id)
      from (
        select ${factorColumns} from factor where account_id = ${slot('accountId')} and kind = 'passkey'
        order by created_at_seconds, id limit ${slot('limit')}::integer
      ) f
    ), '[]'::json) as passkeys,
    exists (select from credential where account_id = ${slot('accountId')}) as "hasPassword"`,
);

function storedKeys(row: StateRow | undefined): StoredKeys {
  if (row === undefined) throw new Error('a select of one row gave none');
  const { current, older, passkeys, hasPassword } = row;
  return {
    current: current === null ? undefined : currentKey(current),
    older: older.map(({ lockedUntilSeconds, successor, ...key }) => ({
      ...key,
      ...{ lockedUntilSeconds: lockedUntilSeconds ?? undefined, successor: successor ?? undefined },
    })),
    passkeys: passkeys.map(({ sealed, ...factor }) =>
      factorOf({ ...factor, sealed: Buffer.from(sealed, 'hex') }),
    ),
    hasPassword,
  };
}

function currentKey({ generation, createdAtSeconds, wraps }: NonNullable<StateRow['current']>) {
  const of = (kind: WrapRow['kind']) => wraps.filter((wrap) => wrap.kind === kind);
  return {
    ...{ generation, createdAtSeconds },
    opaque: of('opaque')[0]?.jwe,
    bridges: of('bridge').map(({ jwe }) => jwe),
    passkeys: of('prf').map(({ ref, jwe, privateJwe, publicJwe, factorId }): StoredPasskeyWrap => ({
      ...{ credentialId: ref, factorId: factorId ?? '', jwe },
      ...{ privateJwe: privateJwe ?? '', publicJwe: publicJwe ?? '' },
    })),
    recoveryMadeAtSeconds: of('recovery')[0]?.createdAtSeconds,
    recoveryUsedAtSeconds: of('recovery')[0]?.usedAtSeconds ?? undefined,
  };
}

type Listed = Omit<ListedWrap, 'privateJwe' | 'publicJwe'> & {
  readonly privateJwe: string | null;
  readonly publicJwe: string | null;
};

const list = statement<{ accountId: string; limit: number }, Listed>(
  (slot) => sql`
    select w.generation, w.kind, w.ref, w.jwe, w.private_jwe as "privateJwe", w.public_jwe as "publicJwe",
      w.created_at_seconds as "createdAtSeconds"
    from key_wrap w where w.account_id = ${slot('accountId')}
    order by w.generation, w.kind, length(w.ref), w.ref limit ${slot('limit')}`,
);

type LockedRow = NonNullable<Awaited<ReturnType<KeyStore['findLocked']>>>['credential'] & {
  readonly jwe: string;
  readonly bridges: readonly string[] | null;
};

const findLocked = statement<{ accountId: string; generation: number; nowSeconds: number }, LockedRow>(
  (slot) => sql`
    select c.account_id as "accountId", c.credential_id as "credentialId", c.setup_id as "setupId",
      c.ksf_id as "ksfId", c.registration_record as "registrationRecord", w.jwe, (
        select array_agg(b.jwe order by length(b.ref), b.ref) from key_wrap b
        where b.account_id = k.account_id and b.generation = k.generation and b.kind = 'bridge'
      ) as bridges
    from account_key k
    join locked_credential c on c.account_id = k.account_id and c.generation = k.generation
    join key_wrap w on w.account_id = k.account_id and w.generation = k.generation and w.kind = 'opaque' and w.ref = ''
    where k.account_id = ${slot('accountId')} and k.generation = ${slot('generation')}::integer
      and k.locked_until_seconds > ${slot('nowSeconds')}::bigint`,
);
