export interface DecodedToken {
  readonly header: object;
  readonly claims: object;
}

/** A JWT laid open for reading. It is not verified here: that is what the JWKS is for. Undefined for other tokens. */
export function decodeToken(token: unknown): DecodedToken | undefined {
  if (typeof token !== 'string') return undefined;
  const [header, claims, signature, ...more] = token.split('.');
  if (!header || !claims || !signature || more.length > 0) return undefined;
  try {
    return { header: parsePart(header), claims: parsePart(claims) };
  } catch {
    return undefined;
  }
}

function parsePart(part: string): object {
  const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (byte) => byte.charCodeAt(0))));
}
