import { decode } from 'jpeg-js';
import { PNG } from 'pngjs';
import { looksLikePng, pngPixels } from './png-header.ts';
import { type Pixels, shrunk } from './shrink.ts';

/** Of the picture that comes. */
const PIXELS_MAX = 1024 * 1024;
const JPEG_MEMORY_MEGABYTES = 48;

/**
 * SS-05: the picture anew, as a PNG of ours on white: what was hidden beside the pixels is gone, and it looks the same
 * by day and by night. Undefined or an exception for all but a PNG or JPEG of a size that is taken. May take a second,
 * and longer for a picture that was made to: see painter.ts.
 */
export function redrawn(bytes: Buffer, sideMax: number): Uint8Array | undefined {
  const pixels = pixelsOf(bytes);
  if (pixels === undefined || pixels.width === 0 || pixels.height === 0) return undefined;
  const { width, height, data } = shrunk(pixels, sideMax);
  const png = new PNG({ width, height });
  png.data.set(data);
  return PNG.sync.write(png, { colorType: 2 });
}

/** Judged by the bytes: a type that somebody says proves nothing. */
function pixelsOf(bytes: Buffer): Pixels | undefined {
  if (looksLikePng(bytes)) {
    const pixels = pngPixels(bytes);
    return pixels !== undefined && pixels <= PIXELS_MAX ? PNG.sync.read(bytes) : undefined;
  }
  if (!bytes.subarray(0, 3).equals(JPEG_START)) return undefined;
  // It judges every frame header that it reads, before it makes room for it.
  return decode(bytes, {
    maxResolutionInMP: PIXELS_MAX / 1e6,
    maxMemoryUsageInMB: JPEG_MEMORY_MEGABYTES,
    tolerantDecoding: false,
    useTArray: true,
  });
}

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);
