import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { DatabaseUnusable } from '../database-unusable.ts';
import { type Place, SOCKET_NAME } from './place.ts';

/** What a running server writes about itself into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly socketFolder: string;
}

const PROCESSES = '/proc';
const PID_FILE = 'postmaster.pid';
/** Lines of the file, counted from nought: src/include/utils/pidfile.h of PostgreSQL. */
const PID_LINE = 0;
const SOCKET_LINE = 4;

const LEFTOVERS_MILLISECONDS = 10_000;
const FAST_MILLISECONDS = 20_000;
const IMMEDIATE_MILLISECONDS = 5_000;
const POLL_MILLISECONDS = 20;

/** What the file says, true or not. Undefined when there is none, or it is still being written. */
export async function readPostmaster({ data }: Place): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(data, PID_FILE), 'utf8').catch(() => '')).split('\n');
  const [pid, socketFolder] = [Number(lines[PID_LINE]), lines[SOCKET_LINE]?.trim()];
  return pid > 0 && socketFolder ? { pid, socketFolder } : undefined;
}

/**
 * Clears the way for a new server. What an old one left of itself may still be at work for a moment after its head was
 * killed: that is waited for. Its lock files are PostgreSQL's own business, unless their number belongs to somebody
 * else by now, or to a zombie that nobody buries: then PostgreSQL would refuse to start for ever, and they go.
 * Throws DatabaseUnusable when the old one does not end.
 */
export async function clearTheWay(place: Place): Promise<void> {
  const deadline = Date.now() + LEFTOVERS_MILLISECONDS;
  while (await isWorkedIn(place)) {
    if (Date.now() > deadline)
      throw new DatabaseUnusable(`Processes of an old PostgreSQL still work in ${place.data}.`);
    await pause(POLL_MILLISECONDS);
  }
  const lines = (await readFile(join(place.data, PID_FILE), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[PID_LINE]);
  if (!(pid > 0) || !isAlive(pid) || (await isServerOf(pid, place))) return;
  await rm(join(place.data, PID_FILE), { force: true });
  const sockets = lines[SOCKET_LINE]?.trim();
  if (sockets) await rm(join(sockets, `${SOCKET_NAME}.lock`), { force: true });
}

/** Fast shutdown: open transactions are rolled back, what was acknowledged is written, the file goes. */
export async function stopPostmaster(place: Place): Promise<void> {
  for (const [signal, milliseconds] of [
    ['SIGINT', FAST_MILLISECONDS],
    ['SIGQUIT', IMMEDIATE_MILLISECONDS],
  ] as const) {
    const running = await readPostmaster(place);
    if (running === undefined || !(await isRunning(place))) return;
    process.kill(running.pid, signal);
    if (await ends(place, milliseconds)) return;
  }
}

/** True when there is a process of that number and it is the server of these data, be it starting or stopping. */
export async function isRunning(place: Place): Promise<boolean> {
  const running = await readPostmaster(place);
  return running !== undefined && isAlive(running.pid) && isServerOf(running.pid, place);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is one, of somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** True when any process works in the data directory, as every process of a server does. Linux only. */
async function isWorkedIn({ data }: Place): Promise<boolean> {
  if (!existsSync(PROCESSES) || !existsSync(data)) return false;
  const folder = await realpath(data);
  const pids = (await readdir(PROCESSES)).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(
    pids.map((pid) => readlink(`${PROCESSES}/${pid}/cwd`).catch(() => undefined)),
  );
  return folders.includes(folder);
}

/** A server works in its data directory and is called postgres. */
async function isServerOf(pid: number, { data }: Place): Promise<boolean> {
  if (!existsSync(PROCESSES)) return namedPostgres(pid);
  try {
    const [cwd, command] = await Promise.all([
      readlink(`${PROCESSES}/${pid}/cwd`),
      readFile(`${PROCESSES}/${pid}/cmdline`, 'utf8'),
    ]);
    return cwd === (await realpath(data)) && /(^|\/)(postgres|postmaster)\0/.test(command);
  } catch {
    // It has just ended, or it is a zombie that nobody waits for.
    return false;
  }
}

/** Where there is no /proc. */
async function namedPostgres(pid: number): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)('/bin/ps', ['-p', String(pid), '-o', 'comm=']);
    return stdout.includes('postgres');
  } catch {
    return false;
  }
}

async function ends(place: Place, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline) {
    if (!(await isRunning(place))) return true;
    await pause(POLL_MILLISECONDS);
  }
  return false;
}
