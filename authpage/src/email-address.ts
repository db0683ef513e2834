const EMAIL_LENGTH_MAX = 254;

/**
 * Only what is surely not an address is stopped here; the server brings it into its form, and whether mail arrives is
 * found out by sending it. A full-width @ is one (UN-04).
 */
export function looksLikeEmail(typed: string): boolean {
  const address = typed.trim().normalize('NFKC');
  return address.length <= EMAIL_LENGTH_MAX && /^[^\s@]+@[^\s@]+$/.test(address);
}
