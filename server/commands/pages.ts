import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommandError } from './explain.ts';

const ROOT = new URL('../../', import.meta.url);
const MANIFEST = new URL('authpage/dist/.vite/manifest.json', ROOT);
const SOURCES = [new URL('authpage/src/', ROOT), new URL('contract/', ROOT)];
const VITE = new URL('node_modules/vite/bin/vite.js', ROOT);

/** Builds the pages when a checkout has none yet or older ones than its sources. Throws CommandError when it cannot. */
export async function ensurePages(): Promise<void> {
  // An image brings its pages built, and nothing to build them with.
  if (existsSync(MANIFEST) && (!existsSync(VITE) || !olderThanSources())) return;
  if (!existsSync(VITE)) throw new CommandError('The pages are not built: npm ci && npm run build');
  console.log('Building the pages, this once …');
  const child = spawn(process.execPath, [fileURLToPath(VITE), 'build', 'authpage', '--logLevel', 'error'], {
    cwd: fileURLToPath(ROOT),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new CommandError('The pages could not be built: npm run build');
}

/** A pull may bring new pages beside an old build, which would speak another contract than the server. */
function olderThanSources(): boolean {
  const built = statSync(MANIFEST).mtimeMs;
  return SOURCES.some((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).some(
      (name) => statSync(new URL(name, folder)).mtimeMs > built,
    ),
  );
}
