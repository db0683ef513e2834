/** RGBA, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const WHITE = 255;

/** On white, without transparency, and no side longer than that; never larger than it was. */
export function shrunk(from: Pixels, sideMax: number): Pixels {
  const scale = Math.max(from.width / sideMax, from.height / sideMax, 1);
  const width = Math.max(1, Math.round(from.width / scale));
  const height = Math.max(1, Math.round(from.height / scale));
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    const rows = [start(y, height, from.height), start(y + 1, height, from.height)] as const;
    for (let x = 0; x < width; x += 1) {
      const columns = [start(x, width, from.width), start(x + 1, width, from.width)] as const;
      data.set(average(from, rows, columns), (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

function start(at: number, of: number, length: number): number {
  return Math.floor((at * length) / of);
}

type Span = readonly [from: number, to: number];

/** The mean colour of a box. */
function average({ width, data }: Pixels, rows: Span, columns: Span): readonly number[] {
  let [red, green, blue] = [0, 0, 0];
  for (let y = rows[0]; y < rows[1]; y += 1) {
    for (let x = columns[0]; x < columns[1]; x += 1) {
      const at = (y * width + x) * 4;
      const alpha = (data[at + 3] ?? 0) / 255;
      red += WHITE + alpha * ((data[at] ?? 0) - WHITE);
      green += WHITE + alpha * ((data[at + 1] ?? 0) - WHITE);
      blue += WHITE + alpha * ((data[at + 2] ?? 0) - WHITE);
    }
  }
  const count = (rows[1] - rows[0]) * (columns[1] - columns[0]);
  return [red / count, green / count, blue / count, 255].map(Math.round);
}
