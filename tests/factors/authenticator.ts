import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Assertion, Attestation } from '../../contract/factors/passkey.ts';

/** What a ceremony says that a genuine one would not. */
export interface Forgery {
  readonly type?: string;
  readonly challenge?: string;
  readonly origin?: string;
  /** More of the client data; what the browser would have written may be replaced too. */
  readonly clientData?: Readonly<Record<string, unknown>>;
  /** The client data as text, instead. */
  readonly clientText?: (text: string) => string;
  readonly rpId?: string;
  /** WebAuthn L3 §6.1: added to, and taken from, the flags UP, UV, BE and BS. */
  readonly flags?: { readonly set?: number; readonly clear?: number };
  readonly counter?: number;
  /** After the authenticator data. */
  readonly trailing?: Buffer;
  /** After the attestation object. */
  readonly objectTrailing?: Buffer;
  /** COSE algorithm that the public key names. */
  readonly algorithm?: number;
  readonly format?: string;
  readonly statement?: readonly (readonly [string, Cbor])[];
  readonly id?: string;
  readonly userHandle?: string | undefined;
  readonly signature?: (bytes: Buffer) => Buffer;
}

export const flag = { up: 1, uv: 4, be: 8, bs: 16 } as const;
const ATTESTED = 64;

type Options = Readonly<Record<string, unknown>>;

/** A passkey in software: P-256, verified user, on a page of `origin`. Each holds one credential. */
export function authenticator({
  origin = 'https://id.example',
  rpId = 'id.example',
  synced = false,
  counting = false,
} = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const credentialId = randomBytes(32);
  const usualFlags = flag.up | flag.uv | (synced ? flag.be | flag.bs : 0);
  let counter = 0;
  let userHandle = '';

  const cose = (algorithm: number) =>
    cbor([
      [1, 2],
      [3, algorithm],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);

  const clientData = (type: string, options: Options, forged: Forgery): Buffer => {
    const { challenge = String(options.challenge) } = forged;
    const usual = {
      type: forged.type ?? type,
      challenge,
      origin: forged.origin ?? origin,
      crossOrigin: false,
    };
    const text = JSON.stringify({ ...usual, ...forged.clientData });
    return Buffer.from(forged.clientText?.(text) ?? text);
  };

  const authData = (forged: Forgery, attested: Buffer): Buffer => {
    const flags = (usualFlags | (forged.flags?.set ?? 0)) & ~(forged.flags?.clear ?? 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(forged.counter ?? counter);
    return Buffer.concat([
      createHash('sha256')
        .update(forged.rpId ?? rpId)
        .digest(),
      Buffer.of(attested.length > 0 ? flags | ATTESTED : flags),
      count,
      attested,
      forged.trailing ?? Buffer.alloc(0),
    ]);
  };

  return {
    id: credentialId.toString('base64url'),

    /** navigator.credentials.create. */
    create(options: Options, forged: Forgery = {}): Attestation {
      userHandle = userIdOf(options);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, cose(forged.algorithm ?? -7)]);
      const object = cbor([
        ['fmt', forged.format ?? 'none'],
        ['attStmt', forged.statement ?? []],
        ['authData', authData(forged, attested)],
      ]);
      const id = forged.id ?? credentialId.toString('base64url');
      const attestationObject = Buffer.concat([object, forged.objectTrailing ?? Buffer.alloc(0)]);
      return {
        ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
        response: {
          clientDataJSON: clientData('webauthn.create', options, forged).toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
          transports: ['internal', 'of-tomorrow'],
        },
      };
    },

    /** navigator.credentials.get. */
    get(options: Options, forged: Forgery = {}): Assertion {
      if (counting) counter += 1;
      const client = clientData('webauthn.get', options, forged);
      const data = authData(forged, Buffer.alloc(0));
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      const signature = sign('sha256', signed, privateKey);
      const id = forged.id ?? credentialId.toString('base64url');
      const handle = 'userHandle' in forged ? forged.userHandle : userHandle;
      return {
        ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: (forged.signature?.(signature) ?? signature).toString('base64url'),
          ...(handle !== undefined && { userHandle: handle }),
        },
      };
    },
  };
}

function userIdOf({ user }: Options): string {
  return typeof user === 'object' && user !== null && 'id' in user ? String(user.id) : '';
}

type Cbor = number | string | Buffer | readonly Cbor[] | readonly (readonly [string | number, Cbor])[];

/** RFC 8949, as much as an authenticator needs: an array is taken for a map of its pairs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([
    head(5, value.length),
    ...value.flatMap((pair) => (Array.isArray(pair) ? pair.map(cbor) : [])),
  ]);
}

function head(major: number, length: number): Buffer {
  const kind = major << 5;
  if (length < 24) return Buffer.of(kind | length);
  if (length < 256) return Buffer.of(kind | 24, length);
  return Buffer.of(kind | 25, length >> 8, length & 0xff);
}
