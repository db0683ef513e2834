import { createSecretKey, type KeyObject } from 'node:crypto';
import type { SigningAlgorithm } from '../clients/client.ts';
import { envelopeKey, type EnvelopeKey } from './envelope.ts';
import { stateOf } from './key-state.ts';
import type { KeyPurpose, StoredKey } from './key-store.ts';
import type { KeyringParts } from './keyring-parts.ts';
import { signingPurposes, type SealingPurpose } from './purposes.ts';
import { ring, type Ring } from './ring.ts';
import { checkSetup } from './server-setup.ts';
import { signingKey, type SigningKey } from './signing-key.ts';
import { unwrapKeys } from './wrap.ts';

/** Every ring, unwrapped: what the keyring works with until the rows change. */
export interface Rings {
  readonly rows: readonly StoredKey[];
  readonly signing: Readonly<Record<SigningAlgorithm, Ring<SigningKey>>>;
  readonly sealing: Readonly<Record<SealingPurpose, Ring<EnvelopeKey>>>;
  readonly credentialId: Ring<KeyObject>;
  readonly pairwiseSubject: Ring<KeyObject>;
  /** Server setups never expire, so that every credential finds its own. */
  readonly setups: Ring<string>;
}

/**
 * Reads the rows and unwraps what is new in them; keys that `known` holds unchanged are not imported again, and server
 * setups are tried once. Retired keys are left alone, so a damaged old row hurts nobody. Throws KeyringError.
 */
export async function readRings(parts: KeyringParts, known?: Rings): Promise<Rings> {
  const rows = await parts.store.list();
  const nowSeconds = parts.clock.nowSeconds();
  const live = rows.filter((row) => stateOf(row, nowSeconds) !== 'retired');
  const imported = new Map(importedRows(known).map((row) => [row.id, row]));
  // A server that runs asks nobody to unwrap anything until a key is new to it.
  const fresh = live.filter((row) => !unchanged(imported.get(row.id), row));
  const opened = fresh.length === 0 ? [] : await unwrapKeys(parts.keks, fresh);
  const privateParts = new Map(fresh.map((row, index) => [row.id, opened[index]]));

  function load<Material>(
    purpose: KeyPurpose,
    before: Ring<Material> | undefined,
    importKey: (row: StoredKey, privatePart: Buffer) => Material,
  ) {
    return live
      .filter((row) => row.purpose === purpose)
      .map((row) => {
        const same = before?.keys.find((key) => key.row.id === row.id && unchanged(key.row, row));
        if (same !== undefined) return { row, material: same.material };
        const privatePart = privateParts.get(row.id) ?? Buffer.alloc(0);
        const material = importKey(row, privatePart);
        privatePart.fill(0);
        return { row, material };
      });
  }

  const signing = (algorithm: SigningAlgorithm) =>
    ring(
      load(signingPurposes[algorithm], known?.signing[algorithm], (row, pkcs8) =>
        signingKey(algorithm, row.id, row.publicPart ?? '', pkcs8),
      ),
      ({ sign }) => sign !== undefined,
    );
  const sealing = (purpose: SealingPurpose) =>
    ring(load(purpose, known?.sealing[purpose], (row, bytes) => envelopeKey(row.id, bytes)));

  return {
    rows,
    signing: {
      RS256: signing('RS256'),
      PS256: signing('PS256'),
      ES256: signing('ES256'),
      EdDSA: signing('EdDSA'),
    },
    sealing: {
      'refresh-token': sealing('refresh-token'),
      'access-token': sealing('access-token'),
      ephemera: sealing('ephemera'),
      outbox: sealing('outbox'),
      'client-secret': sealing('client-secret'),
      factor: sealing('factor'),
    },
    credentialId: ring(load('credential-id', known?.credentialId, (_row, bytes) => createSecretKey(bytes))),
    pairwiseSubject: ring(
      load('pairwise-subject', known?.pairwiseSubject, (_row, bytes) => createSecretKey(bytes)),
    ),
    setups: ring(
      load('server-setup', known?.setups, (row, bytes) => {
        const setup = bytes.toString('utf8');
        checkSetup(parts.opaque, row, setup);
        return setup;
      }),
    ),
  };
}

function importedRows(known: Rings | undefined): readonly StoredKey[] {
  if (known === undefined) return [];
  const rings = [
    ...Object.values(known.signing),
    ...Object.values(known.sealing),
    known.credentialId,
    known.pairwiseSubject,
    known.setups,
  ];
  return rings.flatMap(({ keys }) => keys.map(({ row }) => row));
}

/** Wrapped anew is not made anew: the material of a key never changes, but that a private part may go. */
function unchanged(before: StoredKey | undefined, now: StoredKey): boolean {
  return (
    before?.publicPart === now.publicPart &&
    before.canary === now.canary &&
    before.emptied === now.emptied &&
    before.sealed !== null &&
    now.sealed !== null
  );
}
