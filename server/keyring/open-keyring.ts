import { createHmac } from 'node:crypto';
import type { Log } from '../platform/log.ts';
import { makeFirstKeys } from './first-keys.ts';
import { jwksOf } from './jwks.ts';
import { claimedKeyId, signJws, verifyJws } from './jws.ts';
import { stateOf } from './key-state.ts';
import type { StoredKey } from './key-store.ts';
import type { Keyring, KeyStatus, Sealer } from './keyring.ts';
import type { KeyringParts } from './keyring-parts.ts';
import { readRings, type Rings } from './rings.ts';
import { ringSealer } from './sealer.ts';
import type { SealingPurpose } from './purposes.ts';

/** A stranger who invents key ids makes us read the rings at most this often. */
const UNKNOWN_KEY_SECONDS = 5;

/**
 * Opens the rings, having made those that are not there yet. Everything is unwrapped and imported here, once: no
 * request waits for a key. Throws KeyringError with one line for the operator; the server must not start then.
 */
export async function openKeyring(parts: KeyringParts & { readonly log: Log }): Promise<Keyring> {
  // A start looks at what is there now, whatever was seen before: a file that others may read stops it.
  await parts.keks.present();
  await makeFirstKeys(parts);
  let opened = prepared(await readRings(parts));
  let reading: Promise<void> | undefined;
  let lastUnknownSeconds = -Infinity;
  const nowSeconds = () => parts.clock.nowSeconds();

  /** Whoever asks while the rows are being read shares the answer. */
  function refresh(): Promise<void> {
    reading ??= readRings(parts, opened.rings)
      .then((rings) => {
        opened = prepared(rings);
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  function unknownKey(): void {
    if (nowSeconds() - lastUnknownSeconds < UNKNOWN_KEY_SECONDS) return;
    lastUnknownSeconds = nowSeconds();
    refresh().catch((error: unknown) => parts.log.warn('the key rings could not be read again', { error }));
  }

  const sealerOf = (purpose: SealingPurpose) =>
    ringSealer(purpose, { ring: () => opened.rings.sealing[purpose], nowSeconds, unknownKey });
  const sealers: Readonly<Record<SealingPurpose, Sealer>> = {
    'refresh-token': sealerOf('refresh-token'),
    'access-token': sealerOf('access-token'),
    ephemera: sealerOf('ephemera'),
    outbox: sealerOf('outbox'),
    'client-secret': sealerOf('client-secret'),
    factor: sealerOf('factor'),
  };

  return {
    sign(algorithm, typ, claims) {
      return signJws(present(opened.rings.signing[algorithm].current(nowSeconds())).material, typ, claims);
    },
    verify(typ, jws) {
      const live = opened.signing.filter(({ row }) => stateOf(row, nowSeconds()) !== 'retired');
      const claims = verifyJws(live, typ, jws);
      if (claims === undefined) {
        const keyId = claimedKeyId(jws);
        if (keyId !== undefined && !opened.rings.rows.some(({ id }) => id === keyId)) unknownKey();
      }
      return claims;
    },
    jwks: () => opened.jwks(nowSeconds()),
    sealer: (purpose) => sealers[purpose],
    credentialId(canonicalEmail) {
      const { material } = present(opened.rings.credentialId.current(nowSeconds()));
      return createHmac('sha256', material).update(canonicalEmail).digest('base64url');
    },
    pairwiseSubject(sector, accountId) {
      const { material } = present(opened.rings.pairwiseSubject.current(nowSeconds()));
      // No host has a space in it, so no two pairs make one text.
      return createHmac('sha256', material).update(`${sector} ${accountId}`).digest('base64url');
    },
    get currentSetupId() {
      return present(opened.rings.setups.current(nowSeconds())).row.id;
    },
    serverSetup: (setupId) => opened.rings.setups.find(setupId, nowSeconds()),
    get setups() {
      return opened.setups;
    },
    get keys() {
      return statusOf(opened.rings, nowSeconds());
    },
    refresh,
  };
}

/** What is worked out once per change of the rows. */
function prepared(rings: Rings) {
  const signing = Object.values(rings.signing).flatMap(({ keys }) => keys);
  const setups = rings.setups.keys
    .map(({ row }) => row)
    .sort((a, b) => a.activatesAtSeconds - b.activatesAtSeconds)
    .map(({ id, compromisedAtSeconds }) => ({ id, compromised: compromisedAtSeconds !== null }));
  return { rings, signing, setups, jwks: jwksOf(signing) };
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a ring has no key to use');
  return value;
}

function statusOf({ rows }: Rings, nowSeconds: number): readonly KeyStatus[] {
  return rows.map((row) => ({
    id: row.id,
    purpose: row.purpose,
    state: isDestroyed(row, nowSeconds) ? 'destroyed' : stateOf(row, nowSeconds),
    activatesAtSeconds: row.activatesAtSeconds,
    retiresAtSeconds: row.retiresAtSeconds,
    expiresAtSeconds: row.expiresAtSeconds,
  }));
}

function isDestroyed(row: StoredKey, nowSeconds: number): boolean {
  return row.sealed === null && stateOf(row, nowSeconds) === 'retired';
}
