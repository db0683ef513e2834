import { z } from 'zod';
import { BackupError } from './backup-error.ts';

/** Grows when a file can no longer be read as before. */
export const FORMAT = 1;

const TABLES_MAX = 100;
const COLUMNS_MAX = 200;
const IDS_MAX = 100_000;

/** Names become part of statements: nothing but what our own tables are called. */
const name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const id = z.string().min(1).max(64);

const tableShape = z.strictObject({
  name,
  columns: z.array(name).min(1).max(COLUMNS_MAX),
  rows: z.int().nonnegative(),
});
/** A table as it was in the snapshot. */
export type TableShape = Readonly<z.infer<typeof tableShape>>;

const kind = z.enum(['backup', 'keys']);
export type FileKind = z.infer<typeof kind>;

const manifest = z.strictObject({
  tacet: kind,
  format: z.literal(FORMAT),
  /** The release that wrote it. */
  version: z.string().max(64),
  issuer: z.string().max(2048),
  takenAtSeconds: z.int().nonnegative(),
  /** The last migration of the schema it was read from. */
  migration: z.string().regex(/^[0-9]{4}-[a-z0-9-]{1,100}$/),
  /** In the order of the rows. */
  tables: z.array(tableShape).max(TABLES_MAX),
  /** Ids of the keys without which it cannot be used, so that a wrong keys file is seen before anything is written. */
  keks: z.array(id).max(IDS_MAX),
  ringKeys: z.array(id).max(IDS_MAX),
  /** Of a backup: the digest of the keys file that was written with it. A newer one does as well. */
  keysFile: z.string().max(64).optional(),
});

/** The first line of a file. */
export type Manifest = Readonly<z.infer<typeof manifest>>;

const trailer = z.strictObject({ sha256: z.string().length(43) });

/** Throws BackupError for whatever is not the first line of a file of that kind. */
export function parseManifest(line: string, wanted: FileKind, path: string): Manifest {
  const told = jsonOf(line);
  const looks = z.looseObject({ tacet: kind, format: z.int() }).safeParse(told).data;
  if (looks === undefined) throw new BackupError(`${path} is no file of tacet backup.`);
  if (looks.tacet !== wanted) {
    throw new BackupError(
      wanted === 'backup'
        ? `${path} is a keys file, not a backup: name the backup, and this one with --keys-file.`
        : `${path} is a backup, not a keys file.`,
    );
  }
  if (looks.format > FORMAT) {
    throw new BackupError(`${path} was written by a newer release of Tacet: restore it with that release.`);
  }
  const { data } = manifest.safeParse(told);
  if (data === undefined)
    throw new BackupError(`${path} is damaged: its first line is not what was written.`);
  return data;
}

/** The digest that the last line tells; undefined when that is no last line. */
export function parseTrailer(line: string): string | undefined {
  return trailer.safeParse(jsonOf(line)).data?.sha256;
}

/** One line a row, `["table",{…}]`. The row is PostgreSQL's own text throughout: no number passes through ours. */
export function rowStart(table: string): string {
  return `["${table}",`;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
