import type { OpaqueCalls, OpaqueKind } from './calls.ts';
import { startWorker } from './trusted-types.ts';

/** Stretching takes 0.2 s on a desktop and seconds on a slow phone; beyond this something is broken. */
const ANSWER_SECONDS_MAX = 60;

/** The client half of OPAQUE for one trip: start, finish, close. */
export interface Opaque {
  /** Asks the worker. Throws `OpaqueFailed` when the worker cannot be loaded, or refuses the server's message. */
  ask<Kind extends OpaqueKind>(
    kind: Kind,
    input: OpaqueCalls[Kind]['input'],
  ): Promise<OpaqueCalls[Kind]['output']>;
  /** Ends the worker: its memory, the password in it, and any computation under way. */
  close(): void;
}

/** `loading`: the worker's file did not arrive. `refused`: a message of the server was not what it should be. */
export class OpaqueFailed extends Error {
  override readonly name = 'OpaqueFailed';
  readonly reason: 'loading' | 'refused';

  constructor(reason: 'loading' | 'refused') {
    super(`OPAQUE failed: ${reason}`);
    this.reason = reason;
  }
}

let warmed: Worker | undefined;

/** Loads the worker while the person still types, so that its 130 kB are not waited for at submit. */
export function warmOpaque(): void {
  if (warmed) return;
  const worker = startWorker('opaque');
  worker.addEventListener('error', () => {
    if (warmed === worker) warmed = undefined;
  });
  warmed = worker;
}

/** One trip with a worker of its own. */
export function openOpaque(): Opaque {
  const worker = warmed ?? startWorker('opaque');
  warmed = undefined;
  return {
    ask: (kind, input) =>
      new Promise((resolve, reject) => {
        const stop = new AbortController();
        const { signal } = stop;
        const fail = (reason: OpaqueFailed['reason']) => {
          stop.abort();
          reject(new OpaqueFailed(reason));
        };
        const timer = setTimeout(() => fail('loading'), ANSWER_SECONDS_MAX * 1000);
        signal.addEventListener('abort', () => clearTimeout(timer));
        worker.addEventListener('error', () => fail('loading'), { signal });
        worker.addEventListener(
          'message',
          (event) => {
            if (!event.data.ok) return fail('refused');
            stop.abort();
            resolve(event.data.value);
          },
          { signal },
        );
        const ports = Object.values(input).filter((value) => value instanceof MessagePort);
        worker.postMessage({ kind, ...input }, ports);
      }),
    close: () => worker.terminate(),
  };
}
