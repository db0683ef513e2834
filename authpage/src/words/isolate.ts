/**
 * A name from outside, fenced by U+2068 and U+2069, so that right-to-left characters in it cannot turn
 * the sentence around it (a name may try).
 */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
