import { type AccountKey, itemKey } from './account-key.ts';
import { fromBase64url, textOf, toBase64url, utf8 } from './bytes.ts';
import type { KeyOwner } from './calls.ts';
import { type DirectHeader, open, seal } from './sealed.ts';

/** The owner's own collection; apps have others, under keys of their own. */
const OWN = '';

/**
 * A vault item of the owner: text under a key of its own, bound to its id. What comes out is what the API takes as `body`:
 * base64url of the characters of the JWE.
 */
export async function sealItem(
  owner: KeyOwner,
  held: AccountKey,
  { id, text }: { readonly id: string; readonly text: string },
): Promise<string> {
  const key = await itemKey(owner, held, { collection: OWN, id });
  return toBase64url(utf8(await seal(utf8(text), key, itemHeader(owner, held.generation, id))));
}

/** The text; undefined: another key or generation, another id, or damaged. */
export async function openItem(
  owner: KeyOwner,
  held: AccountKey,
  { id, body }: { readonly id: string; readonly body: string },
): Promise<string | undefined> {
  const jwe = textOf(fromBase64url(body) ?? new Uint8Array()) ?? '';
  const key = await itemKey(owner, held, { collection: OWN, id });
  const bytes = await open(jwe, key, itemHeader(owner, held.generation, id));
  return bytes && textOf(bytes);
}

function itemHeader({ issuer, accountId }: KeyOwner, gen: number, id: string): DirectHeader {
  const bound = { iss: issuer, sub: accountId, gen, collection: OWN, id };
  return { alg: 'dir', enc: 'A256GCM', typ: 'vault-item+jwe', v: 1, ...bound };
}
