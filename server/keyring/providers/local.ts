import { A256GCM, openText, parseEnvelope, sealText } from '../envelope-text.ts';
import { open as openBinary } from '../envelope.ts';
import { destroyKek, makeKek, readKeks, type Kek } from '../kek.ts';
import { KeyringError } from '../keyring-error.ts';
import { type KeyProvider, type Plain, refuseTooMany, type Unwrapped, type Wrapped } from './key-provider.ts';
import { rewrapThrough } from './rewrap-through.ts';

/** One stranger to this folder makes it be read again at most this often; so many are told apart. */
const UNKNOWN_KEK_SECONDS = 5;
const UNKNOWN_KEKS_MAX = 64;
/** How the release before wrapped the keys of rings: the envelope of envelope.ts, spelled as a text. */
const BINARY = 'tacet1';

/**
 * Key-encryption keys as files of one folder, in the memory of this process while it runs. `now` is for the time between
 * two looks at the folder.
 */
export function localProvider(
  keysDir: string,
  nowMilliseconds: () => number = () => performance.now(),
): KeyProvider {
  let keks: ReadonlyMap<string, Kek> = new Map();
  const lookedFor = new Map<string, number>();

  async function look(): Promise<void> {
    keks = await readKeks(keysDir);
  }

  /**
   * Another instance, or a mount, may have put a file there since. Who asks for one the first time is not put off by an
   * earlier look: of two instances that start together, one makes the key while the other has just found none.
   */
  async function lookFor(kekIds: readonly (string | undefined)[]): Promise<void> {
    const now = nowMilliseconds();
    const due = kekIds.filter(
      (id) =>
        id !== undefined &&
        !keks.has(id) &&
        now - (lookedFor.get(id) ?? -Infinity) >= UNKNOWN_KEK_SECONDS * 1000,
    );
    if (due.length === 0) return;
    if (lookedFor.size >= UNKNOWN_KEKS_MAX) lookedFor.clear();
    for (const id of due) lookedFor.set(id ?? '', now);
    await look();
  }

  async function unwrap(items: readonly Wrapped[]): Promise<readonly Unwrapped[]> {
    refuseTooMany(items);
    await lookFor(items.map(({ wrapped }) => parseEnvelope(wrapped)?.keyId));
    return items.map((item) => opened(keks, item));
  }

  async function wrap(kekId: string, items: readonly Plain[]): Promise<readonly string[]> {
    refuseTooMany(items);
    await lookFor([kekId]);
    const kek = keks.get(kekId);
    if (kek === undefined) throw missingKek(kekId);
    return items.map(({ plaintext, context }) => sealText(kek, plaintext, context));
  }

  return {
    name: 'local',
    async create() {
      const kek = await makeKek(keysDir);
      keks = new Map([...keks, [kek.id, kek]]);
      return kek.id;
    },
    async present() {
      await look();
      return new Set(keks.keys());
    },
    wrap,
    unwrap,
    rewrap: (kekId, items) => rewrapThrough({ unwrap, wrap: (plain) => wrap(kekId, plain) }, items),
    async destroy(kekId) {
      await destroyKek(keysDir, kekId);
      await look();
    },
    close: () => Promise.resolve(),
  };
}

/** Names the key: an operator who lost one file must know which (OBS-R09). */
export function missingKek(kekId: string): KeyringError {
  return new KeyringError(
    'kek_missing',
    `the keys in the database are sealed under kek-${kekId}.key, which is not there: restore it into the keys folder from its backup`,
  );
}

function opened(keks: ReadonlyMap<string, Kek>, { wrapped, context }: Wrapped): Unwrapped {
  const parts = parseEnvelope(wrapped);
  if (parts?.algorithm === BINARY) return openedBinary(keks, parts.keyId, parts.payload, context);
  if (parts?.algorithm !== A256GCM) return { opened: false, reason: 'malformed' };
  const result = openText((id) => keks.get(id)?.secret, wrapped, context);
  if (result.opened) return result;
  return result.reason === 'unknown_key'
    ? { opened: false, reason: 'unknown_kek', kekId: parts.keyId }
    : { opened: false, reason: result.reason, kekId: parts.keyId };
}

/** Keys of rings alone were wrapped so, and their context was written down in another order. */
function openedBinary(
  keks: ReadonlyMap<string, Kek>,
  kekId: string,
  payload: string,
  [, , row = '', owner = '', publicPart = '']: readonly string[],
): Unwrapped {
  const kek = keks.get(kekId);
  if (kek === undefined) return { opened: false, reason: 'unknown_kek', kekId };
  const sealed = Buffer.from(payload, 'base64url');
  const context = ['ring key', owner, row, publicPart];
  const result = openBinary((id) => (id === kekId ? kek.binary : undefined), sealed, context);
  return result.opened ? result : { opened: false, reason: 'refused', kekId };
}
