/** Goes to an address the server gave. A real navigation, never a fetch: the last hop belongs to the browser. */
export function navigate(url: string): void {
  const target = new URL(url, location.href);
  if (!['https:', 'http:'].includes(target.protocol)) throw new TypeError('not an address to go to');
  location.assign(target);
}
