import { fingerprint } from '../platform/digest.ts';

/** Discovery lists exactly these. OAuth 2.1 retires `plain`. */
export const codeChallengeMethods = ['S256'] as const;

/** RFC 7636 §4.1: 43 to 128 unreserved characters. */
export function isCodeVerifier(text: string): boolean {
  return /^[A-Za-z0-9\-._~]{43,128}$/.test(text);
}

/** RFC 7636 §4.2: the base64url of a SHA-256, so always 43 characters. The last one carries 4 bits, not 6. */
export function isCodeChallenge(text: string): boolean {
  return /^[A-Za-z0-9\-_]{42}[AEIMQUYcgkosw048]$/.test(text);
}

/** The S256 transform: BASE64URL(SHA256(ASCII(code_verifier))). */
export function codeChallengeOf(codeVerifier: string): string {
  return fingerprint(codeVerifier);
}
