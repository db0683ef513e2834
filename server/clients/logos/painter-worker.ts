import { parentPort, workerData } from 'node:worker_threads';
import { redrawn } from './redraw.ts';

/** The thread of painter.ts: bytes in, a picture of ours or nothing out. */
if (workerData instanceof Uint8Array) parentPort?.postMessage(redrawn(Buffer.from(workerData)));
