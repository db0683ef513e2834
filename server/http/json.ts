import { RequestRefused } from './request-refused.ts';

const DEPTH_MAX = 8;
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

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

/** Walks the tokens of a text that is known to be valid JSON: JSON.parse hides a repeated name. */
function namesAndTextsAreSound(text: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  let nameIsDue = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const names = open.at(-1);
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
      if (open.length > DEPTH_MAX) return false;
      nameIsDue = token === '{';
    } else if (token === '}' || token === ']') {
      open.pop();
      nameIsDue = false;
    } else if (token === ',') {
      nameIsDue = names !== undefined;
    } else if (token !== ':') {
      const content: string = JSON.parse(token);
      if (content.includes('\0') || !content.isWellFormed()) return false;
      if (!nameIsDue) continue;
      if (FORBIDDEN_NAMES.has(content) || names?.has(content)) return false;
      names?.add(content);
      nameIsDue = false;
    }
  }
  return true;
}
