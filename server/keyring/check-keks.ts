import type { Keks } from './keks.ts';
import { missingKek } from './providers/local.ts';

/**
 * Each of these key-encryption keys can be used, wherever it lies. Throws KeyringError `kek_missing`, which names the first
 * that cannot, and KeysUnavailable.
 */
export async function requireKeks(keks: Pick<Keks, 'present'>, kekIds: readonly string[]): Promise<void> {
  if (kekIds.length === 0) return;
  const present = await keks.present();
  const missing = kekIds.find((id) => !present.has(id));
  if (missing !== undefined) throw missingKek(missing);
}
