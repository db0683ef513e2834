import { readKeks } from './kek.ts';
import { requireKek } from './wrap.ts';

/** Each of these key-encryption keys lies in the folder. Throws KeyringError `kek_missing`, which names the file. */
export async function requireKeks(keysDir: string, kekIds: readonly string[]): Promise<void> {
  if (kekIds.length === 0) return;
  const keks = await readKeks(keysDir);
  for (const id of kekIds) requireKek(keks, id);
}
