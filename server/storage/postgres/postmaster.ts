import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Place } from './place.ts';

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
 * After a reboot the number in the file may belong to somebody else, and PostgreSQL then refuses to start. A file
 * whose process lives and is not the server of these data is removed. One whose process is gone is left alone:
 * PostgreSQL itself looks whether backends still hold its memory before it starts anew.
 */
export async function removeForeignPidFile(place: Place): Promise<void> {
  const text = await readFile(join(place.data, PID_FILE), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[PID_LINE]);
  if (!(pid > 0) || !isAlive(pid) || (await isServerOf(pid, place))) return;
  await rm(join(place.data, PID_FILE), { force: true });
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
