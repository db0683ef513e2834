import type { VaultCalls, VaultKind } from '../vault/calls.ts';
import type { Vault } from '../vault/client.ts';
import { takeWaiting, whenLocked } from './held.ts';

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

let opened: Promise<Vault> | undefined;

/** Whether the vault worker runs: only then something may be open. */
export const isVaultLoaded = (): boolean => opened !== undefined;

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
    for (const [exported, port] of takeWaiting()) await vault.ask('take-export', { kind: exported, port });
    return await vault.ask(kind, input);
  } catch (error) {
    throw new KeeperFailed(reasonOf(error), error);
  }
}

async function loaded(): Promise<Vault> {
  whenLocked(end);
  opened ??= import('../vault/client.ts').then(({ openVault }) => openVault());
  try {
    return await opened;
  } catch (error) {
    // Asked for again at the next try.
    opened = undefined;
    throw new KeeperFailed('loading', error);
  }
}

function end(): void {
  void opened?.then(
    (vault) => vault.lock(),
    () => undefined,
  );
  opened = undefined;
}

function reasonOf(error: unknown): Failure {
  const reason = error instanceof Error && 'reason' in error ? error.reason : undefined;
  return reason === 'loading' || reason === 'late' ? reason : 'refused';
}
