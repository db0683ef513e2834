import {
  createCipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type JsonWebKey,
  randomBytes,
} from 'node:crypto';

export const ISSUER = 'https://id.example';
export const CLIENT = 'notes';
export const REDIRECT = 'https://notes.example/callback';
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbYWbOgWVvVM';
export const NOW = 1_800_000_000;
export const SCOPE = 'key:notes';

export const TRANSACTION = { clientId: CLIENT, redirectUri: REDIRECT, codeChallenge: CHALLENGE };

type Members = Readonly<Record<string, unknown>>;

/** How a delivery differs from an honest one. */
export interface Change {
  readonly header?: Members;
  readonly bundle?: Members;
  /** In place of the bundle: what is encrypted, whatever it is. */
  readonly plaintext?: string;
  readonly clientId?: string;
  readonly redirectUri?: string;
  readonly codeChallenge?: string;
  /** The format `mozilla`. */
  readonly mozilla?: boolean;
  /** Left out of the header. */
  readonly without?: readonly string[];
}

const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sha256 = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** A key of a scope as it is delivered; `seconds` since 1970 are in its name. */
export function jwkOf(scope: string, seconds = NOW - 1_000, more: Members = {}) {
  const kid = `${String(seconds).padStart(10, '0')}-${randomBytes(16).toString('base64url')}`;
  return { kty: 'oct', alg: 'A256GCM', k: randomBytes(32).toString('base64url'), kid, scope, ...more };
}

export const honestBundle = (keys: Members = { [SCOPE]: jwkOf(SCOPE) }) => ({
  ...{ iss: ISSUER, sub: 'person', aud: CLIENT, iat: NOW, keys },
});

/**
 * What a server hands out with a code, made by Node's own primitives and the text of the specs alone: ECDH-ES with Concat KDF
 * (RFC 7518 §4.6.2) and A256GCM, in compact form (RFC 7516 §3.1).
 */
export function deliver(keysJwk: string, change: Change = {}): string {
  const jwk: JsonWebKey = JSON.parse(Buffer.from(keysJwk, 'base64url').toString());
  const ephemeral = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const shared = diffieHellman({
    privateKey: ephemeral.privateKey,
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
  });
  const kid = thumbprint(jwk);
  const { clientId = CLIENT, redirectUri = REDIRECT, codeChallenge = CHALLENGE } = change;
  const bound = {
    typ: 'scoped-keys+jwe',
    kid,
    apu: Buffer.from(ISSUER).toString('base64url'),
    apv: sha256(framed(clientId, redirectUri, codeChallenge, kid)).toString('base64url'),
  };
  const { kty, crv, x, y } = ephemeral.publicKey.export({ format: 'jwk' });
  const whole = {
    ...{ alg: 'ECDH-ES', enc: 'A256GCM' },
    ...(change.mozilla === true ? { kid } : bound),
    epk: { kty, crv, x, y },
    ...change.header,
  };
  const header = Object.fromEntries(
    Object.entries(whole).filter(([name]) => !change.without?.includes(name)),
  );
  const plain = change.plaintext ?? JSON.stringify({ ...honestBundle(), ...change.bundle });
  return encrypted(header, concatKdf(shared, header), plain);
}

/** Compact serialisation with an empty key part; the header is authenticated as it is written. */
export function encrypted(header: Members, key: Uint8Array, plaintext: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(text(header)));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return [
    text(header),
    '',
    ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url')),
  ].join('.');
}

/** RFC 7518 §4.6.2, one round: 256 bits. */
function concatKdf(shared: Uint8Array, { apu = '', apv = '' }: Members): Uint8Array {
  const party = (value: unknown) => lengthFirst(Buffer.from(String(value), 'base64url'));
  const algorithm = lengthFirst(Buffer.from('A256GCM'));
  return sha256(number(1), shared, algorithm, party(apu), party(apv), number(256));
}

/** RFC 7638. */
function thumbprint({ crv, kty, x, y }: JsonWebKey): string {
  return sha256(Buffer.from(JSON.stringify({ crv, kty, x, y }))).toString('base64url');
}

function framed(...parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(Buffer.byteLength(part));
      return [length, Buffer.from(part)];
    }),
  );
}

function lengthFirst(bytes: Buffer): Buffer {
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
