import { spawn } from 'node:child_process';
import { once } from 'node:events';

const LIMIT_MILLISECONDS = 30_000;

/** A program that somebody runs: what it says, what they type, how it ends. */
export interface Terminal {
  readonly out: () => string;
  readonly err: () => string;
  /** Once it says so from here on, on either side; fails when it ends before, or says nothing for half a minute. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** A line, and what it says to that. */
  type(line: string, answer: RegExp): Promise<RegExpExecArray>;
  /** With its input at an end. */
  ended(): Promise<number | null>;
  stop(): Promise<void>;
}

/** Starts a TypeScript program in an environment of its own. */
export function openTerminal(args: readonly string[], env: Readonly<Record<string, string>>): Terminal {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    env: {
      ...env,
      ...(process.env.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
    },
    stdio: 'pipe',
  });
  const exited = once(child, 'close');
  const said = { out: '', err: '' };
  const looking = new Set<() => void>();
  let [outSeen, errSeen] = [0, 0];
  const hear = (where: keyof typeof said) => (chunk: string) => {
    said[where] += chunk;
    for (const look of looking) look();
  };
  child.stdout.setEncoding('utf8').on('data', hear('out'));
  child.stderr.setEncoding('utf8').on('data', hear('err'));
  child.on('close', () => looking.forEach((look) => look()));

  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const settle = (act: () => void) => {
        looking.delete(look);
        clearTimeout(limit);
        act();
      };
      const fail = () =>
        settle(() => reject(new Error(`${pattern} was not said:\n${said.out}\n${said.err}`)));
      const limit = setTimeout(fail, LIMIT_MILLISECONDS);
      const look = () => {
        const found = pattern.exec(said.out.slice(outSeen)) ?? pattern.exec(said.err.slice(errSeen));
        if (found) settle(() => resolve(found));
        else if (child.exitCode !== null) fail();
      };
      looking.add(look);
      look();
    });

  return {
    out: () => said.out,
    err: () => said.err,
    says,
    type(line, answer) {
      [outSeen, errSeen] = [said.out.length, said.err.length];
      child.stdin.write(`${line}\n`);
      return says(answer);
    },
    async ended() {
      child.stdin.end();
      await exited;
      return child.exitCode;
    },
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
