/** OIDC Core §3.1.2.1: seconds since somebody last signed in, 0 or more. Undefined when it is no such number. */
export function parseMaxAge(text: string): number | undefined {
  return /^[0-9]{1,10}$/.test(text) ? Number(text) : undefined;
}
