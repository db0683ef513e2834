import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { describe, it } from 'node:test';
import { PNG } from 'pngjs';
import { paint } from '../../server/clients/logos/painter.ts';
import {
  aJpeg,
  aPng,
  BLUE,
  chunk,
  chunkTypes,
  drawn,
  header,
  jpegOfManyScans,
  NOTHING,
  packedZeros,
  pngOf,
  RED,
  segment,
  WHITE,
} from './pictures.ts';

async function painted(bytes: Buffer): Promise<PNG> {
  const made = await paint(bytes, SIDE);
  assert.ok(made, 'it is a picture that is taken');
  assert.deepEqual(chunkTypes(made), ['IHDR', 'IDAT', 'IEND']);
  return PNG.sync.read(made);
}

const SIDE = 96;

const at = ({ data, width }: PNG, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4).subarray(0, 4),
];

describe('SS-05 a picture is drawn anew', () => {
  it('no side longer than 96, in its own proportions, never enlarged', async () => {
    const wide = await painted(aPng(1_000, 250, RED, BLUE));
    assert.deepEqual([wide.width, wide.height], [96, 24]);
    assert.deepEqual([at(wide, 0, 0), at(wide, 95, 23)], [RED, BLUE]);
    const [small, line] = [await painted(aPng(7, 5)), await painted(aPng(1, 1_024))];
    assert.deepEqual([small.width, small.height, line.width, line.height], [7, 5, 1, 96]);
  });

  it('on white, so that it is the same by day and by night', async () => {
    const picture = await painted(aPng(200, 200, NOTHING, [200, 10, 20, 128]));
    assert.deepEqual([at(picture, 0, 0), at(picture, 90, 90)], [WHITE, [227, 132, 137, 255]]);
  });

  it('from a JPEG as well, and from every kind of PNG', async () => {
    const [red = 0, , blue = 0] = at(await painted(aJpeg(300, 300)), 10, 10);
    assert.ok(Math.abs(red - RED[0]) < 12 && Math.abs(blue - RED[2]) < 12);
    for (const options of [{ bitDepth: 16 }, { colorType: 0 }, { colorType: 2 }, { colorType: 6 }] as const) {
      assert.equal((await painted(PNG.sync.write(drawn(20, 20), options))).width, 20);
    }
  });

  it('without what was hidden beside its pixels', async () => {
    const [start, end] = [aPng(20, 20).subarray(0, 33), aPng(20, 20).subarray(33)];
    const told = [chunk('tEXt', 'Comment\0<script>'), chunk('eXIf', 'MM\0*'), chunk('gAMA', '\0\0\xb1\x8f')];
    const exif = segment(0xe1, Buffer.from('Exif\0\0<script>'));
    const comment = segment(0xfe, Buffer.from('<script>'));
    const photo = aJpeg(20, 20);
    for (const bytes of [
      Buffer.concat([start, ...told, end]),
      Buffer.concat([photo.subarray(0, 2), exif, comment, photo.subarray(2)]),
    ]) {
      const made = await paint(bytes, SIDE);
      assert.ok(made && !made.equals(bytes) && !made.includes('<script>') && !made.includes('Exif'));
      assert.deepEqual(chunkTypes(made), ['IHDR', 'IDAT', 'IEND']);
    }
  });

  const [sound, photo] = [aPng(20, 20), aJpeg(20, 20)];
  const refused: readonly (readonly [what: string, bytes: Buffer])[] = [
    ['nothing', Buffer.alloc(0)],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
    ['WebP', Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')],
    ['HTML that begins like a PNG', Buffer.concat([sound.subarray(0, 8), Buffer.from('<script>')])],
    ['a PNG that breaks off', sound.subarray(0, -13)],
    ['a PNG with something behind its end', Buffer.concat([sound, Buffer.from('<script>')])],
    ['a PNG with a wrong checksum', Buffer.from(sound).fill(0, 29, 33)],
    ['a JPEG that breaks off', photo.subarray(0, 300)],
    ['SS-04 a PNG of 1025 × 1024', pngOf(header(1_025, 1_024), packedZeros(1_026 * 1_024))],
    ['SS-04 a PNG that says it is huge', pngOf(header(2 ** 31 - 1, 2 ** 31 - 1), packedZeros(9))],
    [
      'SS-04 a PNG that says so in a second header',
      pngOf(header(1, 1), header(60_000, 60_000), packedZeros(2)),
    ],
    ['SS-04 a PNG without pixels', pngOf(header(0, 0), packedZeros(1))],
    ['SS-04 a bomb: more pixels than its header says', pngOf(header(8, 8), packedZeros(60_000_000))],
    ['SS-04 an interlaced bomb', pngOf(header(8, 8, true), packedZeros(60_000_000))],
    ['SS-04 a JPEG of 65535 × 65535', sized(photo, 0xffff, 0xffff)],
    ['SS-04 a JPEG of 1025 × 1024', sized(photo, 1_025, 1_024)],
  ];
  for (const [what, bytes] of refused) {
    it(`and not at all from ${what}`, async () => {
      assert.equal(await paint(bytes, SIDE), undefined);
    });
  }

  it('SS-04 beside everything else, and in time: who decodes keeps nobody waiting', async () => {
    const bomb = jpegOfManyScans(40_000);
    const [startedAt, before] = [performance.now(), performance.eventLoopUtilization()];
    assert.equal(await paint(bomb, SIDE), undefined);
    const took = performance.now() - startedAt;
    assert.ok(took > 2_900 && took < 4_500, String(took));
    const { active } = performance.eventLoopUtilization(before);
    assert.ok(active < took / 3, `${active} of ${took}`);
  });
});

/** The same JPEG with other sides in its frame header. */
function sized(bytes: Buffer, width: number, height: number): Buffer {
  const changed = Buffer.from(bytes);
  const frame = changed.indexOf(Buffer.from([0xff, 0xc0]));
  changed.writeUInt16BE(height, frame + 5);
  changed.writeUInt16BE(width, frame + 7);
  return changed;
}
