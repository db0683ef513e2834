import { execFile, spawn } from 'node:child_process';
import { existsSync, openSync, closeSync, readFileSync, fchownSync } from 'node:fs';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newId } from '../../platform/random.ts';
import { DatabaseUnusable } from '../database-unusable.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import type { Place } from './place.ts';
import { runAs } from './system-user.ts';

/** The role we come as, and the name of our database. */
export const ROLE = 'tacet';

const INITDB_MILLISECONDS = 120_000;
const LOG_TAIL_LINES = 5;

const run = promisify(execFile);

/** The PostgreSQL that fits the data: of the same major version, or the first at hand for data yet to be made. */
export async function binariesFor({ data, user }: Place): Promise<Binaries> {
  const version = join(data, 'PG_VERSION');
  const major = existsSync(version) ? Number((await readFile(version, 'utf8')).trim()) : undefined;
  const found = await findBinaries(user, major);
  const fitting = found.find((binaries) => major === undefined || binaries.major === major);
  if (fitting !== undefined) return fitting;
  if (major === undefined) {
    throw new DatabaseUnusable(
      'No PostgreSQL was found: set DATABASE_URL, or install one (Debian: apt install postgresql).',
    );
  }
  const others = found.map((binaries) => binaries.major).join(', ') || 'none';
  throw new DatabaseUnusable(
    `The data in ${data} are of PostgreSQL ${major}, and this machine has ${others}: install PostgreSQL ${major}.`,
  );
}

/** Makes the data directory, unless there is one. It appears whole or not at all, however many try at once. */
export async function initialise(place: Place, binaries: Binaries): Promise<void> {
  if (existsSync(join(place.data, 'PG_VERSION'))) return;
  const making = join(place.folder, `making-${newId()}`);
  const options = ['--encoding=UTF8', '--locale=C', '--data-checksums', '--auth=peer', '-U', ROLE];
  try {
    await run(binaries.initdb, ['-D', making, ...options], {
      ...runAs(place.user),
      cwd: place.folder,
      timeout: INITDB_MILLISECONDS,
    });
    await rename(making, place.data);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (existsSync(join(place.data, 'PG_VERSION'))) return;
    throw new DatabaseUnusable(`PostgreSQL could not make its files: ${complaint(error)}`, { cause: error });
  }
}

/**
 * Starts the server, with its socket in the folder `sockets`. It outlives us if we are killed. The function that
 * comes back tells whether it has ended.
 */
export async function launch(place: Place, binaries: Binaries, sockets: string): Promise<() => boolean> {
  const { user } = place;
  await admitOurselves(place);
  const log = openSync(place.logFile, 'w', 0o600);
  if (user !== undefined) fchownSync(log, user.uid, user.gid);
  const child = spawn(binaries.postgres, ['-D', place.data, ...settings(sockets)], {
    ...runAs(user),
    cwd: place.data,
    // A group of its own: Ctrl-C in a terminal reaches us, and we stop it when we are done.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended = false;
  child.once('error', () => (ended = true));
  child.once('exit', () => (ended = true));
  child.unref();
  return () => ended;
}

/** The last lines of the server's log, for whoever wants to know why it did not start. */
export function lastWords({ logFile }: Place): string {
  if (!existsSync(logFile)) return '';
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-LOG_TAIL_LINES).join(' | ');
}

/** What the program said last, which names the folder and the reason. */
function complaint(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return said.split('\n').at(-1) || 'initdb failed';
}

function settings(sockets: string): readonly string[] {
  return [
    // No port: only the socket in a folder that is closed to others.
    'listen_addresses=',
    `unix_socket_directories=${sockets}`,
    'unix_socket_permissions=0700',
    // What was acknowledged lies on the disk.
    'fsync=on',
    'synchronous_commit=on',
    'full_page_writes=on',
    'max_connections=100',
    'log_min_messages=error',
    // An error must not bring statements or row contents into the log.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
  ].flatMap((setting) => ['-c', setting]);
}

/** The kernel says who is at the other end of the socket, so there is no password to keep or to lose. */
async function admitOurselves({ data, user }: Place): Promise<void> {
  const names = new Set([userInfo().username, user?.name ?? userInfo().username]);
  const files = [
    ['pg_hba.conf', `local all ${ROLE} peer map=${ROLE}\n`],
    ['pg_ident.conf', [...names].map((name) => `${ROLE} "${name}" ${ROLE}\n`).join('')],
  ] as const;
  for (const [name, text] of files) {
    await writeFile(join(data, name), text, { mode: 0o600 });
    if (user !== undefined) await chown(join(data, name), user.uid, user.gid);
  }
}
