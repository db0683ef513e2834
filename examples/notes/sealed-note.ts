import { base64url } from 'jose';
import type { ScopedKey } from '../../clients/typescript/key-bundle.ts';
import { openItem, sealItem } from '../../clients/typescript/seal.ts';
import type { Note } from './note.ts';

/** As the vault takes it: a JWE, bound to the id, in base64url. */
export async function sealNote(key: ScopedKey, id: string, note: Note): Promise<string> {
  const content = new TextEncoder().encode(JSON.stringify(note));
  return base64url.encode(await sealItem(key, { id, content }));
}

/** Throws for what was changed, moved from another id, or sealed with another key. */
export async function openNote(key: ScopedKey, id: string, sealed: string): Promise<Note> {
  const { content } = await openItem(key, { id, body: base64url.decode(sealed) });
  return JSON.parse(new TextDecoder().decode(content));
}
