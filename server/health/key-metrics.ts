import type { Registry } from 'prom-client';
import type { KekStatus } from '../keyring/kek-status.ts';
import type { Keyring, KeyStatus } from '../keyring/keyring.ts';
import { purposes } from '../keyring/purposes.ts';
import { gauge, type Sample } from './gauge.ts';
import type { Reading } from './reading.ts';

const STATES: readonly KeyStatus['state'][] = ['upcoming', 'active', 'retiring', 'retired', 'destroyed'];

interface Parts {
  readonly keyring: Pick<Keyring, 'keys'>;
  readonly keks: Reading<readonly KekStatus[]>;
}

/** The keys of the rings, and how far a rotation of the key-encryption key has come. Ids of keys are names, no secrets. */
export function keyMetrics(registry: Registry, { keyring, keks }: Parts): void {
  const known = async () => ((await keks.read()) ?? []).filter(({ state }) => state !== 'destroyed');

  gauge(
    registry,
    {
      name: 'tacet_keys',
      help: 'Keys of each ring, by state.',
      labels: ['purpose', 'state'],
      together: 'max',
    },
    () => Promise.resolve(keysOf(keyring.keys)),
  );
  gauge(
    registry,
    {
      name: 'tacet_kek_state',
      help: 'Key-encryption keys that are not destroyed: 1 for the state that each is in.',
      labels: ['kek', 'provider', 'state'],
      together: 'max',
    },
    async () =>
      (await known()).map(({ id, provider, state }) => ({ labels: { kek: id, provider, state }, value: 1 })),
  );
  gauge(
    registry,
    {
      name: 'tacet_kek_present',
      help: 'Whether each can be used here; absent while its holder does not answer.',
      labels: ['kek'],
      together: 'min',
    },
    async () =>
      (await known()).flatMap(({ id, present }) =>
        present === undefined ? [] : [{ labels: { kek: id }, value: present ? 1 : 0 }],
      ),
  );
  gauge(
    registry,
    {
      name: 'tacet_kek_wraps',
      help: 'Keys that are wrapped under each key-encryption key: of rings, and data keys of accounts.',
      labels: ['kek', 'kind'],
      together: 'max',
    },
    async () => (await known()).flatMap((kek) => wraps({ kek: kek.id }, [kek])),
  );
  gauge(
    registry,
    {
      name: 'tacet_kek_wraps_left',
      help: 'Keys that are still to be wrapped under the key-encryption key in use: 0 when a rotation is through.',
      labels: ['kind'],
      together: 'max',
    },
    async () => {
      const all = await known();
      return all.length === 0
        ? []
        : wraps(
            {},
            all.filter(({ state }) => state !== 'active'),
          );
    },
  );
}

function keysOf(keys: readonly KeyStatus[]): readonly Sample[] {
  return purposes.flatMap((purpose) =>
    STATES.map((state) => ({
      labels: { purpose, state },
      value: keys.filter((key) => key.purpose === purpose && key.state === state).length,
    })),
  );
}

function wraps(labels: Sample['labels'], keks: readonly KekStatus[]): readonly Sample[] {
  const sum = (count: (kek: KekStatus) => number) => keks.reduce((total, kek) => total + count(kek), 0);
  return [
    { labels: { ...labels, kind: 'ring' }, value: sum(({ ringKeys }) => ringKeys) },
    { labels: { ...labels, kind: 'data' }, value: sum(({ dataKeys }) => dataKeys) },
  ];
}
