import { derElements, dottedOid } from './der.ts';

/** RFC 4514 §3, and the names that OpenSSL writes beside them (`-nameopt RFC2253`). */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
};

const SET = 0x31;
const DECODERS: Readonly<Record<number, (content: Buffer) => string>> = {
  0x0c: (content) => content.toString('utf8'),
  0x13: (content) => content.toString('latin1'), // PrintableString
  0x14: (content) => content.toString('latin1'), // T61String: OpenSSL reads it so
  0x16: (content) => content.toString('latin1'), // IA5String
  0x1e: (content) => Buffer.from(content).swap16().toString('utf16le'), // BMPString
};

/**
 * A Name (RFC 5280 §4.1.2.4) as RFC 4514 §2 writes it: last part first, `CN=client,O=Example,C=NL`. Characters beyond
 * ASCII stand for themselves. Undefined when the bytes are no Name.
 */
export function distinguishedName(content: Buffer): string | undefined {
  const parts = derElements(content)?.map(({ tag, content: set }) => (tag === SET ? partOf(set) : undefined));
  if (parts === undefined || parts.includes(undefined)) return undefined;
  return parts.toReversed().join(',');
}

function partOf(set: Buffer): string | undefined {
  const attributes = derElements(set)?.map(({ content }) => {
    const [type, value] = derElements(content) ?? [];
    if (type === undefined || value === undefined) return undefined;
    const oid = dottedOid(type.content);
    const name = SHORT_NAMES[oid];
    const decode = value.content.length % 2 === 1 && value.tag === 0x1e ? undefined : DECODERS[value.tag];
    // RFC 4514 §2.4: what has no text is written as the bytes it is.
    if (name === undefined || decode === undefined)
      return `${oid}=#${value.bytes.toString('hex').toUpperCase()}`;
    return `${name}=${escaped(decode(value.content))}`;
  });
  return attributes?.includes(undefined) === false ? attributes.join('+') : undefined;
}

/** RFC 4514 §2.4. */
function escaped(text: string): string {
  return text
    .replace(/[\\",+;<>]/g, '\\$&')
    .replace(
      /[\u0000-\u001F\u007F]/g,
      (character) => `\\${Buffer.from(character).toString('hex').toUpperCase().padStart(2, '0')}`,
    )
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}
