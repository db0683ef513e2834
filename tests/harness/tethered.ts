import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * A shell that runs a program until its own input ends, which it does when we end, however we end. The signal has to be
 * one that a shell does not make its background programs ignore: not INT, and QUIT only where they catch it themselves.
 */
const TETHER = 'signal=$1; shift; "$@" </dev/null & cat >/dev/null; kill -$signal $! 2>/dev/null; wait $!';

/** A program that cannot outlive us. `uid` and `gid` are of the user it runs as. */
export interface Tethered {
  readonly child: ChildProcess;
  hasEnded(): boolean;
  stop(): Promise<void>;
}

export function tethered(
  signal: 'QUIT' | 'KILL',
  command: string,
  args: readonly string[],
  options: { readonly uid?: number; readonly gid?: number; readonly env?: NodeJS.ProcessEnv } = {},
): Tethered {
  const child = spawn('/bin/sh', ['-c', TETHER, 'sh', signal, command, ...args], {
    ...options,
    // A group of its own: Ctrl-C in a terminal reaches us, and we stop it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  child.stdin?.on('error', () => undefined);
  return {
    child,
    hasEnded,
    async stop() {
      if (hasEnded()) return;
      child.stdin?.end();
      await once(child, 'exit');
    },
  };
}
