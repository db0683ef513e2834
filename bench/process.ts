import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

// USER_HZ is 100 on every Linux that Node runs on.
const TICK_MILLISECONDS = 10;
const READY_LIMIT_MILLISECONDS = 60_000;

/** A server under measurement. */
export interface Subject {
  readonly origin: string;
  /** CPU time of the process so far, user and system, in milliseconds. */
  cpuMilliseconds(): number;
  residentMegabytes(): number;
  stop(): Promise<void>;
}

/** Starts a script as a process of its own and waits until `readyPath` answers 200. */
export async function startSubject(
  args: readonly string[],
  port: number,
  readyPath: string,
  env: Readonly<Record<string, string>>,
): Promise<Subject> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://localhost:${port}`;
  const deadline = Date.now() + READY_LIMIT_MILLISECONDS;
  while (!(await answers(`${origin}${readyPath}`))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${args[0]} did not become ready`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const pid = child.pid ?? 0;
  return {
    origin,
    cpuMilliseconds: () => cpuTicks(pid) * TICK_MILLISECONDS,
    residentMegabytes: () => resident(pid),
    stop: () => end(child),
  };
}

function cpuTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold spaces; utime and stime are the 12th and 13th fields after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function resident(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
