import type { VaultCalls, VaultKind } from '../vault/calls.ts';
import type { Vault } from '../vault/client.ts';

/** `proved`: of a login. `chosen`: of a registration. */
export type ExportKind = VaultCalls['take-export']['input']['kind'];

/** What a passkey derived (WebAuthn L3 §10.1.4) when somebody proved it on this page. */
export interface ProvedPasskey {
  readonly credentialId: string;
  readonly prf: ArrayBuffer;
}

/** `loading`: the worker did not arrive. `late`: no answer in time. `refused`: what it was given does not fit. */
type Failure = 'loading' | 'late' | 'refused';

/** The vault worker is of no help, for a reason that the page puts into words. */
export class KeeperFailed extends Error {
  override readonly name = 'KeeperFailed';
  readonly reason: Failure;

  constructor(reason: Failure, cause?: unknown) {
    super(`the keeper of the vault failed: ${reason}`, { cause });
    this.reason = reason;
  }
}

/** One end for the OPAQUE worker; the other is kept for the vault worker once the login has counted. */
interface ExportWay {
  readonly port: MessagePort;
  readonly keep: (kind: ExportKind) => void;
}

let opened: Promise<Vault> | undefined;
let passkey: ProvedPasskey | undefined;
let beside: Promise<unknown> = Promise.resolve();
/** Export keys wait in their ports, which are never read here, until the vault worker is needed at all. */
const waiting = new Map<ExportKind, MessagePort>();
const kinds = new Set<ExportKind>();

/** A way for an export key from worker to worker, around the page. */
export function openExport(): ExportWay {
  const { port1, port2 } = new MessageChannel();
  return {
    port: port2,
    keep(kind) {
      waiting.get(kind)?.close();
      waiting.set(kind, port1);
      kinds.add(kind);
    },
  };
}

/** For one that does not belong to the password of today: nothing is wrapped under it. */
export function forgetExport(kind: ExportKind): void {
  const { port, keep } = openExport();
  port.postMessage(undefined);
  port.close();
  keep(kind);
  kinds.delete(kind);
}

/** Whether the vault worker runs: only then something may be open. */
export const isVaultLoaded = (): boolean => opened !== undefined;

export const holdsExport = (kind: ExportKind): boolean => kinds.has(kind);

export function keepPasskey(proved: ProvedPasskey | undefined): void {
  passkey = proved;
}

export const provedPasskey = (): ProvedPasskey | undefined => passkey;

/** Something that replaces wraps runs beside the page: what opens them is asked for afterwards. */
export function goesBeside(change: Promise<unknown>): void {
  beside = change;
}

export const nothingBeside = (): Promise<unknown> => beside;

/**
 * Asks the vault worker of this page, which is loaded at the first question and holds the account key until the page
 * locks it. Throws {@link KeeperFailed}.
 */
export async function askVault<Kind extends VaultKind>(
  kind: Kind,
  input: VaultCalls[Kind]['input'],
): Promise<VaultCalls[Kind]['output']> {
  const vault = await loaded();
  try {
    for (const [exported, port] of waiting) {
      waiting.delete(exported);
      await vault.ask('take-export', { kind: exported, port });
    }
    return await vault.ask(kind, input);
  } catch (error) {
    throw new KeeperFailed(reasonOf(error), error);
  }
}

async function loaded(): Promise<Vault> {
  opened ??= import('../vault/client.ts').then(({ openVault }) => openVault());
  try {
    return await opened;
  } catch (error) {
    // Asked for again at the next try.
    opened = undefined;
    throw new KeeperFailed('loading', error);
  }
}

function reasonOf(error: unknown): Failure {
  const reason = error instanceof Error && 'reason' in error ? error.reason : undefined;
  return reason === 'loading' || reason === 'late' ? reason : 'refused';
}

/** Ends the worker, and the account key in it; every other key that the page was given goes too. */
export function lockVault(): void {
  void opened?.then(
    (vault) => vault.lock(),
    () => undefined,
  );
  opened = undefined;
  passkey = undefined;
  for (const port of waiting.values()) port.close();
  waiting.clear();
  kinds.clear();
}
