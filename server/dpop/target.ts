const URI_CHARACTERS_MAX = 2_000;
/** No white space, no backslash, no control characters: what the WHATWG parser would silently mend is not mended. */
const PLAIN = /^[\x21-\x5B\x5D-\x7E]+$/;
const UNRESERVED = /^[A-Za-z0-9._~-]$/;

/**
 * RFC 9449 §4.3: whether `htu` names this target, after the normalisation of RFC 3986 §6.2.2 and §6.2.3 and without
 * query and fragment. `target` is an origin of ours from the configuration and our path: no Host header has a say.
 */
export function namesTarget(htu: string, target: string): boolean {
  if (htu === target) return true;
  if (htu.length > URI_CHARACTERS_MAX || !PLAIN.test(htu)) return false;
  const url = URL.parse(htu);
  if (url === null || url.username !== '' || url.password !== '') return false;
  const path = url.pathname.replace(/%[0-9A-F]{2}/gi, plainWhereUnreserved);
  // Our router answers with and without the slash at the end; it is the same resource.
  return `${url.origin}${path}`.replace(/\/$/, '') === target;
}

function plainWhereUnreserved(escaped: string): string {
  const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
  return UNRESERVED.test(character) ? character : escaped.toUpperCase();
}
