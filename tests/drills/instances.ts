import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const TACET = new URL('../../server/commands/tacet.ts', import.meta.url).pathname;
const READY_LIMIT_MILLISECONDS = 30_000;

type Settings = Readonly<Record<string, string>>;

export interface Process {
  readonly child: ChildProcess;
  output(): string;
  /** kill -9, and gone. */
  kill(): Promise<void>;
}

/** `tacet` in a process of its own. */
export function tacet(args: readonly string[], settings: Settings): Process {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', TACET, ...args], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = `${output}${chunk.toString()}`.slice(-20_000)));
  }
  return {
    child,
    output: () => output,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** An instance that answers at /readyz. */
export async function startInstance(settings: Settings): Promise<Process> {
  const started = tacet(['start'], settings);
  const begun = performance.now();
  while (!(await answers(`http://127.0.0.1:${settings['PORT']}/readyz`))) {
    if (started.child.exitCode !== null || performance.now() - begun > READY_LIMIT_MILLISECONDS) {
      await started.kill();
      throw new Error(`the instance did not become ready: ${started.output()}`);
    }
    await pause(50);
  }
  return started;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
