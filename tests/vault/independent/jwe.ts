import {
  type Draw,
  type Jwk,
  agree,
  b64u,
  concatKdf,
  gcmOpen,
  gcmSeal,
  keyPair,
  publicOf,
  un64,
  unwrapKey,
  wrapKey,
} from './primitives.ts';

type Header = Readonly<Record<string, unknown>>;

/** RFC 7516 §5.1 with `dir`. */
export function sealDirect(header: Header, key: Buffer, plaintext: Buffer, draw: Draw): string {
  return assemble(b64u(JSON.stringify(header)), Buffer.alloc(0), key, plaintext, draw(12));
}

/** RFC 7516 §5.2 with `dir`. Throws, unless the header is that to the byte. */
export function openDirect(jwe: string, header: Header, key: Buffer): Buffer {
  const [protectedHeader, encryptedKey, iv, ciphertext, tag] = split(jwe);
  if (protectedHeader !== b64u(JSON.stringify(header))) throw new Error('another header');
  if (encryptedKey.length > 0) throw new Error('a key where there is none');
  return gcmOpen(key, iv, protectedHeader, ciphertext, tag);
}

/** RFC 7518 §4.6 with an ephemeral key of its own; `epk` becomes the last member of the header. */
export function sealAgreed(header: Header, recipient: Jwk, plaintext: Buffer, draw: Draw): string {
  const ephemeral = keyPair(recipient.crv === 'P-256' ? 'P-256' : 'X25519', draw(32));
  const protectedHeader = b64u(JSON.stringify({ ...header, epk: publicOf(ephemeral) }));
  const secret = agree(ephemeral, recipient);
  if (header.alg === 'ECDH-ES') {
    return assemble(protectedHeader, Buffer.alloc(0), derive(header, secret, 'A256GCM'), plaintext, draw(12));
  }
  const contentKey = draw(32);
  const wrapped = wrapKey(derive(header, secret, 'ECDH-ES+A256KW'), contentKey);
  return assemble(protectedHeader, wrapped, contentKey, plaintext, draw(12));
}

/** Throws, unless the header is that and one `epk` at its end. */
export function openAgreed(jwe: string, header: Header, mine: Jwk): Buffer {
  const [protectedHeader, encryptedKey, iv, ciphertext, tag] = split(jwe);
  const { epk, ...rest } = JSON.parse(un64(protectedHeader).toString());
  const point: Jwk = { kty: epk.kty, crv: epk.crv, x: epk.x, ...(epk.y === undefined ? {} : { y: epk.y }) };
  if (Object.keys(epk).length !== Object.keys(point).length) throw new Error('another epk');
  if (JSON.stringify(rest) !== JSON.stringify(header)) throw new Error('another header');
  if (b64u(JSON.stringify({ ...rest, epk })) !== protectedHeader) throw new Error('not its one spelling');
  const secret = agree(mine, point);
  if (header.alg === 'ECDH-ES') {
    if (encryptedKey.length > 0) throw new Error('a key where there is none');
    return gcmOpen(derive(header, secret, 'A256GCM'), iv, protectedHeader, ciphertext, tag);
  }
  const contentKey = unwrapKey(derive(header, secret, 'ECDH-ES+A256KW'), encryptedKey);
  return gcmOpen(contentKey, iv, protectedHeader, ciphertext, tag);
}

function derive(header: Header, secret: Buffer, algorithm: string): Buffer {
  return concatKdf(secret, algorithm, un64(String(header.apu ?? '')), un64(String(header.apv ?? '')));
}

function assemble(header: string, encryptedKey: Buffer, key: Buffer, plaintext: Buffer, iv: Buffer): string {
  const { ciphertext, tag } = gcmSeal(key, iv, header, plaintext);
  return [header, ...[encryptedKey, iv, ciphertext, tag].map(b64u)].join('.');
}

function split(jwe: string): [string, Buffer, Buffer, Buffer, Buffer] {
  const parts = jwe.split('.');
  if (parts.length !== 5) throw new Error('not five parts');
  const bytes = parts.map((part) => {
    if (b64u(un64(part)) !== part) throw new Error('not its one spelling');
    return un64(part);
  });
  const [, encryptedKey, iv, ciphertext, tag] = bytes;
  if (!encryptedKey || !ciphertext || iv?.length !== 12 || tag?.length !== 16) throw new Error('lengths');
  return [parts[0] ?? '', encryptedKey, iv, ciphertext, tag];
}
