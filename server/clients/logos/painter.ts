import { Worker } from 'node:worker_threads';

/** A picture may be made to keep a decoder busy. One of the largest size that means no harm takes half a second. */
const DEADLINE_MILLISECONDS = 3_000;
const HEAP_MEGABYTES = 96;
const WORKER = new URL('./painter-worker.ts', import.meta.url);

/** What the thread is given. */
export interface PaintOrder {
  readonly bytes: Uint8Array;
  readonly sideMax: number;
}

/**
 * Redraws a picture, see redraw.ts, in a thread of its own: nobody else waits for it, and it ends in time. Undefined
 * for whatever is no picture that is taken. `sideMax` in pixels.
 */
export function paint(bytes: Buffer, sideMax: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(WORKER, {
      workerData: { bytes, sideMax } satisfies PaintOrder,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    const deadline = setTimeout(() => void worker.terminate(), DEADLINE_MILLISECONDS);
    let painted: Buffer | undefined;
    worker.on('message', (told: unknown) => {
      if (told instanceof Uint8Array) painted = Buffer.from(told);
    });
    // What a decoder says of such a picture interests nobody; the thread has gone.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      clearTimeout(deadline);
      resolve(painted);
    });
  });
}
