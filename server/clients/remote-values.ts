import { type Egress, EgressRefused, type EgressRequest } from '../http/egress.ts';
import type { Clock } from '../platform/clock.ts';

/** What lies behind addresses of clients, kept in bounds. */
export interface RemoteValues<Value> {
  /** What the address had, if it was read less than so many seconds ago. */
  notOlder(uri: string, seconds: number): Value | undefined;
  /** Asks the address, unless that was done within the cool-down. All who wait share one answer. */
  ask(uri: string): Promise<void>;
  /** Of all that is kept. */
  uris(): Iterable<string>;
}

export interface RemoteValuesParts<Value> {
  readonly clock: Clock;
  /** Undefined: nothing came that can be used. What it throws was none of the address's doing. */
  readonly read: (uri: string) => Promise<Value | undefined>;
  /** No address is asked more often, whatever came of it (SS-05). */
  readonly cooldownSeconds: number;
  readonly addressesMax: number;
}

interface Entry<Value> {
  readonly value: Value | undefined;
  readonly readAtSeconds: number;
  readonly askedAtSeconds: number;
  readonly asking: Promise<void> | undefined;
}

export function remoteValues<Value>({
  clock,
  read,
  cooldownSeconds,
  addressesMax,
}: RemoteValuesParts<Value>): RemoteValues<Value> {
  const entries = new Map<string, Entry<Value>>();
  const never: Entry<Value> = { value: undefined, readAtSeconds: 0, askedAtSeconds: 0, asking: undefined };

  /** What was asked for last goes to the end; the one in front has waited longest. */
  function keep(uri: string, entry: Entry<Value>): void {
    entries.delete(uri);
    entries.set(uri, entry);
    const [oldest = ''] = entries.keys();
    if (entries.size > addressesMax) entries.delete(oldest);
  }

  /** What went wrong was none of the address: it may be asked again at once. */
  const notAnswered = (uri: string, before: Entry<Value>) => (error: unknown) => {
    keep(uri, before);
    throw error;
  };

  return {
    notOlder(uri, seconds) {
      const { value, readAtSeconds } = entries.get(uri) ?? never;
      return clock.nowSeconds() - readAtSeconds < seconds ? value : undefined;
    },
    async ask(uri) {
      const before = entries.get(uri) ?? never;
      const nowSeconds = clock.nowSeconds();
      if (before.asking === undefined && nowSeconds - before.askedAtSeconds < cooldownSeconds) return;
      const asking =
        before.asking ??
        read(uri).then(
          (value) => {
            const [kept, readAtSeconds] = value ? [value, nowSeconds] : [before.value, before.readAtSeconds];
            keep(uri, { value: kept, readAtSeconds, askedAtSeconds: nowSeconds, asking: undefined });
          },
          notAnswered(uri, before),
        );
      if (before.asking === undefined) keep(uri, { ...before, askedAtSeconds: nowSeconds, asking });
      await asking;
    },
    uris: () => entries.keys(),
  };
}

/** The body of a 200 answer; undefined for every other, and for an address that is not called. */
export async function bodyAt(
  egress: Pick<Egress, 'call'>,
  request: EgressRequest,
): Promise<Buffer | undefined> {
  try {
    const { status, body } = await egress.call(request);
    return status === 200 ? body : undefined;
  } catch (error) {
    if (error instanceof EgressRefused) return undefined;
    throw error;
  }
}
