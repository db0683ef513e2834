import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../platform/digest.ts';

/** A built file and its subresource integrity hash. */
export interface Asset {
  readonly url: string;
  readonly integrity: string;
}

/** What one page of ours needs. */
export interface Entry {
  readonly script: Asset;
  readonly styles: readonly Asset[];
  /** Scripts that the entry imports: told beforehand, both for speed and so that their integrity is checked. */
  readonly preloads: readonly Asset[];
  /** URL of the OPAQUE worker, which the page starts by itself; undefined where it is not used. */
  readonly worker: string | undefined;
}

export type EntryName = 'sign-in' | 'account' | 'playground';

/** The built pages: which files an entry needs, from Vite's manifest, read once. */
export interface Assets {
  entry(name: EntryName): Entry;
}

/** Where `npm run build` puts the pages. */
export const PAGES_FOLDER = join(import.meta.dirname, '../../authpage/dist');

/** The pages are not there. */
export class PagesNotBuilt extends Error {
  override readonly name = 'PagesNotBuilt';
}

const chunk = z.object({
  file: z.string(),
  css: z.array(z.string()).optional(),
  imports: z.array(z.string()).optional(),
});
const manifestSchema = z.record(z.string(), chunk);
type Manifest = z.infer<typeof manifestSchema>;

/** Reads manifest and files once. Throws PagesNotBuilt. */
export function openAssets(folder = PAGES_FOLDER): Assets {
  const manifest = readManifest(folder);
  const worker = readdirSync(join(folder, 'assets')).find((name) => /^worker-[\w-]+\.js$/.test(name));
  const asset = (file: string): Asset => ({
    url: `/${file}`,
    integrity: `sha256-${sha256(readFileSync(join(folder, file))).toString('base64')}`,
  });
  const open = (name: EntryName): Entry => {
    const [entry, ...imported] = graph(manifest, `src/entry-${name}.tsx`);
    if (entry === undefined) throw new PagesNotBuilt(`the page ${name} is not built: run npm run build`);
    const styles = new Set([entry, ...imported].flatMap(({ css = [] }) => css));
    return {
      script: asset(entry.file),
      styles: [...styles].map(asset),
      preloads: imported.map(({ file }) => asset(file)),
      worker: worker === undefined || name === 'account' ? undefined : `/assets/${worker}`,
    };
  };

  const entries = { 'sign-in': open('sign-in'), account: open('account'), playground: open('playground') };
  return { entry: (name) => entries[name] };
}

function readManifest(folder: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')));
  } catch (cause) {
    throw new PagesNotBuilt('the pages are not built: run npm run build', { cause });
  }
}

/** The chunk and all it imports statically, each once, itself first. */
function graph(manifest: Manifest, key: string): Manifest[string][] {
  const found = new Set<string>([key]);
  // A set may grow while it is walked; it ends because the manifest does.
  for (const name of found) {
    for (const imported of manifest[name]?.imports ?? []) found.add(imported);
  }
  return [...found].map((name) => manifest[name]).filter((entry) => entry !== undefined);
}
