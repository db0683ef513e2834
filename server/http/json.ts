import { RequestRefused } from './request-refused.ts';

const DEPTH_MAX = 8;
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [BRACE, BRACE_END, BRACKET, BRACKET_END] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Parses a JSON object that can be read in one way only: no name twice, no prototype tricks, no NUL or lone surrogate,
 * no deep nesting (ASVS 15.3.6, 1.1.1). Throws RequestRefused.
 */
export function parseStrictObject(text: string): Readonly<Record<string, unknown>> {
  const value = parseStrictJson(text);
  if (!isObject(value)) throw new RequestRefused('malformed_body');
  return value;
}

/** The same for any JSON, as a parameter may hold it. Undefined for what is not to be read. */
export function parseStrictJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return namesAndTextsAreSound(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Walks a text that is known to be valid JSON: JSON.parse hides a repeated name. Character by character, for it is done
 * to every JWT that a client sends; a regular expression costs four times as much.
 */
function namesAndTextsAreSound(text: string): boolean {
  if (!text.isWellFormed()) return false;
  const open: (Set<string> | undefined)[] = [];
  let names: Set<string> | undefined;
  let nameIsDue = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = closingQuote(text, at);
      const content = contentOf(text, at, end);
      if (content === undefined) return false;
      at = end;
      if (!nameIsDue) continue;
      if (FORBIDDEN_NAMES.has(content) || names?.has(content)) return false;
      names?.add(content);
      nameIsDue = false;
    } else if (code === BRACE || code === BRACKET) {
      names = code === BRACE ? new Set() : undefined;
      if (open.push(names) > DEPTH_MAX) return false;
      nameIsDue = code === BRACE;
    } else if (code === BRACE_END || code === BRACKET_END) {
      open.pop();
      names = open.at(-1);
      nameIsDue = false;
    } else if (code === COMMA) {
      nameIsDue = names !== undefined;
    }
  }
  return true;
}

/** Where the string that begins at `start` ends. */
function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
}

/** Undefined for a NUL or half a character, which can only be there by an escape: the text itself has neither. */
function contentOf(text: string, start: number, end: number): string | undefined {
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) return raw;
  const content: string = JSON.parse(`"${raw}"`);
  return content.includes('\0') || !content.isWellFormed() ? undefined : content;
}
