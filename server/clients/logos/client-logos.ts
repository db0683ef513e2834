import type { Egress } from '../../http/egress.ts';
import type { Clock } from '../../platform/clock.ts';
import { fingerprintOf } from '../../platform/digest.ts';
import { limits } from '../../platform/limits.ts';
import type { Log } from '../../platform/log.ts';
import type { Client } from '../client.ts';
import { bodyAt, remoteValues } from '../remote-values.ts';
import { paint } from './painter.ts';

/** The pictures of clients (`logo_uri`), redrawn and served by us (decision 29). */
export interface ClientLogos {
  /**
   * Where the logo of the client is, on our own origin; undefined when it has none, and as long as it is not here. Never
   * waits: what is missing or a day old is asked for meanwhile.
   */
  pathOf(client: Pick<Client, 'id' | 'settings'>): string | undefined;
  /** A PNG by its digest, which nobody knows who has not seen it. */
  picture(digest: string): Buffer | undefined;
}

export interface ClientLogosParts {
  readonly egress: Pick<Egress, 'call'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The route of logo.route.ts. */
export const LOGO_PATH = '/client-logo';

const FRESH_SECONDS = 24 * 60 * 60;
/** While the address has nothing to show. */
const KEPT_SECONDS = 3 * FRESH_SECONDS;
const COOLDOWN_SECONDS = 60 * 60;
const BYTES_MAX = limits.bodyBytes;
/** Of what is kept: 200 pictures, 8 MB. */
const ADDRESSES_MAX = 200;
/** Twice the 48 px it is shown at. */
const SIDE_MAX = 96;
const PICTURE_BYTES_MAX = 40 * 1024;
/** What is missing beyond that is asked for when another page needs it. */
const ASKED_AT_ONCE_MAX = 4;

interface Logo {
  readonly digest: string;
  readonly picture: Buffer;
}

export function clientLogos({ egress, clock, log }: ClientLogosParts): ClientLogos {
  /** Addresses that are asked just now, each for a client. */
  const asking = new Map<string, string>();
  const logos = remoteValues<Logo>({
    ...{ clock, read, cooldownSeconds: COOLDOWN_SECONDS, addressesMax: ADDRESSES_MAX },
  });

  async function read(url: string): Promise<Logo | undefined> {
    const headers = { Accept: 'image/png, image/jpeg' };
    const body = await bodyAt(egress, { url, headers, bytesMax: BYTES_MAX });
    const picture = body && (await paint(body, SIDE_MAX));
    if (picture !== undefined && picture.length <= PICTURE_BYTES_MAX)
      return { digest: fingerprintOf(picture), picture };
    log.warn('the logo of a client cannot be shown', { clientId: asking.get(url) ?? '' });
    return undefined;
  }

  function askMeanwhile(uri: string, clientId: string): void {
    if (asking.has(uri) || asking.size >= ASKED_AT_ONCE_MAX) return;
    asking.set(uri, clientId);
    logos
      .ask(uri)
      .catch((error: unknown) => log.warn('the logo of a client could not be asked for', { clientId, error }))
      .finally(() => asking.delete(uri));
  }

  return {
    pathOf({ id, settings: { logoUri, tacetRegisteredBy } }) {
      // A picture that nobody looked at lies better than a name.
      if (logoUri === undefined || tacetRegisteredBy !== undefined) return undefined;
      if (logos.notOlder(logoUri, FRESH_SECONDS) === undefined) askMeanwhile(logoUri, id);
      const logo = logos.notOlder(logoUri, KEPT_SECONDS);
      return logo && `${LOGO_PATH}/${logo.digest}`;
    },
    picture(digest) {
      for (const uri of logos.uris()) {
        const logo = logos.notOlder(uri, KEPT_SECONDS);
        if (logo?.digest === digest) return logo.picture;
      }
      return undefined;
    },
  };
}
