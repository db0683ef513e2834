import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { runningDigest } from '../../platform/digest.ts';
import { newId } from '../../platform/random.ts';
import type { Manifest } from './manifest.ts';

/** What lies on the disk now. */
export interface Written {
  /** Of the content before compression, base64url. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Writes a file of backups: gzip of JSON lines, first the manifest, last the digest of all before it. Written aside,
 * flushed, then renamed over whatever was there, so that a crash leaves the old file or the new one, and never half of one.
 * For its owner alone (0600). Lines come in batches; more than one batch is never held.
 */
export async function writeBackup(
  path: string,
  manifest: Manifest,
  batches: AsyncIterable<readonly string[]>,
): Promise<Written> {
  const aside = `${path}.${newId()}.tmp`;
  const digest = runningDigest();
  let sha256 = '';

  async function* content(): AsyncGenerator<string> {
    for await (const text of linesOf(manifest, batches)) {
      digest.add(text);
      yield text;
    }
    sha256 = digest.end();
    yield `${JSON.stringify({ sha256 })}\n`;
  }

  try {
    const file = createWriteStream(aside, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(content, createGzip(), file);
    await rename(aside, path);
    await flushFolder(dirname(path));
    return { sha256, bytes: file.bytesWritten };
  } catch (error) {
    await rm(aside, { force: true });
    // An operator knows the file by the name it was to have.
    throw error instanceof Error && 'path' in error ? Object.assign(error, { path }) : error;
  }
}

async function* linesOf(
  manifest: Manifest,
  batches: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(manifest)}\n`;
  for await (const lines of batches) yield lines.map((line) => `${line}\n`).join('');
}

/** A rename is on the disk when its folder is. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
