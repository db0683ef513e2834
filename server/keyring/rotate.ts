import type { AuditEvent } from '../audit/event.ts';
import { activeKek } from './keks.ts';
import { stateOf } from './key-state.ts';
import type { KeyPurpose, StoredKek, StoredKey } from './key-store.ts';
import { KeyringError } from './keyring-error.ts';
import type { KeyringParts } from './keyring-parts.ts';
import { makeKey } from './make-key.ts';
import { irreplaceable, neverRotated, retentionSeconds } from './purposes.ts';

/** In this time every instance has read the rings again: the least that a key waits, so that nobody meets one unknown. */
export const SPREAD_SECONDS = 10;

export interface RotateOptions {
  /** The successor takes over as soon as every instance knows it, not after the time of publication. */
  readonly now?: boolean;
  /** The old keys are known to a thief: they are retired this second, and what they signed or sealed is void. */
  readonly revoke?: boolean;
  /**
   * Server setups: all older ones are known to a thief. They still answer, for whoever has a password under them must
   * prove it once more to choose another, and the successor takes over this second.
   */
  readonly compromised?: boolean;
}

/**
 * Makes the successor of a ring's active key and sets when the two change places; returns the successor's id. Nothing
 * that was signed or sealed before needs to be rewritten. Throws KeyringError `rotation_refused`.
 */
export async function rotateKey(
  parts: KeyringParts,
  purpose: KeyPurpose,
  options: RotateOptions = {},
): Promise<string> {
  let id = '';
  await parts.store.change(async (current, keks) => {
    const changed = await succession(parts, { current, keks }, purpose, options);
    id = changed.successor.id;
    return changed;
  });
  return id;
}

/** What a rotation writes; called under the lock of the store. */
export async function succession(
  parts: KeyringParts,
  { current, keks }: { readonly current: readonly StoredKey[]; readonly keks: readonly StoredKek[] },
  purpose: KeyPurpose,
  options: RotateOptions,
): Promise<{ successor: StoredKey; write: readonly StoredKey[]; events: readonly AuditEvent[] }> {
  refuseImpossible(purpose, options);
  const nowSeconds = parts.clock.nowSeconds();
  const ring = current.filter((key) => key.purpose === purpose && stateOf(key, nowSeconds) !== 'retired');
  const waiting = ring.find((key) => stateOf(key, nowSeconds) === 'upcoming');
  const afresh = options.revoke === true || options.compromised === true;
  if (waiting !== undefined && options.now !== true && !afresh) {
    throw new KeyringError(
      'rotation_refused',
      `ring ${purpose} has a successor already, ${waiting.id}: wait, or rotate now`,
    );
  }

  const activatesAtSeconds = nowSeconds + delaySeconds(parts, options);
  const successor =
    waiting !== undefined && !afresh
      ? { ...waiting, activatesAtSeconds: Math.min(waiting.activatesAtSeconds, activatesAtSeconds) }
      : await makeKey({ ...parts, kekId: activeKek(keks, nowSeconds).id }, purpose, {
          nowSeconds,
          activatesAtSeconds,
        });
  const retentionTime = retentionSeconds(purpose, parts.lifetimes);
  const predecessors = ring
    .filter(({ id }) => id !== successor.id)
    .map((key) => {
      if (options.revoke === true) return revoked(key, nowSeconds);
      if (options.compromised === true) return compromised(key, nowSeconds);
      return succeeded(key, successor, retentionTime);
    });

  return {
    successor,
    write: [successor, ...predecessors],
    events: [
      ...(successor.id === waiting?.id ? [] : [{ kind: 'key.created', atSeconds: nowSeconds } as const]),
      ...(options.revoke === true
        ? predecessors.map(() => ({ kind: 'key.retired', atSeconds: nowSeconds }) as const)
        : []),
      ...(options.compromised === true
        ? predecessors.map(() => ({ kind: 'key.compromised', atSeconds: nowSeconds }) as const)
        : []),
    ],
  };
}

function refuseImpossible(purpose: KeyPurpose, options: RotateOptions): void {
  if (neverRotated.includes(purpose)) {
    throw new KeyringError(
      'rotation_refused',
      `ring ${purpose} never changes: what was named with its key is known to others by that name`,
    );
  }
  if (options.compromised === true && purpose !== 'server-setup') {
    throw new KeyringError(
      'rotation_refused',
      `only server-setup can be compromised; revoke ring ${purpose}`,
    );
  }
  if (options.revoke === true && irreplaceable.includes(purpose)) {
    throw new KeyringError(
      'rotation_refused',
      `ring ${purpose} cannot be revoked: nobody could sign in; rotate it${purpose === 'server-setup' ? ' as compromised' : ''} instead`,
    );
  }
}

function delaySeconds(parts: KeyringParts, { now, revoke, compromised: leaked }: RotateOptions): number {
  if (revoke === true || leaked === true) return 0;
  return now === true ? SPREAD_SECONDS : Math.max(parts.lifetimes.signingKeyPublishSeconds, SPREAD_SECONDS);
}

/** A key that was to retire earlier still does. */
function succeeded(key: StoredKey, successor: StoredKey, retentionTime: number | null): StoredKey {
  const retiresAtSeconds = Math.min(key.retiresAtSeconds ?? Infinity, successor.activatesAtSeconds);
  const expiresAtSeconds = retentionTime === null ? null : retiresAtSeconds + retentionTime;
  return { ...key, retiresAtSeconds, expiresAtSeconds };
}

/** One that waited to be used was in the same place as the others: it never is. */
function compromised(key: StoredKey, nowSeconds: number): StoredKey {
  return {
    ...key,
    // Before the successor, in the same second too: of two that begin at once either might be taken for the current.
    activatesAtSeconds: Math.min(key.activatesAtSeconds, nowSeconds - 1),
    retiresAtSeconds: Math.min(key.retiresAtSeconds ?? Infinity, nowSeconds),
    compromisedAtSeconds: key.compromisedAtSeconds ?? nowSeconds,
  };
}

function revoked(key: StoredKey, nowSeconds: number): StoredKey {
  return { ...key, sealed: null, retiresAtSeconds: nowSeconds, expiresAtSeconds: nowSeconds };
}
