import pg from 'pg';
import { opaque } from '../../server/login/opaque.ts';
import { setupTools } from '../../server/login/setup-tools.ts';
import { unstretchedLoginPasses } from '../../server/login/unstretched.ts';
import type { WireAnswer } from '../attacks/wire.ts';
import type { Holder } from '../attacks/holder.ts';
import { isSignedIn, redeem, refresh, userinfo } from '../attacks/world.ts';
import { PASSWORD } from '../harness/server.ts';
import { dumpDatabase, dumpRedis, type Place, spellings, traces } from '../e2e/traces.ts';
import type { Victims } from './victims.ts';

/** What was carried off. */
export interface Loot {
  readonly places: readonly Place[];
  /** The OPAQUE records, as they lie in the dump. */
  readonly credentials: readonly StolenCredential[];
}

export interface StolenCredential {
  readonly credentialId: string;
  readonly setupId: string;
  readonly record: string;
}

const WORD = /[A-Za-z0-9_-]{16,}/g;
/** More would be a longer drill, and no other thief. */
const WORDS_MAX = 4_000;
const AT_ONCE = 16;

export async function steal(
  victims: Pick<Victims, 'databaseUrl' | 'redisUrl'>,
  what: { readonly database: boolean; readonly redis: boolean },
): Promise<Loot> {
  const places: Place[] = [];
  if (what.database) places.push({ name: 'PostgreSQL', bytes: await dumpDatabase(victims.databaseUrl) });
  if (what.redis) places.push({ name: 'Redis', bytes: (await dumpRedis(victims.redisUrl)).bytes });
  return { places, credentials: what.database ? await credentialsIn(victims.databaseUrl) : [] };
}

/** Reads: every secret in every spelling. Answers which lie there. */
export function read({ places }: Loot, secrets: ReadonlyMap<string, string>): readonly string[] {
  const found = new Set<string>();
  for (const [name, text] of secrets) {
    if (traces(places, spellings(text)).length > 0) found.add(name);
  }
  return [...found];
}

/** Every word of the loot that could be a handle: a digest, an id, a sealed value. */
export function wordsIn({ places }: Loot): readonly string[] {
  const words = new Set(places.flatMap(({ bytes }) => bytes.toString('latin1').match(WORD) ?? []));
  return [...words].slice(0, WORDS_MAX);
}

/** Tries each word, as it is and in the form of each secret, wherever a secret opens something. Answers what opened. */
export async function useHandles(holder: Holder, words: readonly string[]): Promise<readonly string[]> {
  const opened = new Set<string>();
  const queue = words.flatMap((word) => Object.entries(DOORS).map(([name, door]) => ({ name, door, word })));
  const work = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (await next.door(holder, next.word)) opened.add(next.name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return [...opened];
}

const is200 = ({ status }: WireAnswer) => status === 200;
const shaped = (kind: string, word: string) =>
  word.startsWith(`${kind}_`) ? word : `${kind}_${word.slice(0, 43)}`;

/** Where something that only its owner has opens something. */
const DOORS: Readonly<Record<string, (holder: Holder, word: string) => Promise<boolean>>> = {
  'a session': ({ at }, word) => isSignedIn(at, `tacet_session=${shaped('se', word)}`),
  'tokens by a code': async ({ at, app }, word) => is200(await redeem(at, app, shaped('ac', word))),
  'tokens by a refresh token': async ({ at, app }, word) => is200(await refresh(at, app, shaped('rt', word))),
  'an access token': async ({ at }, word) => is200(await userinfo(at, word)),
  'a ticket': async ({ at }, word) =>
    is200(await at.wire.call('/sign-up/open', { ticket: shaped('ti', word) })),
  'a trip': async ({ at }, word) =>
    is200(await at.wire.call(`/interaction/${shaped('ia', word)}/extend`, {})),
  'a client': async ({ at, app }, word) => {
    const basic = { Authorization: `Basic ${btoa(`${app.client.id}:${shaped('cs', word)}`)}` };
    return is200(await at.wire.post('/introspect', { token: 'x' }, basic));
  },
};

/**
 * Tests passwords against stolen records: the true one among them. Without the server setup there is nothing to test them
 * with: one of the thief's own making, and every word of the loot that could be one, are tried.
 */
export function guessPasswords(loot: Loot, setups: readonly string[]): readonly string[] {
  const candidates = ['password', '123456', PASSWORD];
  const tried = [...setups, setupTools.createSetup()];
  return loot.credentials.flatMap(({ credentialId, record }) =>
    tried.flatMap((setup) => candidates.filter((guess) => passes(setup, credentialId, record, guess))),
  );
}

function passes(setup: string, credentialId: string, record: string, guess: string): boolean {
  try {
    opaque.publicKey(setup);
    return unstretchedLoginPasses(setup, credentialId, record, guess);
  } catch {
    return false;
  }
}

/** Words as long as a server setup of the library: 128 bytes. */
export function setupsIn({ places }: Loot): readonly string[] {
  return places
    .flatMap(({ bytes }) => bytes.toString('latin1').match(/[A-Za-z0-9_-]{171}/g) ?? [])
    .slice(0, 50);
}

async function credentialsIn(url: string): Promise<readonly StolenCredential[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<StolenCredential>(
      `select credential_id as "credentialId", setup_id as "setupId", registration_record as record from credential`,
    );
    return rows;
  } finally {
    await client.end();
  }
}
