import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { hmacSha256 } from '../platform/digest.ts';
import { newBytes, newId } from '../platform/random.ts';
import { envelopeKey, KEY_BYTES, type EnvelopeKey } from './envelope.ts';
import { KeyringError } from './keyring-error.ts';

const FILE_NAME = /^kek-([A-Za-z0-9_-]{16})\.key$/;
const FILES_MAX = 64;
const COMMENT =
  '# Tacet key-encryption key. Whoever holds it and the database holds every key. Back it up, apart from the database.';

/** Others may neither read it nor write it; the group may read, since secret mounts often come as 0440. */
const FORBIDDEN_MODE = 0o027;

/** A key-encryption key of a file. */
export interface Kek {
  readonly id: string;
  /** Of 32 bytes, for envelope-text.ts: derived, so that no key serves two algorithms. */
  readonly secret: KeyObject;
  /** What the release before sealed with. */
  readonly binary: EnvelopeKey;
}

/**
 * The key-encryption keys of this deployment, by id. The id is a digest of the key, so a truncated file, or one
 * under another's name, is noticed before anything is opened with it. Throws KeyringError; an absent folder is empty.
 */
export async function readKeks(keysDir: string): Promise<ReadonlyMap<string, Kek>> {
  const names = await readdir(keysDir).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw unusable(keysDir, 'read', error);
  });
  const files = names.filter((name) => FILE_NAME.test(name)).sort();
  if (files.length > FILES_MAX) {
    throw new KeyringError(
      'kek_unusable',
      `${keysDir} holds more than ${FILES_MAX} kek files: remove what is not yours`,
    );
  }
  const keks = new Map<string, Kek>();
  for (const name of files) {
    const kek = await readKek(keysDir, name);
    keks.set(kek.id, kek);
  }
  return keks;
}

/**
 * Makes a key-encryption key: written aside, flushed, then renamed, so that a crash leaves a whole file or none.
 * Called under the lock of the database.
 */
export async function makeKek(keysDir: string): Promise<Kek> {
  const bytes = newBytes(KEY_BYTES);
  const id = idOf(bytes);
  const aside = join(keysDir, `.kek-${newId()}.tmp`);
  try {
    await mkdir(keysDir, { recursive: true, mode: 0o700 });
    // A checkout has made the folder with the umask of whoever cloned it. A mounted one may not be ours to close; the
    // mode of the file is what counts.
    await chmod(keysDir, 0o700).catch(() => undefined);
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(`${COMMENT}\n${bytes.toString('base64url')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, join(keysDir, `kek-${id}.key`));
    await flushFolder(keysDir);
  } catch (error) {
    throw unusable(keysDir, 'write', error);
  }
  return kekOf(id, bytes);
}

/**
 * Overwrites the file and takes it away; a file that is not there is gone already. What a disk or a backup keeps of it is
 * beyond this.
 */
export async function destroyKek(keysDir: string, id: string): Promise<void> {
  const path = join(keysDir, `kek-${id}.key`);
  try {
    const file = await open(path, 'r+');
    try {
      await file.write(Buffer.alloc((await file.stat()).size), 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await unlink(path);
    await flushFolder(keysDir);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw unusable(path, 'write', error);
  }
}

function kekOf(id: string, bytes: Buffer): Kek {
  const secret = createSecretKey(Buffer.from(hkdfSync('sha256', bytes, '', 'tacet kek wrap 1', KEY_BYTES)));
  return { id, secret, binary: envelopeKey(id, bytes) };
}

async function readKek(keysDir: string, name: string): Promise<Kek> {
  const path = join(keysDir, name);
  let text: string;
  try {
    const { mode } = await stat(path);
    if ((mode & FORBIDDEN_MODE) !== 0) {
      throw new KeyringError(
        'kek_exposed',
        `${path} is open to others on this machine: chmod 600 it, and consider it known`,
      );
    }
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw error instanceof KeyringError ? error : unusable(path, 'read', error);
  }
  const written = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const bytes = Buffer.from(written[0]?.trim() ?? '', 'base64url');
  if (written.length !== 1 || bytes.length !== KEY_BYTES || name !== `kek-${idOf(bytes)}.key`) {
    throw new KeyringError(
      'kek_malformed',
      `${path} is not the key its name says: restore that file from its backup`,
    );
  }
  return kekOf(idOf(bytes), bytes);
}

function idOf(kek: Buffer): string {
  return hmacSha256(kek, 'tacet kek id').toString('base64url', 0, 12);
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unusable(path: string, act: 'read' | 'write', cause: unknown): KeyringError {
  const advice = `let the user that runs this server ${act} it`;
  return new KeyringError(
    'kek_unusable',
    `${path} cannot be ${act === 'read' ? 'read' : 'written'} (${codeOf(cause)}): ${advice}`,
    {
      cause,
    },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed';
}
