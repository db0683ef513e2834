import { createInterface } from 'node:readline/promises';
import { readFileSync } from 'node:fs';
import { CommandError } from './explain.ts';

const STDIN_LIMIT_BYTES = 1024 * 1024;

/** Asks before something is lost. Without a terminal only --yes counts; a silent yes is how accidents happen. */
export async function confirm(question: string, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  if (!process.stdin.isTTY) throw new CommandError(`${question} Add --yes to go on without a terminal.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} Type "yes": `);
  terminal.close();
  if (answer.trim() !== 'yes') throw new CommandError('Nothing was changed.');
}

/** Everything on standard input as text, without the newline at its end. */
export function readStdin(): string {
  const bytes = readFileSync(0);
  if (bytes.length > STDIN_LIMIT_BYTES) throw new CommandError('Standard input is longer than 1 MiB.');
  return bytes.toString('utf8').replace(/\r?\n$/, '');
}
