import type { Clock } from '../platform/clock.ts';
import { limits } from '../platform/limits.ts';
import type { ClientStore } from './client-store.ts';
import type { Client } from './client.ts';

const LIFETIME_SECONDS = 5;
/** Who is not there may have come meanwhile: a client is often used in the second it was registered in. */
const MISSED_SECONDS = 1;
const PAGES_MAX = 50;
const ORIGIN_CHARACTERS_MAX = 300;

/**
 * Tells whether an Origin header names a page of an enabled web or spa client, or a page that a native one shows from a
 * port of the device: those may read the answers of /token and userinfo (CORS). At most five seconds old, read for all callers at once, and bounded: clients past the first
 * 10,000 are not seen.
 */
export function clientOrigins(
  clients: Pick<ClientStore, 'list'>,
  clock: Clock,
): (origin: string) => Promise<boolean> {
  let known: { readonly origins: Promise<ReadonlySet<string>>; readonly atSeconds: number } | undefined;

  const current = (lifetimeSeconds = LIFETIME_SECONDS): Promise<ReadonlySet<string>> => {
    const nowSeconds = clock.nowSeconds();
    if (known && nowSeconds - known.atSeconds < lifetimeSeconds) return known.origins;
    const origins = readOrigins(clients);
    const fresh = { origins, atSeconds: nowSeconds };
    known = fresh;
    // A failure is told to those who wait for it and not remembered.
    origins.catch(() => {
      if (known === fresh) known = undefined;
    });
    return origins;
  };

  return async (origin) => {
    if (origin.length > ORIGIN_CHARACTERS_MAX) return false;
    return (await current()).has(origin) || (await current(MISSED_SECONDS)).has(origin);
  };
}

async function readOrigins(clients: Pick<ClientStore, 'list'>): Promise<ReadonlySet<string>> {
  const origins = new Set<string>();
  let afterId: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const rows = await clients.list({ afterId, limit: limits.listRows });
    for (const origin of rows.flatMap(originsOf)) origins.add(origin);
    afterId = rows.at(-1)?.id;
    if (rows.length < limits.listRows) break;
  }
  return origins;
}

const LOOPBACK_PORT = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\]):\d/;

function originsOf({ enabled, type, redirectUris }: Client): readonly string[] {
  if (!enabled || type === 'machine') return [];
  const pages = type === 'native' ? redirectUris.filter((uri) => LOOPBACK_PORT.test(uri)) : redirectUris;
  return pages.flatMap((uri) => {
    const url = URL.parse(uri);
    return url && /^https?:$/.test(url.protocol) ? [url.origin] : [];
  });
}
