import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommandError } from './explain.ts';

const ROOT = new URL('../../', import.meta.url);
const MANIFEST = new URL('authpage/dist/.vite/manifest.json', ROOT);
const VITE = new URL('node_modules/vite/bin/vite.js', ROOT);

/** Builds the pages when a fresh checkout has none yet. Throws CommandError when it cannot. */
export async function ensurePages(): Promise<void> {
  if (existsSync(MANIFEST)) return;
  if (!existsSync(VITE)) throw new CommandError('The pages are not built: npm ci && npm run build');
  const child = spawn(process.execPath, [fileURLToPath(VITE), 'build', 'authpage', '--logLevel', 'error'], {
    cwd: fileURLToPath(ROOT),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new CommandError('The pages could not be built: npm run build');
}
