const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const HEADER_BYTES = 13;
/** Of a chunk: its length, its type, and its checksum. */
const FRAME_BYTES = 12;

/** PNG (ISO 15948) §5.2. */
export function looksLikePng(bytes: Buffer): boolean {
  return bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE);
}

/**
 * The pixels that a PNG says it has; undefined for what must not reach the decoder, which makes room for whatever the
 * last of several headers says, and unpacks interlaced pictures without a bound.
 */
export function pngPixels(bytes: Buffer): number | undefined {
  if (!looksLikePng(bytes)) return undefined;
  const [header, ...others] = chunksOf(bytes);
  if (header?.type !== 'IHDR' || header.body.length !== HEADER_BYTES) return undefined;
  if (others.some(({ type }) => type === 'IHDR') || others.at(-1)?.type !== 'IEND') return undefined;
  const interlaced = header.body.readUInt8(12) !== 0;
  return interlaced ? undefined : header.body.readUInt32BE(0) * header.body.readUInt32BE(4);
}

/** §5.3: all chunks up to IEND, which must be the last; none when they do not fit. */
function chunksOf(bytes: Buffer): readonly { readonly type: string; readonly body: Buffer }[] {
  const chunks: { readonly type: string; readonly body: Buffer }[] = [];
  let offset = SIGNATURE.length;
  while (offset + FRAME_BYTES <= bytes.length) {
    const end = offset + FRAME_BYTES + bytes.readUInt32BE(offset);
    if (end > bytes.length) return [];
    const type = bytes.toString('latin1', offset + 4, offset + 8);
    chunks.push({ type, body: bytes.subarray(offset + 8, end - 4) });
    offset = end;
  }
  return offset === bytes.length ? chunks : [];
}
