import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const FOLDER = new URL('../../clients/typescript/', import.meta.url).pathname;
const FILES = ['api', 'call', 'scoped-keys', 'mozilla-keys', 'seal'];

/** One ES module of the whole package, as a bundler makes it; what is `external` stays an import. */
export async function builtClient(external: readonly string[] = []): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'tacet-client-'));
  const entry = join(root, 'client.js');
  try {
    await writeFile(entry, FILES.map((file) => `export * from '${FOLDER}${file}.ts';`).join('\n'));
    const built = await build({
      configFile: false,
      logLevel: 'error',
      root,
      build: {
        write: false,
        target: 'es2022',
        lib: { entry, formats: ['es'], fileName: 'client' },
        rolldownOptions: { external: [...external] },
      },
    });
    const [first] = [built].flat();
    if (first === undefined || !('output' in first)) throw new TypeError('nothing was built');
    return first.output.map((part) => ('code' in part ? part.code : '')).join('\n');
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
