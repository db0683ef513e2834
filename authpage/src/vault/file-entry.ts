/** One entry of the vault in a file of it (docs/vault-export.md). */
export interface FileEntry {
  readonly id: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** What was sealed, as the JSON that it is; else as text. */
  readonly item: unknown;
}

/** An entry with what is in it, for a file. */
export function fileEntry({ id, createdAtSeconds, updatedAtSeconds }: EntryAt, text: string): FileEntry {
  return { id, createdAt: createdAtSeconds, updatedAt: updatedAtSeconds, item: jsonOf(text) };
}

/** Which entry, and when it was written. */
export interface EntryAt {
  readonly id: string;
  readonly createdAtSeconds: number;
  readonly updatedAtSeconds: number;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
