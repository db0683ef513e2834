import { loadConfig } from '../../server/config/load.ts';
import type { TransitConfig } from '../../server/config/config.ts';
import type { KeyProvider } from '../../server/keyring/providers/key-provider.ts';
import { transitProvider, type TransitParts } from '../../server/keyring/providers/transit.ts';
import { type TestClock, testClock } from '../harness/clock.ts';
import { silentLog } from './parts.ts';
import { type TransitDouble, transitDouble } from './transit-double.ts';

type Settings = Readonly<Record<string, string>>;

/** What an operator would set, read as the server reads it. */
export function transitConfig(settings: Settings): TransitConfig {
  const { transit } = loadConfig({ TACET_KEY_PROVIDER: 'transit', ...settings }).keys;
  if (transit === undefined) throw new Error('no transit server in the settings');
  return transit;
}

export const approle = ({ url, roleId, secretId }: Pick<TransitDouble, 'url' | 'roleId' | 'secretId'>) => ({
  TACET_TRANSIT_URL: url,
  TACET_TRANSIT_AUTH: 'approle',
  TACET_TRANSIT_ROLE_ID: roleId,
  TACET_TRANSIT_SECRET_ID: secretId,
});

export const byToken = ({ url }: Pick<TransitDouble, 'url'>, token: string) => ({
  TACET_TRANSIT_URL: url,
  TACET_TRANSIT_AUTH: 'token',
  TACET_TRANSIT_TOKEN: token,
});

/** A provider in front of a double, logged in by AppRole unless told otherwise. */
export interface World extends AsyncDisposable {
  readonly double: TransitDouble;
  readonly clock: TestClock;
  /** Every pause that was taken between two tries, in milliseconds. */
  readonly pauses: readonly number[];
  readonly provider: KeyProvider;
  /** Another one in front of the same double. */
  another(settings: Settings, more?: Partial<TransitParts>): KeyProvider;
}

export async function world(more: Partial<TransitParts> = {}): Promise<World> {
  const clock = testClock();
  const double = await transitDouble(clock);
  const pauses: number[] = [];
  const opened: KeyProvider[] = [];
  const another: World['another'] = (settings, over = {}) => {
    const provider = transitProvider({
      config: transitConfig(settings),
      mode: 'production',
      clock,
      log: silentLog,
      pause: (milliseconds) => Promise.resolve(pauses.push(milliseconds)),
      ...more,
      ...over,
    });
    opened.push(provider);
    return provider;
  };
  return {
    double,
    clock,
    pauses,
    provider: another(approle(double)),
    another,
    async [Symbol.asyncDispose]() {
      await Promise.all(opened.map((provider) => provider.close()));
      await double[Symbol.asyncDispose]();
    },
  };
}

/** How often the double was asked for that, `POST transit/encrypt/tacet` and the like. */
export function timesAsked({ asked }: Pick<TransitDouble, 'asked'>, what: string): number {
  return asked.filter((line) => line === what).length;
}
