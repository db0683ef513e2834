import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { SetupShare, SetupShareStore } from './share-store.ts';

/** Under which server setup a stranger is answered, so that nobody tells them from members after a rotation (EN-02). */
export interface SetupShares {
  /** Hangs on the credential id and on how members are spread; moves from an older setup to the current, never back. */
  setupFor(credentialId: string): string;
  /** Reads how members are spread, and counts them anew when that was long ago. Nothing while there is one setup. */
  refresh(): Promise<void>;
}

/** All credentials are counted at most once in this time, whatever the number of instances. */
export const COUNT_SECONDS = 300;

interface Parts {
  readonly keyring: Pick<Keyring, 'credentialId' | 'currentSetupId' | 'setups'>;
  readonly shares: SetupShareStore;
  readonly clock: Clock;
}

/**
 * A stranger lives the life of a member: each setup has a fixed number for them between 0 and 1, and they leave it when
 * the part of its members that are left falls below that number, for the setup that is current then. Shares move
 * between two counts by the clock, not in steps: nobody sees all strangers move in one second.
 */
export function openSetupShares({ keyring, shares, clock }: Parts): SetupShares {
  let known: readonly SetupShare[] = [];
  let judged: Spread | undefined;

  /** Worked out once a second, not at every login. */
  function spread(): Spread {
    const ids = begunSetups(keyring);
    const nowSeconds = clock.nowSeconds();
    const same =
      judged?.known === known && judged.atSeconds === nowSeconds && judged.ids.length === ids.length;
    if (judged === undefined || !same) judged = spreadOf(ids, known, nowSeconds);
    return judged;
  }

  /** A number for that setup and credential id, evenly spread over 0 to 1. A space is in no e-mail address of ours. */
  function numberOf(setupId: string, credentialId: string): number {
    const mac = keyring.credentialId(`stranger ${setupId} ${credentialId}`);
    return Buffer.from(mac, 'base64url').readUIntBE(0, 6) / 2 ** 48;
  }

  return {
    setupFor(credentialId) {
      const { ids, had, left } = spread();
      let at = 0;
      while (at < ids.length - 1) {
        const here = at;
        const stays = numberOf(ids[here] ?? '', credentialId) * (had[here] ?? 0);
        const later = ids.findIndex((_, index) => index > here && (left[here]?.[index] ?? 0) <= stays);
        if (later < 0) break;
        at = later;
      }
      return ids[at] ?? keyring.currentSetupId;
    },

    async refresh() {
      const olderIds = begunSetups(keyring).slice(0, -1);
      if (olderIds.length === 0) return;
      const currentId = keyring.currentSetupId;
      const nowSeconds = clock.nowSeconds();
      known = await shares.list();
      const fresh = olderIds.every((id) =>
        known.some(
          (row) =>
            row.setupId === id &&
            row.currentId === currentId &&
            row.takenAtSeconds > nowSeconds - COUNT_SECONDS,
        ),
      );
      if (fresh) return;
      await shares.take({ currentId, olderIds, nowSeconds, everySeconds: COUNT_SECONDS });
      known = await shares.list();
    },
  };
}

interface Spread {
  readonly known: readonly SetupShare[];
  readonly atSeconds: number;
  /** Oldest first; the last is the current one. */
  readonly ids: readonly string[];
  /** What each setup had when its own time was over: all but what still hung on older ones. */
  readonly had: readonly number[];
  /** `left[older][later]`: what was left of the older one in the time of the later. */
  readonly left: readonly (readonly number[])[];
}

function spreadOf(ids: readonly string[], known: readonly SetupShare[], atSeconds: number): Spread {
  const rows = new Map(known.map((row) => [`${row.setupId} ${row.currentId}`, row]));
  const had: number[] = [];
  const left: number[][] = [];
  for (const [at, id] of ids.entries()) {
    const older = left.reduce((sum, shares) => sum + (shares[at] ?? 0), 0);
    let share = Math.max(0, 1 - older);
    had.push(share);
    left.push(
      ids.map((laterId, later) => {
        if (later <= at) return share;
        // Not counted yet in that time: what was left in the one before.
        const row = rows.get(`${id} ${laterId}`);
        if (row) share = Math.min(share, shareAt(row, atSeconds));
        return share;
      }),
    );
  }
  return { known, atSeconds, ids, had, left };
}

/** Oldest first; the last is the current one. */
function begunSetups({
  setups,
  currentSetupId,
}: Pick<Keyring, 'setups' | 'currentSetupId'>): readonly string[] {
  const ids = setups.map(({ id }) => id);
  return ids.slice(0, ids.indexOf(currentSetupId) + 1);
}

function shareAt({ from, to, takenAtSeconds }: SetupShare, nowSeconds: number): number {
  const gone = Math.min(1, Math.max(0, (nowSeconds - takenAtSeconds) / COUNT_SECONDS));
  return from + (to - from) * gone;
}
