import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { der, oid, pem, sequence, utcTime } from './certificate.ts';

/** A certificate with its key. `raw` is the DER. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  readonly raw: Buffer;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  /** Issues a certificate that chains to this one. */
  issue(asked?: Asked): Issued;
}

export interface Asked {
  /** DER of a Name, first part first; `name` makes one. */
  readonly subject?: Buffer;
  /** DER of each alternative name; `names` makes them. */
  readonly names?: readonly Buffer[];
  /** Relative to now. */
  readonly endsInSeconds?: number;
  readonly serial?: number;
}

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const VERSION_3 = der(0xa0, der(0x02, Buffer.of(2)));
const IS_AUTHORITY = sequence(
  oid('551d13'),
  der(0x01, Buffer.of(0xff)),
  octets(sequence(der(0x01, Buffer.of(0xff)))),
);

/** An authority of its own (RFC 5280 §4.1); what it issues verifies against `cert`. */
export function authority(commonName = 'Test authority'): Issued {
  return certificate({ subject: name([[CN, commonName]]) }, undefined, [IS_AUTHORITY]);
}

export const [CN, C, O, OU, DC, UID, EMAIL] = [
  '550403',
  '550406',
  '55040a',
  '55040b',
  '0992268993f22c640119',
  '0992268993f22c640101',
  '2a864886f70d010901',
];

const UTF8 = 0x0c;

/** A Name: its parts in their order, each of one or more attributes, as type and text (or type and DER). */
export function name(...parts: readonly (readonly (readonly [string, string | Buffer])[])[]): Buffer {
  const attribute = ([type, value]: readonly [string, string | Buffer]) =>
    sequence(oid(type), typeof value === 'string' ? der(UTF8, Buffer.from(value)) : value);
  return sequence(...parts.map((attributes) => der(0x31, Buffer.concat(attributes.map(attribute)))));
}

/** RFC 5280 §4.2.1.6. */
export const names = {
  email: (text: string) => der(0x81, Buffer.from(text)),
  dns: (text: string) => der(0x82, Buffer.from(text)),
  uri: (text: string) => der(0x86, Buffer.from(text)),
  ip: (...bytes: readonly number[]) => der(0x87, Buffer.from(bytes)),
};

interface Issuer {
  readonly subject: Buffer;
  readonly key: KeyObject;
}

function certificate(
  { subject = name([[CN, 'client']]), names: alternative = [], endsInSeconds = 86_400, serial = 1 }: Asked,
  issuer: Issuer | undefined,
  more: readonly Buffer[] = [],
): Issued {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const extensions = [...more];
  if (alternative.length > 0) extensions.push(sequence(oid('551d11'), octets(sequence(...alternative))));
  const body = sequence(
    VERSION_3,
    der(0x02, Buffer.of(serial)),
    ECDSA_SHA256,
    issuer?.subject ?? subject,
    sequence(utcTime(-3_600), utcTime(endsInSeconds)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [der(0xa3, sequence(...extensions))]),
  );
  const signature = sign('sha256', body, issuer?.key ?? privateKey);
  const raw = sequence(body, ECDSA_SHA256, der(0x03, Buffer.concat([Buffer.of(0), signature])));
  return {
    raw,
    cert: pem(raw),
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicJwk: { ...publicKey.export({ format: 'jwk' }) },
    issue: (asked = {}) => certificate({ serial: 2, ...asked }, { subject, key: privateKey }),
  };
}

function octets(content: Buffer): Buffer {
  return der(0x04, content);
}
