import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export const SCRIPT = 'examples/open-vault-file/open.ts';

export interface Opened {
  readonly code: number | null;
  readonly stdout: string;
  /** Without the question. */
  readonly stderr: string;
}

/** Runs the script on a file, as its owner does: the key is typed, and is no argument. */
export async function openVaultFile(path: string, typed: string): Promise<Opened> {
  const child = spawn(process.execPath, [SCRIPT, path], { stdio: 'pipe' });
  // It may have refused the file before it asked for a key.
  child.stdin.on('error', () => undefined);
  child.stdin.end(`${typed}\n`);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr: stderr.replace('Key of this file: ', '') };
}
