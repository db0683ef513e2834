import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Below this a compressed copy saves nothing a network would notice. */
const SMALLEST_BYTES = 512;
const TEXT = /\.(?:js|css|svg|txt)$/;

/** Writes `.gz` and `.br` copies beside every built asset, so that the server compresses nothing while it serves. */
export function precompress(): Plugin {
  return {
    name: 'tacet:precompress',
    apply: 'build',
    // Not closeBundle, which also runs after a build that failed, and would hide why.
    async writeBundle() {
      const folder = join(import.meta.dirname, 'dist', 'assets');
      const names = (await readdir(folder)).filter((name) => TEXT.test(name));
      await Promise.all(names.map((name) => compress(join(folder, name))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < SMALLEST_BYTES) return;
  const [small, smaller] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  ]);
  await Promise.all([writeFile(`${file}.gz`, small), writeFile(`${file}.br`, smaller)]);
}
