const EMAIL_LENGTH_MAX = 254;

/** Only what is surely not an address is stopped here; whether mail arrives is found out by sending it. */
export function looksLikeEmail(typed: string): boolean {
  const address = typed.trim();
  return address.length <= EMAIL_LENGTH_MAX && /^[^\s@]+@[^\s@]+$/.test(address);
}
