import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../explain.ts';

const READY_LIMIT_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 100;
const TACET = new URL('../tacet.ts', import.meta.url).pathname;

export interface FreshServer {
  readonly issuer: string;
  /** Runs another command against the same directories, such as `client create`; answers its standard output. */
  command(args: readonly string[], input?: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts `tacet start` as a child, with directories of its own and a free port, in development mode. */
export async function startFreshServer(
  settings: Readonly<Record<string, string>> = {},
): Promise<FreshServer> {
  const directory = await mkdtemp(join(tmpdir(), 'tacet-demo-'));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(directory, 0o755);
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const env = {
    PATH: `${join(process.execPath, '..')}:/usr/local/bin:/usr/bin:/bin`,
    PORT: String(port),
    TACET_DATA_DIR: join(directory, 'data'),
    TACET_KEYS_DIR: join(directory, 'keys'),
    TACET_LOG_LEVEL: 'error',
    ...settings,
  };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', TACET, 'start'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(directory, { recursive: true, force: true });
  };

  const deadline = Date.now() + READY_LIMIT_MILLISECONDS;
  while (!(await answers(`${issuer}/readyz`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new CommandError('The server did not become ready.');
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  return { issuer, stop, command: (args, input) => run(args, env, input) };
}

function run(args: readonly string[], env: Record<string, string>, input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', TACET, ...args], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(new CommandError(`tacet ${args[0] ?? ''} ended with ${code}.`));
    });
    child.stdin.end(input);
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
