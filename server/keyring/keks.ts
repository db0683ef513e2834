import { currentOf } from './key-state.ts';
import type { StoredKek } from './key-store.ts';
import { KeyringError } from './keyring-error.ts';
import { parseEnvelope } from './envelope-text.ts';
import type {
  KeyProvider,
  Plain,
  ProviderName,
  Rewrapped,
  Unwrapped,
  Wrapped,
} from './providers/key-provider.ts';
import { ITEMS_MAX } from './providers/key-provider.ts';
import { rewrapThrough } from './providers/rewrap-through.ts';

/** The key-encryption keys of this deployment, whoever holds them: the way from one provider to another leads here. */
export interface Keks {
  /** Where new ones are made. */
  readonly configured: ProviderName;
  /** Makes one with the configured provider. The caller writes it down, under the lock of the store. */
  create(nowSeconds: number, activatesAtSeconds: number): Promise<StoredKek>;
  /** Those that can be used at this moment; throws KeysUnavailable when a provider that was set up does not answer. */
  present(): Promise<ReadonlySet<string>>;
  wrap(kekId: string, items: readonly Plain[]): Promise<readonly string[]>;
  /** In the order of the items; throws nothing for one of them. */
  unwrap(items: readonly Wrapped[]): Promise<readonly Unwrapped[]>;
  rewrap(kekId: string, items: readonly Wrapped[]): Promise<readonly Rewrapped[]>;
  destroy(kekId: string): Promise<void>;
  close(): Promise<void>;
}

/** Ids of keys in the transit engine begin so; no digest of a local one does (KEK_ID, providers/local.ts). */
const TRANSIT = /^transit-/;

export function openKeks(parts: {
  readonly configured: ProviderName;
  readonly local: KeyProvider;
  readonly transit?: KeyProvider | undefined;
}): Keks {
  const { local, transit, configured } = parts;
  const providers = transit === undefined ? [local] : [local, transit];

  function holderOf(kekId: string): KeyProvider {
    if (!TRANSIT.test(kekId)) return local;
    if (transit === undefined) {
      throw new KeyringError(
        'kek_missing',
        `keys in the database are wrapped under ${kekId}: set TACET_TRANSIT_URL and how to log in there`,
      );
    }
    return transit;
  }

  /** One call a provider and five hundred items; answers are put back in order. */
  async function byHolder<Item extends Wrapped, Answer>(
    items: readonly Item[],
    malformed: Answer,
    act: (holder: KeyProvider, some: readonly Item[]) => Promise<readonly Answer[]>,
  ): Promise<readonly Answer[]> {
    const answers = items.map(() => malformed);
    const places = new Map<KeyProvider, number[]>();
    items.forEach(({ wrapped }, index) => {
      const kekId = parseEnvelope(wrapped)?.keyId;
      if (kekId === undefined) return;
      const holder = holderOf(kekId);
      places.set(holder, [...(places.get(holder) ?? []), index]);
    });
    for (const [holder, indexes] of places) {
      for (let from = 0; from < indexes.length; from += ITEMS_MAX) {
        const some = indexes.slice(from, from + ITEMS_MAX);
        const found = await act(
          holder,
          some.flatMap((index) => items[index] ?? []),
        );
        some.forEach((index, at) => {
          answers[index] = found[at] ?? malformed;
        });
      }
    }
    return answers;
  }

  const unwrap = (items: readonly Wrapped[]) =>
    byHolder<Wrapped, Unwrapped>(items, MALFORMED, (holder, some) => holder.unwrap(some));

  return {
    configured,
    async create(nowSeconds, activatesAtSeconds) {
      const provider = configured === 'local' ? local : transit;
      if (provider === undefined) throw new KeyringError('kek_unusable', 'TACET_TRANSIT_URL is not set');
      const times = { createdAtSeconds: nowSeconds, activatesAtSeconds };
      return {
        ...{ id: await provider.create(), provider: provider.name, ...times },
        ...{ retiresAtSeconds: null, destroyedAtSeconds: null },
      };
    },
    async present() {
      const each = await Promise.all(providers.map((provider) => provider.present()));
      return new Set(each.flatMap((ids) => [...ids]));
    },
    wrap: (kekId, items) => holderOf(kekId).wrap(kekId, items),
    unwrap,
    rewrap: (kekId, items) =>
      byHolder<Wrapped, Rewrapped>(items, MALFORMED, async (holder, some) => {
        const target = holderOf(kekId);
        if (holder === target) return holder.rewrap(kekId, some);
        // The plaintext must pass through here, and nowhere else.
        return rewrapThrough(
          { unwrap: (wrapped) => holder.unwrap(wrapped), wrap: (plain) => target.wrap(kekId, plain) },
          some,
        );
      }),
    destroy: (kekId) => holderOf(kekId).destroy(kekId),
    async close() {
      await Promise.all(providers.map((provider) => provider.close()));
    },
  };
}

const MALFORMED = { opened: false, reason: 'malformed' } as const;

/** The key-encryption key to wrap with now. Throws KeyringError when there is none. */
export function activeKek(keks: readonly StoredKek[], nowSeconds: number): StoredKek {
  const usable = keks.filter(({ destroyedAtSeconds }) => destroyedAtSeconds === null);
  const current = currentOf(
    usable.map((kek) => ({ ...kek, expiresAtSeconds: null })),
    nowSeconds,
  );
  const found = usable.find(({ id }) => id === current?.id);
  if (found === undefined)
    throw new KeyringError(
      'kek_missing',
      'there is no key-encryption key in use: restore the table kek from a backup',
    );
  return found;
}
