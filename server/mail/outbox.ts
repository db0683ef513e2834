import { z } from 'zod';
import type { Sealer } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/random.ts';
import type { Letter } from './letter.ts';
import type { OutboxRow, OutboxStore } from './outbox-store.ts';

const letterSchema = z.strictObject({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});

/** A letter, sealed to its own id and due at once. Write it in the statement of the act that it tells of. */
export function outboxRow(letter: Letter, kind: string, sealer: Sealer, clock: Clock): OutboxRow {
  const id = newId();
  const nowSeconds = clock.nowSeconds();
  return {
    id,
    kind,
    sealed: sealer.seal(padded(letter), [id]),
    attempts: 0,
    createdAtSeconds: nowSeconds,
    nextAttemptAtSeconds: nowSeconds,
    state: 'waiting',
  };
}

/** Letters differ in length, and who is sent which must not show in the time it takes to write one down (EN-06). */
const PADDED_BYTES = 8_192;

/** As JSON, with spaces up to the next multiple of 8 KiB. */
function padded(letter: Letter): Buffer {
  const bytes = Buffer.from(JSON.stringify(letter));
  return Buffer.concat([bytes, Buffer.alloc(PADDED_BYTES - (bytes.length % PADDED_BYTES), ' ')]);
}

/** Undefined when the letter has gone, or its ring has. */
export function openLetter(row: Pick<OutboxRow, 'id' | 'sealed'>, sealer: Sealer): Letter | undefined {
  const opened = row.sealed === null ? undefined : sealer.open(row.sealed, [row.id]);
  return opened === undefined ? undefined : letterSchema.safeParse(JSON.parse(opened.toString())).data;
}

export interface RecentLetter extends Pick<OutboxRow, 'id' | 'kind' | 'state' | 'createdAtSeconds'> {
  /** Undefined once it was sent or given up. */
  readonly letter: Letter | undefined;
}

/** Newest first, for /dev/mail: development only, since whoever reads letters can answer them. */
export async function readRecentLetters(
  { store, sealer }: { readonly store: Pick<OutboxStore, 'recent'>; readonly sealer: Sealer },
  limit: number,
): Promise<readonly RecentLetter[]> {
  const rows = await store.recent(limit);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    createdAtSeconds: row.createdAtSeconds,
    letter: openLetter(row, sealer),
  }));
}
