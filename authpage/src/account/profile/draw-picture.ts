/** What the server takes at most (contract/account.ts). */
const BASE64_LENGTH_MAX = 400_000;
const FILE_BYTES_MAX = 25_000_000;

/** Tried in turn: a busy photograph is too long as a PNG of 512 px. */
const SIDES_PIXELS = [512, 384, 256, 192, 128];

const PREFIX = 'data:image/png;base64,';

export type Drawn =
  { readonly png: string; readonly address: string } | { readonly why: 'unreadable' | 'large' };

/**
 * Draws the middle square of a file anew, so that nothing but the picture itself leaves the browser: no place, no
 * device, no thumbnail of what was cut away. Never makes a picture larger than it is.
 */
export async function drawPicture(file: File): Promise<Drawn> {
  if (file.size > FILE_BYTES_MAX) return { why: 'large' };
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return { why: 'unreadable' };
  try {
    for (const side of SIDES_PIXELS) {
      const address = drawSquare(bitmap, Math.min(side, bitmap.width, bitmap.height));
      const png = address.slice(PREFIX.length);
      if (address.startsWith(PREFIX) && png.length <= BASE64_LENGTH_MAX) return { png, address };
    }
    return { why: 'unreadable' };
  } finally {
    bitmap.close();
  }
}

function drawSquare(bitmap: ImageBitmap, side: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const edge = Math.min(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  if (!context) return '';
  context.imageSmoothingQuality = 'high';
  const [left, top] = [(bitmap.width - edge) / 2, (bitmap.height - edge) / 2];
  context.drawImage(bitmap, left, top, edge, edge, 0, 0, side, side);
  return canvas.toDataURL('image/png');
}
