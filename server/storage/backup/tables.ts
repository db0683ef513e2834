/**
 * Where the rows of a table go: into the `backup`, which holds no key; into the `keys` file, which each backup replaces;
 * or `nowhere`, because what is in them must not live again (TH-09).
 */
export type Fate = 'backup' | 'keys' | 'nowhere';

export interface BackupTable {
  readonly name: string;
  readonly fate: Fate;
  readonly why: string;
  /** How many rows are held at once. */
  readonly batchRows: number;
}

const ROWS = 500;
/** Of tables whose rows may be long: 64 of 128 KiB, 16 of 512 KiB written as hex. */
const LONG_ROWS = 64;
const PICTURES = 16;

/**
 * Every table there is, in an order in which each row finds those it refers to. Whoever adds a table decides here what
 * becomes of it; a test asks.
 */
export const backupTables: readonly BackupTable[] = [
  kept('client', 'who may ask for tokens; their secrets as digests, or sealed', LONG_ROWS),
  kept('client_registration', 'what lets a client that registered itself change what it said'),
  kept('account', 'people, and what they say of themselves', LONG_ROWS),
  kept('credential', 'OPAQUE records: worth nothing without the server setup, which is a key'),
  kept('factor', 'passkeys, authenticators, backup codes; sealed'),
  kept('account_picture', 'drawn by people', PICTURES),
  kept('consent', 'what people allowed'),
  kept('refresh_family', 'comes back revoked, so that it is known what its tokens died of', LONG_ROWS),
  kept('revoked_token', 'what was taken back stays taken back'),
  kept(
    'scoped_key',
    'what replaced keys of clients are derived with: an older one would bring back the lost key',
  ),
  kept('sealed_record', 'sealed under a data key, which is not here', LONG_ROWS),
  kept('account_key', 'which account keys there are; digests of what shows that somebody has one'),
  kept(
    'key_wrap',
    'account keys in wraps that passwords, passkeys and recovery keys open, and nothing of ours',
    LONG_ROWS,
  ),
  kept('locked_credential', 'what a credential is, of a password that was'),
  kept('vault_collection', 'how much there is in a vault'),
  kept('vault_entry', 'sealed in browsers, under keys that are nowhere here', PICTURES),
  kept('audit_event', 'what happened'),
  keys('kek', 'which key-encryption keys there are; the keys themselves lie elsewhere'),
  keys('ring_key', 'signing keys, sealing keys, server setups; wrapped'),
  keys('data_key', 'gone with the account: a copy that stays would outlive it'),
  keys('data_key_floor', 'which data keys are written with no more'),
  left('setup_share', 'is counted anew within minutes'),
  left('restored', 'is told anew by each restore'),
  left('session', 'a session that ended since would live again'),
  left('session_client', 'belongs to a session'),
  left('device_wrap', 'belongs to a session, and opens nothing without it'),
  left('device_secret', 'belongs to a session'),
  left('logout_notice', 'tells of the end of a session, and was told since'),
  left('sign_up_ticket', 'a ticket, or an invite, that was used since would work again'),
  left('account_ticket', 'the same: it may set a password'),
  left('initial_access_token', 'the same: it lets a client in'),
  left('outbox_letter', 'was sent since, or carries a ticket that is dead'),
  left('unlock_request', 'was carried out within seconds'),
];

export function tablesOf(fate: Fate): readonly BackupTable[] {
  return backupTables.filter((table) => table.fate === fate);
}

function kept(name: string, why: string, batchRows = ROWS): BackupTable {
  return { name, fate: 'backup', why, batchRows };
}

function keys(name: string, why: string): BackupTable {
  return { name, fate: 'keys', why, batchRows: ROWS };
}

function left(name: string, why: string): BackupTable {
  return { name, fate: 'nowhere', why, batchRows: ROWS };
}
