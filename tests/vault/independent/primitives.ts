import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
} from 'node:crypto';

/** Everything of docs/scoped-keys.md on node:crypto alone, by another hand than authpage/src/vault: nothing is shared. */

export type Draw = (bytes: number) => Buffer;

/** A public key of P-256 or X25519 (RFC 7517); with `d` a private one. */
export interface Jwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y?: string;
  readonly d?: string;
}

const KEY_WRAP_IV = Buffer.from('A6A6A6A6A6A6A6A6', 'hex');

export const b64u = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');
export const un64 = (text: string) => Buffer.from(text, 'base64url');
export const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

/** F(a, b, …). */
export function framed(parts: readonly (string | Buffer)[]): Buffer {
  const out: Buffer[] = [];
  for (const part of parts) {
    const bytes = Buffer.from(part);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    out.push(length, bytes);
  }
  return Buffer.concat(out);
}

/** RFC 5869 §2, from HMAC. */
export function hkdf(
  hash: 'sha256' | 'sha512',
  ikm: Buffer,
  salt: string,
  info: Buffer,
  length: number,
): Buffer {
  const prk = createHmac(hash, salt).update(ikm).digest();
  let okm = Buffer.alloc(0);
  let block = Buffer.alloc(0);
  for (let counter = 1; okm.length < length; counter++) {
    block = createHmac(hash, prk).update(block).update(info).update(Buffer.of(counter)).digest();
    okm = Buffer.concat([okm, block]);
  }
  return okm.subarray(0, length);
}

export function gcmSeal(key: Buffer, iv: Buffer, aad: string, plaintext: Buffer) {
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad, 'ascii'));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { ciphertext, tag: cipher.getAuthTag() };
}

/** Throws where the tag is wrong. */
export function gcmOpen(key: Buffer, iv: Buffer, aad: string, ciphertext: Buffer, tag: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(aad, 'ascii')).setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

/** RFC 3394. */
export function wrapKey(kek: Buffer, key: Buffer): Buffer {
  const cipher = createCipheriv('id-aes256-wrap', kek, KEY_WRAP_IV);
  return Buffer.concat([cipher.update(key), cipher.final()]);
}

export function unwrapKey(kek: Buffer, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('id-aes256-wrap', kek, KEY_WRAP_IV);
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}

/** NIST SP 800-56A §5.8.1 as RFC 7518 §4.6.2 uses it: 256 bits, one round of SHA-256. */
export function concatKdf(z: Buffer, algorithm: string, apu: Buffer, apv: Buffer): Buffer {
  const word = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const withLength = (bytes: Buffer) => Buffer.concat([word(bytes.length), bytes]);
  const parts = [withLength(Buffer.from(algorithm)), withLength(apu), withLength(apv), word(256)];
  return digest(Buffer.concat([word(1), z, ...parts]));
}

/** A private scalar as a JWK with its public point. */
export function keyPair(crv: 'P-256' | 'X25519', scalar: Buffer): Required<Pick<Jwk, 'd'>> & Jwk {
  const d = b64u(scalar);
  if (crv === 'P-256') {
    const curve = createECDH('prime256v1');
    curve.setPrivateKey(scalar);
    const point = curve.getPublicKey();
    return { kty: 'EC', crv, x: b64u(point.subarray(1, 33)), y: b64u(point.subarray(33)), d };
  }
  // PKCS #8 of RFC 8410 is this much and the scalar.
  const head = Buffer.from('302e020100300506032b656e04220420', 'hex');
  const der = Buffer.concat([head, scalar]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { kty: 'OKP', crv, x: String(x), d };
}

/** The shared secret. Throws where the point is not on the curve. */
export function agree(mine: Jwk, theirs: Jwk): Buffer {
  if (mine.crv !== theirs.crv) throw new Error('two curves');
  if (mine.crv === 'P-256') {
    const curve = createECDH('prime256v1');
    curve.setPrivateKey(un64(mine.d ?? ''));
    const point = Buffer.concat([Buffer.of(4), un64(theirs.x), un64(theirs.y ?? '')]);
    return curve.computeSecret(point);
  }
  return diffieHellman({
    privateKey: createPrivateKey({ key: { ...mine }, format: 'jwk' }),
    publicKey: createPublicKey({ key: { kty: theirs.kty, crv: theirs.crv, x: theirs.x }, format: 'jwk' }),
  });
}

export function publicOf({ kty, crv, x, y }: Jwk): Jwk {
  return y === undefined ? { kty, crv, x } : { kty, crv, x, y };
}

/** RFC 7638. */
export function thumbprint({ kty, crv, x, y }: Jwk): string {
  return b64u(digest(JSON.stringify(y === undefined ? { crv, kty, x } : { crv, kty, x, y })));
}
