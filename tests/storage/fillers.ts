import { NOW } from './world.ts';

const ROWS = 20_000;

/** Every table that can grow long. */
export const TABLES: string[] = [
  'account',
  'account_key',
  'account_picture',
  'account_ticket',
  'audit_event',
  'client',
  'client_registration',
  'consent',
  'credential',
  'data_key',
  'device_secret',
  'device_wrap',
  'factor',
  'initial_access_token',
  'key_wrap',
  'locked_credential',
  'logout_notice',
  'outbox_letter',
  'refresh_family',
  'revoked_token',
  'scoped_key',
  'sealed_record',
  'session',
  'session_client',
  'sign_up_ticket',
  'vault_collection',
  'vault_entry',
];

/** Rows that are of no use to any statement of the test, spread over time as real ones are. */
export const FILLERS: readonly string[] = [
  `insert into account select 'a' || i, 'a' || i || '@mail.example', true, 'Ada', 'active', i, i
    from generate_series(1, ${ROWS}) i`,
  `insert into credential select 'a' || i, 'c' || i, 'setup', 'ksf', 'record', i from generate_series(1, ${ROWS}) i`,
  `insert into client select 'c' || i, 'Notes', 'web', 'none', '{}', '{}', '{}', '{}', '{}', 'RS256', true, false,
    null, null, null, null, true, i from generate_series(1, ${ROWS}) i`,
  `insert into client_registration select 'c' || i, rpad(i::text, 43, 'x') from generate_series(1, ${ROWS}) i`,
  `insert into initial_access_token select rpad(i::text, 43, 'x'), 1, false, ${NOW}, ${NOW} + 1000 + i
    from generate_series(1, ${ROWS}) i`,
  `insert into consent select 'a' || i, 'c' || i, '{openid}', '{}', i from generate_series(1, ${ROWS}) i`,
  `insert into session select 'a' || i, 's' || i, rpad(i::text, 43, 'x'), ${NOW}, '{}', '', ${NOW}, ${NOW} + i, 43200,
    ${NOW} + 2592000 + i from generate_series(1, ${ROWS}) i`,
  `insert into refresh_family select 'a' || i, 'f' || i, 'c' || i, 's' || i, '{}', ${NOW}, '{}', null, null, 1, ${NOW},
    ${NOW}, ${NOW} + 2592000 + i, ${NOW} + 2592000 + i, null from generate_series(1, ${ROWS}) i`,
  `insert into device_secret select 'a' || i, 's' || i, 'c' || i, rpad(i::text, 43, 'x'), ${NOW}
    from generate_series(1, ${ROWS}) i`,
  `insert into revoked_token select rpad(i::text, 43, 'x'), ${NOW} + 1000 + i from generate_series(1, ${ROWS}) i`,
  `insert into session_client select 'a' || i, 's' || i, 'c' || i, 's' || i from generate_series(1, ${ROWS}) i`,
  `insert into logout_notice select 'n' || i, 'a' || i, 'c' || i, 's' || i, 0, ${NOW} + i, ${NOW} + 1000 + i
    from generate_series(1, ${ROWS}) i`,
  `insert into sign_up_ticket (ticket_digest, email, locale, starts, created_at_seconds, expires_at_seconds)
    select rpad(i::text, 43, 'x'), 't' || i || '@mail.example', 'en', 0, ${NOW}, ${NOW} + 86400 + i
    from generate_series(1, ${ROWS}) i`,
  `insert into outbox_letter select 'l' || i, 'sign-up', null, 1, ${NOW} + i, ${NOW} + i, 'sent'
    from generate_series(1, ${ROWS}) i`,
  `insert into audit_event (kind, at_seconds, account_id)
    select case when i % 2 = 0 then 'tokens.issued' else 'client.updated' end, ${NOW} + i, 'a' || i
    from generate_series(1, ${ROWS}) i`,
  `insert into sealed_record select 'a' || i, 'r' || i, 'iban', 'c' || i, 'sealed', 1, i, i
    from generate_series(1, ${ROWS}) i`,
  `insert into scoped_key select 'a' || i, 'c' || i, 'key:notes', rpad(i::text, 43, 'x'), ${NOW}
     from generate_series(1, ${ROWS}) i`,
  `insert into vault_collection select 'a' || i, 'g', 1, 1, 0, 0 from generate_series(1, ${ROWS}) i`,
  `insert into vault_entry select 'a' || i, 'g', 'item', 'i', 1, 1, case when i % 2 = 0 then ''::bytea end, i, ${NOW} + i
    from generate_series(1, ${ROWS}) i`,
  `insert into account_picture select 'a' || i, rpad(i::text, 43, 'x'), '', i from generate_series(1, ${ROWS}) i`,
  `insert into account_ticket (ticket_digest, purpose, account_id, email, locale, starts, created_at_seconds,
    expires_at_seconds) select rpad(i::text, 43, 'x'), 'reset', case when i % 2 = 0 then 'a' || i end,
    't' || i || '@mail.example', 'en', 0, ${NOW}, ${NOW} + 86400 + i from generate_series(1, ${ROWS}) i`,
  `insert into factor (account_id, id, kind, label, lookup, sealed, version, created_at_seconds)
    select 'a' || i, 'x' || i, 'passkey', '', rpad(i::text, 43, 'x'), '', 1, ${NOW} from generate_series(1, ${ROWS}) i`,
  `insert into account_key select 'a' || i, 1, 'locked', rpad(i::text, 43, 'x'), i, ${NOW} + 1000 + i
    from generate_series(1, ${ROWS}) i`,
  `insert into account_key select 'a' || i, 2, 'current', rpad(i::text, 43, 'x'), i, null
    from generate_series(1, ${ROWS}) i`,
  `insert into key_wrap select 'a' || i, 1 + i % 2, 'prf', 'p' || i, 'jwe', 'jwe', 'jwe', null, 'x' || i, i
    from generate_series(1, ${ROWS}) i`,
  `insert into key_wrap select 'a' || i, 1 + i % 2, 'opaque', '', 'jwe', null, null, null, null, i
    from generate_series(1, ${ROWS}) i`,
  `insert into device_wrap select 'a' || i, 's' || i, 2, rpad(i::text, 22, 'x'), rpad(i::text, 43, 'x'), 'jwe', i
    from generate_series(1, ${ROWS}) i`,
  `insert into locked_credential select 'a' || i, 1, 'c' || i, 'setup', 'ksf', 'record' from generate_series(1, ${ROWS}) i`,
  `insert into vault_collection select 'a' || i, 'c' || i from generate_series(1, ${ROWS}) i`,
  `insert into vault_entry select 'a' || i, 'c' || i, 'item', 'i' || i, 1, 1, 'x', ${NOW}, ${NOW}
    from generate_series(1, ${ROWS}) i`,
  `insert into data_key select 'a' || i, 'd' || i, 'kek' || i % 50, 'wrapped', ${NOW} from generate_series(1, ${ROWS}) i`,
];
