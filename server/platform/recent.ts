/** A set of the texts that were asked for last, and of no more than `max`. */
export interface Recent {
  /** Whether the text is there; if so, it counts as new again. */
  has(text: string): boolean;
  add(text: string): void;
}

export function recent(max: number): Recent {
  // A Set keeps the order of insertion: the first is the one that nobody asked for the longest.
  const texts = new Set<string>();
  const add = (text: string) => {
    texts.delete(text);
    texts.add(text);
    const [oldest] = texts;
    if (texts.size > max && oldest !== undefined) texts.delete(oldest);
  };
  return {
    has(text) {
      if (!texts.has(text)) return false;
      add(text);
      return true;
    },
    add,
  };
}
