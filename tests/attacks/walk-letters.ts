import { openLetter } from '../../server/mail/outbox.ts';
import type { Scene } from './walk-moves.ts';

/** More than the walks abreast write before the table is emptied. */
const LETTERS_MAX = 400;

export interface Letter {
  readonly to: string;
  readonly text: string;
}

/** The letters of that kind that this walk has not read yet, newest first. */
export async function readLetters({ book, seen }: Scene, kind?: string): Promise<readonly Letter[]> {
  const { storage, keyring } = book.server.parts;
  const rows = await storage.outbox.recent(LETTERS_MAX);
  const sealer = keyring.sealer('outbox');
  return rows.flatMap((row) => {
    if (seen.letters.has(row.id) || (kind !== undefined && row.kind !== kind)) return [];
    seen.letters.add(row.id);
    return openLetter(row, sealer) ?? [];
  });
}

const LINK = /\/(reset|sign-up|email-change|undo-email-change)#(ti_[\w-]+)/g;

/** The tickets in the letters to those addresses. */
export async function readTickets(scene: Scene, isOurs: (to: string) => boolean): Promise<void> {
  for (const { to, text } of await readLetters(scene)) {
    if (!isOurs(to)) continue;
    for (const [, path = '', ticket = ''] of text.matchAll(LINK))
      scene.seen.tickets.push({ path, ticket, to });
  }
}
