import type { EntryWrite, Wanted, WriteLimits, WriteOutcome } from './entry-store.ts';

/** What is known of an entry before it is written. A deletion that is remembered has a revision, and is not `there`. */
export interface KnownEntry {
  readonly id: string;
  readonly revision: number;
  readonly bytes: number;
  readonly there: boolean;
}

export interface Totals {
  /** Of the collection. */
  readonly revision: number;
  readonly entries: number;
  readonly bytes: number;
  /** Of the account, this collection included. */
  readonly accountBytes: number;
}

/** What an entry is in the end; without a body it is deleted. */
export interface FinalEntry {
  readonly id: string;
  readonly revision: number;
  readonly envelope: number;
  readonly body: Buffer | undefined;
}

export interface Judged {
  readonly outcomes: readonly WriteOutcome[];
  readonly finals: readonly FinalEntry[];
  readonly totals: Totals;
}

/**
 * What becomes of writes, one after the other: each is judged by what those before it left behind, and one that fails
 * changes nothing. An entry may shrink in a vault that is too full, but not grow.
 */
export function judgeWrites(
  writes: readonly EntryWrite[],
  known: readonly KnownEntry[],
  before: Totals,
  limits: WriteLimits,
): Judged {
  const entries = new Map(known.map((entry) => [entry.id, entry]));
  const finals = new Map<string, FinalEntry>();
  let totals = before;
  const outcomes = writes.map((write): WriteOutcome => {
    const held = entries.get(write.id);
    const refused = refusalOf(write, held, totals, limits);
    if (refused !== undefined) return { status: refused };
    const there = write.op === 'put';
    const bytes = there ? write.body.length : 0;
    const grown = bytes - (held?.bytes ?? 0);
    const revision = totals.revision + 1;
    totals = {
      revision,
      entries: totals.entries + (held === undefined ? 1 : 0),
      bytes: totals.bytes + grown,
      accountBytes: totals.accountBytes + grown,
    };
    entries.set(write.id, { id: write.id, revision, bytes, there });
    finals.set(write.id, {
      id: write.id,
      revision,
      envelope: there ? write.envelope : 1,
      body: there ? write.body : undefined,
    });
    if (!there) return { status: 204, revision };
    return { status: held?.there === true ? 200 : 201, revision };
  });
  return { outcomes, finals: [...finals.values()], totals };
}

function refusalOf(
  write: EntryWrite,
  held: KnownEntry | undefined,
  totals: Totals,
  { quotaBytes, entriesMax }: WriteLimits,
): 404 | 412 | 507 | undefined {
  if (write.op === 'delete' && held?.there !== true) return 404;
  if (!isMet(write.wanted, held)) return 412;
  if (write.op === 'delete') return undefined;
  if (held === undefined && totals.entries >= entriesMax) return 507;
  const grown = write.body.length - (held?.bytes ?? 0);
  return grown > 0 && totals.accountBytes + grown > quotaBytes ? 507 : undefined;
}

function isMet(wanted: Wanted, held: KnownEntry | undefined): boolean {
  const there = held?.there === true;
  if (wanted === 'absent') return !there;
  return there && (wanted === 'any' || wanted.includes(held.revision));
}
