const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\])(?=[:/?]|$)/;

/**
 * Where an answer goes, as a person reads it and as consents remember it: the host of a web address (punycode, so
 * that look-alike letters show), the scheme of a private-use one, a loopback address without its passing port.
 */
export function returnHost(address: string): string {
  const loopback = LOOPBACK.exec(address);
  if (loopback?.[1]) return loopback[1];
  const url = URL.parse(address);
  if (!url) return '';
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.host : url.protocol.slice(0, -1);
}
