import { X509Certificate } from 'node:crypto';
import { type PublicJwk, publicJwk } from '../protocol/json-web-key.ts';
import { jwkThumbprint } from '../protocol/jwk-thumbprint.ts';
import { type DerElement, derElements, dottedOid } from './der.ts';
import { distinguishedName } from './distinguished-name.ts';

/** What a certificate says of its holder. Whether it is to be believed is another matter. */
export interface CertificateFacts {
  /** DER. */
  readonly raw: Buffer;
  /** RFC 4514, such as `CN=client,O=Example,C=NL`; empty when there is no subject. */
  readonly subject: string;
  /** RFC 5280 §4.2.1.6. Addresses as they read. */
  readonly names: {
    readonly dns: readonly string[];
    readonly uri: readonly string[];
    readonly email: readonly string[];
    readonly ip: readonly string[];
  };
  /** Undefined when the key is of a kind that we do not know; the thumbprint is that of RFC 7638. */
  readonly publicJwk: PublicJwk | undefined;
  readonly jwkThumbprint: string | undefined;
}

const read = new WeakMap<Buffer, CertificateFacts | undefined>();

/** Reads the DER of an X.509 certificate, each buffer once. Undefined when it is none. */
export function readCertificate(raw: Buffer): CertificateFacts | undefined {
  if (read.has(raw)) return read.get(raw);
  const facts = factsOf(raw);
  read.set(raw, facts);
  return facts;
}

function factsOf(raw: Buffer): CertificateFacts | undefined {
  const parsed = parse(raw);
  const body = fieldsOf(raw);
  if (parsed === undefined || body === undefined) return undefined;
  const key = publicJwk.safeParse(jwkOf(parsed)).data;
  return {
    raw,
    subject: distinguishedName(body.subject.content) ?? '',
    names: namesIn(body.extensions),
    publicJwk: key,
    jwkThumbprint: key && jwkThumbprint(key),
  };
}

function parse(raw: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(raw);
  } catch {
    return undefined;
  }
}

function jwkOf(certificate: X509Certificate): unknown {
  try {
    return certificate.publicKey.export({ format: 'jwk' });
  } catch {
    return undefined;
  }
}

const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const SEQUENCE = 0x30;
const OCTET_STRING = 0x04;

/** RFC 5280 §4.1: serial, algorithm, issuer, validity, subject, key, after a version that may be absent. */
function fieldsOf(raw: Buffer): { subject: DerElement; extensions: DerElement | undefined } | undefined {
  const [certificate] = derElements(raw) ?? [];
  const [body] = (certificate && derElements(certificate.content)) ?? [];
  const fields = (body && derElements(body.content)) ?? [];
  const subject = fields[fields[0]?.tag === VERSION ? 5 : 4];
  return subject && { subject, extensions: fields.find(({ tag }) => tag === EXTENSIONS) };
}

const ALTERNATIVE_NAMES = '2.5.29.17';
const NAME_TAGS = { email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 } as const;

function namesIn(extensions: DerElement | undefined): CertificateFacts['names'] {
  const [list] = (extensions && derElements(extensions.content)) ?? [];
  const all = (list && derElements(list.content)) ?? [];
  const values = all.flatMap((extension) => {
    const parts = extension.tag === SEQUENCE ? (derElements(extension.content) ?? []) : [];
    const value = parts.find(({ tag }) => tag === OCTET_STRING);
    return parts[0] && dottedOid(parts[0].content) === ALTERNATIVE_NAMES && value ? [value] : [];
  });
  const names = values.flatMap(({ content }) => {
    const [sequence] = derElements(content) ?? [];
    return (sequence && derElements(sequence.content)) ?? [];
  });
  const named = (tag: number) => names.filter((name) => name.tag === tag).map(({ content }) => content);
  const texts = (tag: number) =>
    named(tag)
      .map((content) => content.toString('latin1'))
      // A NUL in the middle of a name has fooled others into reading half of it (CVE-2009-2408).
      .filter((text) => /^[\x21-\x7E]+$/.test(text));
  return {
    dns: texts(NAME_TAGS.dns),
    uri: texts(NAME_TAGS.uri),
    email: texts(NAME_TAGS.email),
    ip: named(NAME_TAGS.ip).flatMap(addressOf),
  };
}

const IPV4_BYTES = 4;
const IPV6_BYTES = 16;

function addressOf(bytes: Buffer): string[] {
  if (bytes.length === IPV4_BYTES) return [bytes.join('.')];
  return bytes.length === IPV6_BYTES
    ? [canonicalIp(bytes.toString('hex').replace(/(.{4})(?!$)/g, '$1:'))]
    : [];
}

/** One spelling for every IP address. */
export function canonicalIp(text: string): string {
  const host = text.includes(':') ? URL.parse(`http://[${text}]`)?.hostname.slice(1, -1) : text;
  return host ?? text;
}
