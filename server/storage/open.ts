import type { Config } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import type { Log } from '../platform/log.ts';
import { memoryEphemera } from './ephemera/memory.ts';
import { redisEphemera } from './ephemera/redis.ts';
import { sqlStorage } from './sql/storage.ts';
import type { Storage } from './storage.ts';

/** Which backend answers to which URL. A new one is a new file and a new line. */
const EPHEMERA: Readonly<Record<string, (url: string) => Promise<Ephemera>>> = {
  'redis:': redisEphemera,
  'rediss:': redisEphemera,
};

const SQL_SCHEMES: readonly string[] = ['postgres:', 'postgresql:'];

/**
 * Opens the records. Does not migrate and does not wait for the database: `ping` says whether it answers. Throws a
 * plain Error when no backend knows the URL; its message does not repeat the URL, which may hold a password.
 */
export async function openStorage(
  url: string,
  options: { readonly log?: Log | undefined; readonly maxConnections?: number | undefined } = {},
): Promise<Storage> {
  if (!SQL_SCHEMES.includes(schemeOf(url))) throw new Error('DATABASE_URL must begin with postgres://');
  return sqlStorage(url, options);
}

/**
 * Opens the ephemera: in Redis where REDIS_URL says so, else in the memory of this process. A Redis that is down is
 * no error here: every call says EphemeraUnavailable until it is back.
 */
export async function openEphemera(config: Pick<Config, 'redisUrl'>, clock: Clock): Promise<Ephemera> {
  if (config.redisUrl === undefined) return memoryEphemera(clock);
  const url = config.redisUrl.reveal();
  const open = EPHEMERA[schemeOf(url)];
  if (open === undefined) throw new Error('REDIS_URL must begin with redis:// or rediss://');
  return open(url);
}

function schemeOf(url: string): string {
  return /^[a-z]+:/.exec(url)?.[0] ?? '';
}
