import { startWorker } from '../opaque/trusted-types.ts';
import type { VaultCalls, VaultKind } from './calls.ts';
import type { ExportKind } from './kept.ts';

/** An export key is waited for as long as a slow phone stretches; everything else takes milliseconds. */
const ANSWER_SECONDS_MAX = 60;

/** The vault of this page: one worker, which keeps what is open until it is locked. */
export interface Vault {
  /**
   * Asks the worker. Buffers and ports that are given are gone afterwards. Throws `VaultFailed`.
   */
  ask<Kind extends VaultKind>(
    kind: Kind,
    input: VaultCalls[Kind]['input'],
  ): Promise<VaultCalls[Kind]['output']>;
  /**
   * A port for the OPAQUE worker (`exportTo`), through which the export key comes without this page seeing it. `taken`:
   * whether one came; await it after the message that was asked for with the port.
   */
  expectExport(kind: ExportKind): { readonly exportTo: MessagePort; readonly taken: Promise<boolean> };
  /** Ends the worker, and with it everything that was open. What is under way fails with `locked`. */
  lock(): void;
}

/**
 * `loading`: the worker's file did not arrive. `late`: no answer in time. `locked`: what it needs is not open, or was locked
 * meanwhile. `refused`: what it was given is not what it should be.
 */
export type VaultFailure = 'loading' | 'late' | 'locked' | 'refused';

export class VaultFailed extends Error {
  override readonly name = 'VaultFailed';
  readonly reason: VaultFailure;

  constructor(reason: VaultFailure) {
    super(`the vault failed: ${reason}`);
    this.reason = reason;
  }
}

interface Living {
  readonly worker: Worker;
  /** What fails when the worker ends. */
  readonly waiting: Set<(reason: VaultFailure) => void>;
}

let living: Living | undefined;
let asks = 0;

/** The one vault of this page. Its worker starts with the first thing that it is asked. */
export function openVault(): Vault {
  return vault;
}

const vault: Vault = {
  ask(kind, input) {
    const { worker, waiting } = (living ??= start());
    const id = ++asks;
    return new Promise((resolve, reject) => {
      const stop = new AbortController();
      const { signal } = stop;
      const fail = (reason: VaultFailure) => {
        stop.abort();
        reject(new VaultFailed(reason));
      };
      const timer = setTimeout(() => fail('late'), ANSWER_SECONDS_MAX * 1000);
      waiting.add(fail);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        waiting.delete(fail);
      });
      worker.addEventListener(
        'message',
        ({ data }) => {
          if (data.id !== id) return;
          if (!data.ok) return fail(data.reason);
          stop.abort();
          resolve(data.value);
        },
        { signal },
      );
      worker.postMessage({ id, kind, input }, movable(input));
    });
  },

  expectExport(kind) {
    const { port1, port2 } = new MessageChannel();
    const taken = vault.ask('take-export', { kind, port: port1 }).then(({ taken }) => taken);
    // Whoever gave up before asking for it is not told of it by the console.
    taken.catch(() => undefined);
    return { exportTo: port2, taken };
  },

  lock: () => end('locked'),
};

function start(): Living {
  const worker = startWorker('vault');
  worker.addEventListener('error', () => end('loading'));
  return { worker, waiting: new Set() };
}

function end(reason: VaultFailure): void {
  const ended = living;
  living = undefined;
  ended?.worker.terminate();
  for (const fail of [...(ended?.waiting ?? [])]) fail(reason);
}

/** Given away, not copied: a secret lies in one place. */
function movable(input: object): Transferable[] {
  return Object.values(input).filter((value) => value instanceof ArrayBuffer || value instanceof MessagePort);
}
