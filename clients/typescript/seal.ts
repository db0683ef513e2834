import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { hasExactly, utf8 } from './bytes.ts';
import type { NamedKey, ScopedKey } from './key-bundle.ts';
import { Refused } from './refused.ts';

/** Of the form that is written below. */
const VERSION = 1;
/** What the server takes of one blob. */
const BODY_BYTES_MAX = 1_048_576;

/**
 * A vault item as the API takes it: a compact JWE under the key of the scope (RFC 7516 §7.1), as bytes. Its header names the
 * key, and the id of the item, so that a server cannot put one item in the place of another.
 */
export async function sealItem(
  { key, kid }: NamedKey,
  { id, content }: { readonly id: string; readonly content: Uint8Array },
): Promise<Uint8Array<ArrayBuffer>> {
  const header = { alg: 'dir', enc: 'A256GCM', v: VERSION, kid, id };
  return utf8(await new CompactEncrypt(content).setProtectedHeader(header).encrypt(key));
}

/**
 * What was sealed under that id. `renew` is true when an older key opened it: seal it anew, since others may know that one.
 * The server may always hand out an older state of the same item; a revision that went backwards tells of it. Throws Refused.
 */
export async function openItem(
  scoped: ScopedKey,
  { id, body }: { readonly id: string; readonly body: Uint8Array },
): Promise<{ readonly content: Uint8Array; readonly renew: boolean }> {
  const jwe = body.length > BODY_BYTES_MAX ? '' : new TextDecoder().decode(body);
  const header = headerOf(jwe);
  const sound = hasExactly(header, 'alg', 'enc', 'v', 'kid', 'id');
  if (!sound || header.alg !== 'dir' || header.enc !== 'A256GCM' || header.v !== VERSION)
    throw new Refused('malformed', 'the item is not of this form');
  if (header.id !== id) throw new Refused('foreign', 'the item was sealed under another id');
  const found = [scoped, ...scoped.older].find(({ kid }) => kid === header.kid);
  if (found === undefined) throw new Refused('foreign', 'the item was sealed under a key that is not here');
  const { plaintext } = await compactDecrypt(jwe, found.key, {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  }).catch((cause: unknown) => {
    throw new Refused('unreadable', 'the item was changed', { cause });
  });
  return { content: plaintext, renew: found !== scoped };
}

function headerOf(jwe: string): Readonly<Record<string, unknown>> {
  try {
    return { ...decodeProtectedHeader(jwe) };
  } catch (cause) {
    throw new Refused('malformed', 'the item is no JWE', { cause });
  }
}
