import type { Config, TransitConfig } from '../../config/config.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { KeysUnavailable } from '../../platform/unavailable.ts';
import { circuit } from './circuit.ts';
import { type KeyProvider, refuseTooMany } from './key-provider.ts';
import { missingKek, rewrapAll, unwrapAll, wrapAll } from './transit-batch.ts';
import { type Pause, transitCalls } from './transit-call.ts';
import { kekIdOf, versionOf } from './transit-envelope.ts';
import { type Ask, destroyVersion, type KeyParts, newVersion, readKey, versionsOf } from './transit-key.ts';
import { transitLease } from './transit-lease.ts';

/** One act, with its login, every try and every pause. */
const ACT_MILLISECONDS = 3_000;
const PLAINTEXT_BYTES_MAX = 32 * 1024;

export interface TransitParts {
  readonly config: TransitConfig;
  readonly mode: Config['mode'];
  readonly clock: Clock;
  readonly log: Log;
  /** Another way to wait and other paces, for tests. */
  readonly pause?: Pause | undefined;
  readonly actMilliseconds?: number | undefined;
  readonly lookMilliseconds?: number | undefined;
}

/**
 * Key-encryption keys at the Transit engine of an OpenBao or Vault server (CF-06): versions of one key that never leave
 * it. Calls nobody before the first act. Throws TlsUnusable; acts throw KeysUnavailable within ACT_MILLISECONDS, and the
 * first of them KeyringError `provider_refused` or `provider_unsafe`.
 */
export function transitProvider(parts: TransitParts): KeyProvider {
  const { key: name } = parts.config;
  const { act, close } = acting(parts);
  let isSound = false;

  /** A key that derives nothing would bind nothing: readKey refuses it, and is asked before the first wrap. */
  async function soundKey(key: KeyParts, kekId: string): Promise<void> {
    if (isSound) return;
    isSound = (await readKey(key)) !== undefined;
    if (!isSound) throw missingKek(kekId);
  }

  return {
    name: 'transit',
    create: () =>
      act(async (key) => {
        const version = await newVersion(key);
        isSound = true;
        return kekIdOf(name, version);
      }),
    present: () =>
      act(async (key) => {
        const found = await readKey(key);
        isSound = found !== undefined;
        return new Set((found === undefined ? [] : versionsOf(found)).map((one) => kekIdOf(name, one)));
      }),
    async wrap(kekId, items) {
      refuseTooMany(items);
      if (items.some(({ plaintext }) => plaintext.length > PLAINTEXT_BYTES_MAX))
        throw new RangeError('too long to be wrapped');
      if (items.length === 0) return [];
      return act(async (key) => {
        await soundKey(key, kekId);
        return wrapAll(key, kekId, items);
      });
    },
    async unwrap(items) {
      refuseTooMany(items);
      return items.length === 0 ? [] : act((key) => unwrapAll(key, items));
    },
    async rewrap(kekId, items) {
      refuseTooMany(items);
      if (items.length === 0) return [];
      return act(async (key) => {
        await soundKey(key, kekId);
        return rewrapAll(key, kekId, items);
      });
    },
    async destroy(kekId) {
      const version = versionOf(name, kekId);
      if (version !== undefined) await act((key) => destroyVersion(key, version));
    },
    close,
  };
}

interface Acting {
  /** One act: its time begins, and whoever does not answer is left alone for a while. */
  act<Result>(work: (key: KeyParts) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

function acting(parts: TransitParts): Acting {
  const { config, clock, log, pause, actMilliseconds = ACT_MILLISECONDS } = parts;
  const calls = transitCalls(config, pause);
  const lease = transitLease({ ...parts, calls });
  const line = circuit(clock);

  function askIn(signal: AbortSignal): Ask {
    return async (request) => {
      const held = await lease.current(signal);
      const answer = await calls.send({ ...request, token: held.token }, signal);
      if (answer.status !== 403) return answer;
      // A token that ended early, or that is not allowed this: another tells which.
      const other = await lease.another(held, signal);
      const again = other && (await calls.send({ ...request, token: other.token }, signal));
      if (again !== undefined && again.status !== 403) return again;
      throw new KeysUnavailable(
        `the transit server does not allow ${request.path}: give the token or role docs/transit-policy.hcl`,
      );
    };
  }

  return {
    act: (work) =>
      line.run(() => {
        const ask = askIn(AbortSignal.timeout(actMilliseconds));
        return work({ ask, mount: config.mount, name: config.key, log });
      }),
    async close() {
      await lease.close();
      calls.close();
    },
  };
}
