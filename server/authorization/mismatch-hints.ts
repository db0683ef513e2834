interface Hint {
  readonly label: string;
  readonly value: string;
}

const VALUE_CHARACTERS_MAX = 512;

/** What a developer needs to see when a redirect URI does not match: what came, and what comes nearest to it. */
export function mismatchHints(registered: readonly string[], requested: string): readonly Hint[] {
  const [nearest] = registered.toSorted(
    (left, right) => likeness(right, requested) - likeness(left, requested),
  );
  const received = { label: 'received redirect_uri', value: requested.slice(0, VALUE_CHARACTERS_MAX) };
  if (nearest === undefined) return [received];

  const difference = NEAR_MISSES.find(({ same }) => same(nearest) === same(requested));
  return [
    received,
    { label: 'nearest registered redirect_uri', value: nearest.slice(0, VALUE_CHARACTERS_MAX) },
    ...(difference ? [{ label: 'difference', value: difference.name }] : []),
  ];
}

/** The mistakes people make: two addresses that are the same after `same` differ in `name` alone. */
const NEAR_MISSES: readonly { readonly name: string; readonly same: (uri: string) => string }[] = [
  { name: 'a slash at the end', same: (uri) => uri.replace(/\/$/, '') },
  { name: 'http and https', same: (uri) => uri.replace(/^https:/, 'http:') },
  { name: 'localhost and 127.0.0.1', same: (uri) => uri.replace('//127.0.0.1', '//localhost') },
  { name: 'the port', same: (uri) => uri.replace(/^([a-z]+:\/\/[^/?#]*?):[0-9]+/, '$1') },
  { name: 'the query', same: (uri) => uri.replace(/\?.*$/s, '') },
  { name: 'upper and lower case', same: (uri) => uri.toLowerCase() },
];

// Characters that agree from the front and from the back: linear, and good enough to choose among twenty.
function likeness(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let front = 0;
  while (front < length && left[front] === right[front]) front += 1;
  let back = 0;
  while (back < length - front && left.at(-1 - back) === right.at(-1 - back)) back += 1;
  return front + back;
}
