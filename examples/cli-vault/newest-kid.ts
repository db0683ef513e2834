import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The name of the newest key that this computer has seen of an account: all that outlives a run. It is no secret, it stands in
 * every sealed note; without it, a server could hand out an older key again, which a thief may have (docs/scoped-keys.md §9).
 */
export async function newestKid(...account: readonly [issuer: string, clientId: string, subject: string]) {
  const folder = join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'tacet-notes');
  const file = join(folder, createHash('sha256').update(JSON.stringify(account)).digest('hex'));
  const last = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    // Who cannot look must not take it for the first time.
    throw error;
  });

  return {
    last,
    async remember(kid: string): Promise<void> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(`${file}.new`, kid, { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
  };
}
