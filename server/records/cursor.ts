import type { RecordPlace } from './record-store.ts';

const CHARACTERS_MAX = 128;
const FORM = /^(\d{1,12})\.([0-9a-f-]{36})$/;

/** Where the next page begins, for the caller to give back as it is. It says nothing that the page did not. */
export function cursorOf({ createdAtSeconds, id }: RecordPlace): string {
  return Buffer.from(`${createdAtSeconds}.${id}`).toString('base64url');
}

/** Undefined for what we did not write. */
export function parseCursor(text: string): RecordPlace | undefined {
  if (text.length > CHARACTERS_MAX || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  const [, seconds, id] = FORM.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  return seconds === undefined || id === undefined ? undefined : { createdAtSeconds: Number(seconds), id };
}
