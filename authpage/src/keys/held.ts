import type { VaultCalls } from '../vault/calls.ts';

/** `proved`: of a login. `chosen`: of a registration. */
export type ExportKind = VaultCalls['take-export']['input']['kind'];

/** What a passkey derived (WebAuthn L3 §10.1.4) when somebody proved it on this page. */
export interface ProvedPasskey {
  readonly credentialId: string;
  readonly prf: ArrayBuffer;
}

/** One end for the OPAQUE worker; the other is kept for the vault worker once the login has counted. */
interface ExportWay {
  readonly port: MessagePort;
  readonly keep: (kind: ExportKind) => void;
}

let passkey: ProvedPasskey | undefined;
let beside: Promise<unknown> = Promise.resolve();
let endVault: () => void = () => undefined;
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

/** The vault worker holds the one that was chosen as proved from now on. */
export function exportCounts(): void {
  kinds.delete('chosen');
  kinds.add('proved');
}

export const holdsExport = (kind: ExportKind): boolean => kinds.has(kind);

/** For the vault worker: each port is given away once. */
export function takeWaiting(): readonly (readonly [ExportKind, MessagePort])[] {
  const all = [...waiting];
  waiting.clear();
  return all;
}

export function keepPasskey(proved: ProvedPasskey | undefined): void {
  passkey = proved;
}

export const provedPasskey = (): ProvedPasskey | undefined => passkey;

/** Something that replaces wraps runs beside the page: what opens them is asked for afterwards. */
export function goesBeside(change: Promise<unknown>): void {
  beside = change;
}

export const nothingBeside = (): Promise<unknown> => beside;

/** What ends the vault worker, from when there is one. */
export function whenLocked(end: () => void): void {
  endVault = end;
}

/** Ends the vault worker, and the account key in it; every other key that the page was given goes too. */
export function lockVault(): void {
  endVault();
  passkey = undefined;
  for (const [, port] of takeWaiting()) port.close();
  kinds.clear();
}
