import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { runningDigest } from '../../platform/digest.ts';
import { BackupError } from './backup-error.ts';
import {
  type FileKind,
  type Manifest,
  parseManifest,
  parseTrailer,
  rowStart,
  type TableShape,
} from './manifest.ts';
import { tablesOf } from './tables.ts';

/** Longer than any row of ours: a picture of 512 KiB as hex, and room. What a gzip of zeros unpacks to ends here. */
const LINE_BYTES_MAX = 4 * 1024 * 1024;
/** Rows go on in pieces of this size, and are never all held. */
const PIECE_BYTES = 256 * 1024;
const NEWLINE = 10;

export interface ReadBackup {
  readonly manifest: Manifest;
  readonly sha256: string;
}

/** Called for each batch of rows of one table, as JSON texts, in the order of the manifest. */
export type Visit = (manifest: Manifest, table: TableShape, rows: readonly string[]) => Promise<unknown>;

/**
 * Reads a file of backups from its first line to its last. Resolves only when it is whole: the digest agrees, and every
 * table has as many rows as the manifest says. Throws BackupError, whose message says which file is wrong and how.
 */
export async function readBackup(
  path: string,
  kind: FileKind,
  visit: Visit = async () => undefined,
): Promise<ReadBackup> {
  const digest = runningDigest();
  let reading: Reading | undefined;
  let told: string | undefined;
  for await (const lines of linesOf(path)) {
    for (const line of lines) {
      if (told !== undefined) throw damaged(path, 'something follows its last line');
      const text = line.toString('utf8');
      if (reading === undefined) reading = begin(parseManifest(text, kind, path), kind, path);
      else told = await next(reading, text, visit, path);
      if (told === undefined) digest.add(`${text}\n`);
    }
    if (reading !== undefined) await flush(reading, visit);
  }
  if (reading === undefined || told === undefined) throw damaged(path, 'it was cut short');
  const sha256 = digest.end();
  if (sha256 !== told) throw damaged(path, 'its digest does not agree');
  const short = reading.manifest.tables.find(({ rows }, at) => rows !== reading.counts[at]);
  if (short) throw damaged(path, `${short.name} has not as many rows as its first line says`);
  return { manifest: reading.manifest, sha256 };
}

/** The first line alone, of a file that need not be whole. Throws BackupError when it is none of that kind. */
export async function readManifest(path: string, kind: FileKind): Promise<Manifest> {
  for await (const [first] of linesOf(path)) {
    if (first !== undefined) return parseManifest(first.toString('utf8'), kind, path);
  }
  throw damaged(path, 'it is empty');
}

interface Reading {
  readonly manifest: Manifest;
  readonly counts: number[];
  /** The table whose rows come now. */
  at: number;
  waiting: string[];
}

function begin(manifest: Manifest, kind: FileKind, path: string): Reading {
  const ours = tablesOf(kind).map(({ name }) => name);
  const foreign = manifest.tables.find(({ name }) => !ours.includes(name));
  if (foreign) throw damaged(path, `rows of ${foreign.name} do not belong in such a file`);
  return { manifest, counts: manifest.tables.map(() => 0), at: 0, waiting: [] };
}

/** A row, or the digest that the last line tells. */
async function next(reading: Reading, line: string, visit: Visit, path: string): Promise<string | undefined> {
  const { tables } = reading.manifest;
  for (let at = reading.at; at < tables.length; at += 1) {
    const start = rowStart(tables[at]?.name ?? '');
    if (!line.startsWith(start) || !line.endsWith(']')) continue;
    if (at !== reading.at) await flush(reading, visit);
    reading.at = at;
    reading.counts[at] = (reading.counts[at] ?? 0) + 1;
    reading.waiting.push(line.slice(start.length, -1));
    return undefined;
  }
  const told = parseTrailer(line);
  if (told === undefined) throw damaged(path, 'it holds a line that nobody wrote');
  await flush(reading, visit);
  return told;
}

async function flush(reading: Reading, visit: Visit): Promise<void> {
  const table = reading.manifest.tables[reading.at];
  if (table === undefined || reading.waiting.length === 0) return;
  const rows = reading.waiting;
  reading.waiting = [];
  await visit(reading.manifest, table, rows);
}

/** Whole lines, as many as one piece of the unpacked file brings. */
async function* linesOf(path: string): AsyncGenerator<readonly Buffer[]> {
  const unpacked = createGunzip({ chunkSize: PIECE_BYTES });
  pipeline(createReadStream(path), unpacked, () => undefined); // its error is met where it is read
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const piece of unpacked) {
      const bytes = Buffer.concat([rest, piece]);
      const lines: Buffer[] = [];
      let from = 0;
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
        lines.push(bytes.subarray(from, end));
        from = end + 1;
      }
      rest = bytes.subarray(from);
      if (rest.length > LINE_BYTES_MAX) throw damaged(path, 'one of its lines has no end');
      yield lines;
    }
  } catch (error) {
    throw ofTheUnpacking(error) ? damaged(path, 'it does not unpack') : error;
  }
  if (rest.length > 0) throw damaged(path, 'it was cut short');
}

function ofTheUnpacking(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

function damaged(path: string, how: string): BackupError {
  return new BackupError(`${path} is damaged: ${how}. Take another one.`);
}
