import type { Plain, Rewrapped, Unwrapped, Wrapped } from './key-provider.ts';

interface Hands {
  unwrap(items: readonly Wrapped[]): Promise<readonly Unwrapped[]>;
  wrap(items: readonly Plain[]): Promise<readonly string[]>;
}

/**
 * Rewraps by way of this process's memory, for a provider that cannot do it inside, and from one provider to another.
 * Plaintexts are overwritten at the end. What does not open is said of that item alone.
 */
export async function rewrapThrough(
  { unwrap, wrap }: Hands,
  items: readonly Wrapped[],
): Promise<readonly Rewrapped[]> {
  const plain = await unwrap(items);
  const whole = plain.flatMap((item, index) =>
    item.opened ? [{ plaintext: item.plaintext, context: items[index]?.context ?? [] }] : [],
  );
  const wrapped = (await wrap(whole)).values();
  for (const { plaintext } of whole) plaintext.fill(0);
  return plain.map((item) => (item.opened ? { opened: true, wrapped: wrapped.next().value ?? '' } : item));
}
