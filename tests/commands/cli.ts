import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { testDatabase } from '../harness/database.ts';
import { freePort } from '../harness/free-port.ts';

const TACET = new URL('../../server/commands/tacet.ts', import.meta.url).pathname;
const READY_LIMIT_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 25;
const RUN_LIMIT_MILLISECONDS = 60_000;

type Settings = Readonly<Record<string, string>>;

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A server that was started as an operator starts it. */
export interface CliServer {
  readonly pid: number;
  readonly readyMilliseconds: number;
  /** What it printed so far, on both streams. */
  output(): string;
  /** Sends a signal; resolves with the exit code when it has ended (null: it died of the signal). */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** The command `tacet`, in processes of its own, with a database, keys and a port of its own. */
export interface Cli {
  readonly issuer: string;
  readonly port: number;
  readonly folder: string;
  readonly settings: Settings;
  run(args: readonly string[], options?: { input?: string; env?: Settings }): Promise<Ran>;
  /** Runs a command that must succeed and prints JSON. */
  json<Output>(schema: z.ZodType<Output>, args: readonly string[], input?: string): Promise<Output>;
  /** Resolves when `isUp`: unless told otherwise, when /readyz of the issuer answers 200. */
  start(env?: Settings, isUp?: () => Promise<boolean>): Promise<CliServer>;
  stop(): Promise<void>;
}

/** `embedded`: without DATABASE_URL, as on a fresh checkout. */
export async function openCli(kind: 'database' | 'embedded' = 'database'): Promise<Cli> {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-cli-'));
  // As root, the embedded PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const database = kind === 'database' ? await testDatabase() : undefined;
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const settings: Settings = {
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(folder, 'cache'),
    PORT: String(port),
    TACET_DATA_DIR: join(folder, 'data'),
    TACET_KEYS_DIR: join(folder, 'keys'),
    TACET_LOG_LEVEL: 'warn',
    ...(database === undefined ? {} : { DATABASE_URL: database.url }),
  };
  const running = new Set<ChildProcess>();
  const launch = (args: readonly string[], more: Settings = {}): ChildProcess => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', TACET, ...args], {
      env: { ...settings, ...more },
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };

  const cli: Cli = {
    issuer,
    port,
    folder,
    settings,
    run: (args, options = {}) => finished(launch(args, options.env), options.input),
    async json(schema, args, input) {
      const { code, stdout, stderr } = await cli.run(args, input === undefined ? {} : { input });
      if (code !== 0) throw new Error(`tacet ${args.join(' ')} ended with ${code}: ${stderr}`);
      return schema.parse(JSON.parse(stdout));
    },
    start: (more = {}, isUp = () => isReady(issuer)) => started(launch(['start'], more), isUp),
    async stop() {
      const ends = [...running].map((child) => once(child, 'exit'));
      // Not SIGKILL: the embedded PostgreSQL is stopped by the server that uses it.
      for (const child of running) child.kill('SIGTERM');
      await Promise.all(ends);
      await database?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return cli;
}

async function finished(child: ChildProcess, input = ''): Promise<Ran> {
  const [stdout, stderr] = [collected(child.stdout), collected(child.stderr)];
  child.stdin?.on('error', () => undefined); // it ended without reading
  child.stdin?.end(input);
  const limit = setTimeout(() => child.kill('SIGKILL'), RUN_LIMIT_MILLISECONDS);
  await once(child, 'close');
  clearTimeout(limit);
  return { code: child.exitCode, stdout: stdout(), stderr: stderr() };
}

async function started(child: ChildProcess, isUp: () => Promise<boolean>): Promise<CliServer> {
  const begun = performance.now();
  const [stdout, stderr] = [collected(child.stdout), collected(child.stderr)];
  const output = () => stdout() + stderr();
  const exited = once(child, 'close');
  child.stdin?.end();
  while (!(await isUp())) {
    if (child.exitCode !== null || performance.now() - begun > READY_LIMIT_MILLISECONDS) {
      child.kill('SIGKILL');
      throw new Error(`the server did not become ready: ${output()}`);
    }
    await pause(POLL_MILLISECONDS);
  }
  return {
    pid: child.pid ?? 0,
    readyMilliseconds: performance.now() - begun,
    output,
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}

async function isReady(issuer: string): Promise<boolean> {
  try {
    return (await fetch(`${issuer}/readyz`)).ok;
  } catch {
    return false;
  }
}

function collected(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
