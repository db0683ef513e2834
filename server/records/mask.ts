/** Stands for what is not shown, however long it is: not even the length of a value is told. */
export const MASK = '••••';

/** What a masked value looks like when it comes back: ours, or the asterisks of everybody else. */
const MASKED = /•{4}|^\s*[*•][*•\s]*$/u;

/** The last characters of a text that is at least twice as long; of a shorter one nothing. */
export function showLast(text: string, count: number): string {
  return count > 0 && text.length >= 2 * count ? `${MASK} ${text.slice(-count)}` : MASK;
}

/** OBS-C14: what was shown masked must not be written over what it stood for. */
export function isMasked(value: unknown): boolean {
  if (typeof value === 'string') return MASKED.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(isMasked);
}
