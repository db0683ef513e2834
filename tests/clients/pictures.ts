import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

export const RED: Colour = [200, 10, 20, 255];
export const BLUE: Colour = [10, 20, 200, 255];
export const NOTHING: Colour = [0, 0, 0, 0];
export const WHITE: Colour = [255, 255, 255, 255];

/** A picture whose left half has one colour and whose right half another. */
export function drawn(width: number, height: number, left = RED, right = left): PNG {
  const png = new PNG({ width, height });
  for (let at = 0; at < width * height; at += 1) {
    png.data.set(at % width < width / 2 ? left : right, at * 4);
  }
  return png;
}

export function aPng(...sides: Parameters<typeof drawn>): Buffer {
  return PNG.sync.write(drawn(...sides));
}

export function aJpeg(...sides: Parameters<typeof drawn>): Buffer {
  return jpeg.encode(drawn(...sides), 90).data;
}

/** One chunk of a PNG, sound in itself. */
export function chunk(type: string, body: Uint8Array | string): Buffer {
  const typed = Buffer.concat([Buffer.from(type), Buffer.from(body)]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(typed.length - 4);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}

/** IHDR of a grey picture of 8 bits. */
export function header(width: number, height: number, interlaced = false): Buffer {
  const body = Buffer.alloc(13);
  body.writeUInt32BE(width, 0);
  body.writeUInt32BE(height, 4);
  body.set([8, 0, 0, 0, interlaced ? 1 : 0], 8);
  return chunk('IHDR', body);
}

/** A PNG of these chunks, whatever they are. */
export function pngOf(...chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([aPng(1, 1).subarray(0, 8), ...chunks, chunk('IEND', '')]);
}

/** Zeros that take a thousandth of the room. */
export function packedZeros(count: number): Buffer {
  return chunk('IDAT', deflateSync(Buffer.alloc(count), { level: 9 }));
}

/** What a PNG consists of. */
export function chunkTypes(png: Buffer): readonly string[] {
  const types: string[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    types.push(png.toString('latin1', at + 4, at + 8));
  return types;
}

/** One segment of a JPEG. */
export function segment(marker: number, body: Uint8Array | readonly number[]): Buffer {
  const length = body.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...body]);
}

/** A progressive JPEG whose scans, 14 bytes each, walk over the whole of a large picture. */
export function jpegOfManyScans(count: number): Buffer {
  const scan = [segment(0xda, [1, 1, 0, 1, 63, 0]), Buffer.alloc(4)];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...Array<number>(64).fill(1)]),
    segment(0xc2, [8, 4, 0, 4, 0, 1, 1, 0x11, 0]),
    segment(0xc4, [0x00, 1, ...Array<number>(15).fill(0), 0]),
    segment(0xc4, [0x10, 0, 1, ...Array<number>(14).fill(0), 0xe0]),
    ...Array.from({ length: count }, () => scan).flat(),
    Buffer.from([0xff, 0xd9]),
  ]);
}
