import { createHash } from 'node:crypto';
import pg from 'pg';
import { createClient, RESP_TYPES } from 'redis';

/** Where a secret could have left a trace: a name, and everything that lies there. */
export interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Every spelling in which a text could lie somewhere, by the name of the spelling. */
export function spellings(text: string): ReadonlyMap<string, string> {
  return new Map([
    ['as it is', text],
    ['in a URL', encodeURIComponent(text)],
    ['in a form', encodeURIComponent(text).replaceAll('%20', '+')],
    ['in JSON', JSON.stringify(text).slice(1, -1)],
    ['in UTF-16', Buffer.from(text, 'utf16le').toString('latin1')],
    ...spellingsOfBytes(Buffer.from(text)),
  ]);
}

/** The same of bytes, such as a key. */
export function spellingsOfBytes(bytes: Buffer): ReadonlyMap<string, string> {
  const found = new Map([
    ['as bytes', bytes.toString('latin1')],
    ['in hex', bytes.toString('hex')],
    ['as a list of numbers', bytes.join(',')],
  ]);
  // Inside something longer, base64 starts at any of three places; the first and last characters depend on neighbours.
  for (const offset of [0, 1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    const [from, to] = [offset === 0 ? 0 : 4, Math.floor((shifted.length * 8) / 6 / 4) * 4];
    found.set(`in base64 at ${offset}`, shifted.toString('base64').slice(from, to));
    found.set(`in base64url at ${offset}`, shifted.toString('base64url').slice(from, to));
  }
  return found;
}

/** The digests of a text, which would let anybody guess at it. */
export function digests(text: string): ReadonlyMap<string, string> {
  const all = ['sha256', 'sha1', 'sha512', 'md5'].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(text).digest();
    return (['hex', 'base64url', 'base64', 'latin1'] as const).map((encoding): [string, string] => [
      `${algorithm} in ${encoding}`,
      digest.toString(encoding),
    ]);
  });
  return new Map(all);
}

/** Which of the spellings lie in which place. */
export function traces(places: readonly Place[], wanted: ReadonlyMap<string, string>): readonly string[] {
  return places.flatMap(({ name, bytes }) =>
    [...wanted].filter(([, text]) => contains(bytes, text)).map(([spelling]) => `${name}: ${spelling}`),
  );
}

function contains(bytes: Buffer, text: string): boolean {
  // A digest in latin1 is bytes, a text is UTF-8; both are looked for.
  return bytes.includes(Buffer.from(text, 'latin1')) || bytes.includes(Buffer.from(text, 'utf8'));
}

/** Every row of every table, as text; bytes stand there in hex. */
export async function dumpDatabase(url: string): Promise<Buffer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const rows: string[] = [];
    for (const { name } of tables.rows) {
      const table = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      rows.push(`-- ${name}`, ...table.rows.map(({ row }) => row));
    }
    return Buffer.from(rows.join('\n'));
  } finally {
    await client.end();
  }
}

/** Every key and value of a Redis database; of values that are no strings, every part. */
export async function dumpRedis(
  url: string,
): Promise<{ readonly bytes: Buffer; readonly keys: readonly string[] }> {
  const client = await createClient({ url }).connect();
  const binary = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  try {
    const keys = await client.keys('*');
    const parts: Buffer[] = [];
    for (const key of keys) {
      const kind = await client.type(key);
      if (kind === 'string') parts.push(Buffer.from(key), (await binary.get(key)) ?? Buffer.alloc(0));
      else if (kind === 'hash')
        parts.push(Buffer.from(key), Buffer.from(JSON.stringify(await client.hGetAll(key))));
      else throw new Error(`a ${kind} under ${key}: teach the dump to read it`);
    }
    return { keys, bytes: Buffer.concat(parts) };
  } finally {
    await client.close();
  }
}
