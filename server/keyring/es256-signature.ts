// OpenSSL speaks DER, JWS wants r and s side by side (RFC 7518 §3.4). Node's own `dsaEncoding: 'ieee-p1363'` doubles the
// cost of a signature on Node 24, so the forty bytes are moved by hand.

const INTEGER_BYTES = 32;
const RAW_BYTES = 2 * INTEGER_BYTES;
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** DER as OpenSSL has just made it → 64 bytes. Not for the DER of strangers: nothing is checked. */
export function rawFromDer(der: Buffer): Buffer {
  const raw = Buffer.alloc(RAW_BYTES);
  // SEQUENCE length INTEGER length r INTEGER length s: for P-256 every length fits one byte.
  const rLength = der[3] ?? 0;
  copyInteger(der.subarray(4, 4 + rLength), raw, INTEGER_BYTES);
  copyInteger(der.subarray(6 + rLength), raw, RAW_BYTES);
  return raw;
}

/** 64 bytes → DER. Undefined when the length is another. */
export function derFromRaw(raw: Buffer): Buffer | undefined {
  if (raw.length !== RAW_BYTES) return undefined;
  const r = derInteger(raw.subarray(0, INTEGER_BYTES));
  const s = derInteger(raw.subarray(INTEGER_BYTES));
  return Buffer.concat([Buffer.of(SEQUENCE, r.length + s.length), r, s]);
}

/** Right-aligned before `end`: DER drops leading zeros, and adds one where the first bit is set. */
function copyInteger(integer: Buffer, raw: Buffer, end: number): void {
  const bytes = integer.length > INTEGER_BYTES ? integer.subarray(integer.length - INTEGER_BYTES) : integer;
  bytes.copy(raw, end - bytes.length);
}

function derInteger(fixed: Buffer): Buffer {
  let start = 0;
  while (start < INTEGER_BYTES - 1 && fixed[start] === 0) start += 1;
  const magnitude = fixed.subarray(start);
  const negative = (magnitude[0] ?? 0) >= 0x80;
  const value = negative ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude;
  return Buffer.concat([Buffer.of(INTEGER, value.length), value]);
}
