import { createHash, createHmac, hash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a UTF-8 text or of bytes; 32 bytes. */
export function sha256(input: string | Uint8Array): Buffer {
  return hash('sha256', input, 'buffer');
}

/** SHA-256 of what is too long to be held at once. */
export interface RunningDigest {
  add(part: string | Uint8Array): void;
  /** base64url of all that was added; asked for once. */
  end(): string;
}

export function runningDigest(): RunningDigest {
  const hashing = createHash('sha256');
  return {
    add: (part) => {
      hashing.update(part);
    },
    end: () => hashing.digest('base64url'),
  };
}

/** SHA-512 of a UTF-8 text or of bytes; 64 bytes. */
export function sha512(input: string | Uint8Array): Buffer {
  return hash('sha512', input, 'buffer');
}

/** SHA-256 as 43 characters of base64url: how a secret of our own making is written down. */
export function fingerprint(secret: string): string {
  return hash('sha256', secret, 'base64url');
}

/** The same of bytes, such as `x5t#S256` of a certificate. */
export function fingerprintOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url');
}

/** HMAC-SHA-256; 32 bytes. */
export function hmacSha256(key: Uint8Array, input: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(input).digest();
}

/** HMAC with SHA-256, SHA-384 or SHA-512 under a secret that is a text. */
export function hmacSha2(bits: 256 | 384 | 512, secret: string, input: Uint8Array): Buffer {
  return createHmac(`sha${bits}`, secret).update(input).digest();
}

/** Compares two strings in time that depends on their lengths, and not on where they differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
