import { z } from 'zod';
import { type Egress, EgressRefused } from '../http/egress.ts';
import { OAuthError } from '../protocol/error.ts';
import type { Registration } from './client.ts';

const BYTES_MAX = 64 * 1024;
const ADDRESSES_MAX = 1_000;
const list = z.array(z.string()).max(ADDRESSES_MAX);

/**
 * OIDC Registration §5: whoever wants to share pairwise subjects must show that the host of `sector_identifier_uri` knows
 * all its redirect addresses. Asked at registration and at every change. Throws `invalid_client_metadata`, in the same
 * words whatever came back (SS-06).
 */
export async function checkSectorList(
  egress: Egress,
  { settings: { sectorIdentifierUri: url }, redirectUris }: Pick<Registration, 'settings' | 'redirectUris'>,
): Promise<void> {
  if (url === undefined) return;
  const listed = await readList(egress, url);
  if (!redirectUris.every((uri) => listed.includes(uri))) {
    throw new OAuthError('invalid_client_metadata', 'sector_identifier_uri does not list all redirect_uris');
  }
}

async function readList(egress: Egress, url: string): Promise<readonly string[]> {
  try {
    const { status, body } = await egress.call({ url, bytesMax: BYTES_MAX });
    return status === 200 ? list.parse(JSON.parse(body.toString('utf8'))) : [];
  } catch (error) {
    if (error instanceof EgressRefused || error instanceof SyntaxError || error instanceof z.ZodError)
      return [];
    throw error;
  }
}
