import { parentPort, workerData } from 'node:worker_threads';
import type { PaintOrder } from './painter.ts';
import { redrawn } from './redraw.ts';

/** The thread of painter.ts: bytes in, a picture of ours or nothing out. */
const { bytes, sideMax }: PaintOrder = workerData;
parentPort?.postMessage(redrawn(Buffer.from(bytes), sideMax));
