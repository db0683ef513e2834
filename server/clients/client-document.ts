import type { Config } from '../config/config.ts';
import { type Egress, type EgressAnswer, EgressRefused } from '../http/egress.ts';
import { parseStrictObject } from '../http/json.ts';
import { RequestRefused } from '../http/request-refused.ts';
import type { Clock } from '../platform/clock.ts';
import { OAuthError } from '../protocol/error.ts';
import type { Client } from './client.ts';
import { newClient } from './new-client.ts';
import { checkSectorList } from './sector-list.ts';
import { strangerMetadata } from './stranger-metadata.ts';

export interface ClientDocumentParts {
  readonly egress: Egress;
  readonly config: Config;
  readonly clock: Clock;
  readonly grantTypes: readonly string[];
}

/** What was found at a client id that is a URL. */
export type DocumentAnswer =
  | { readonly kind: 'client'; readonly client: Client; readonly forSeconds: number }
  /** There is something else, or something that we do not take. */
  | { readonly kind: 'none' }
  /** Nobody answered. */
  | { readonly kind: 'silence' };

/** draft-ietf-oauth-client-id-metadata-document §6.6. */
const BYTES_MAX = 5 * 1024;
const JSON_TYPE = /^application\/(?:[a-z0-9.-]+\+)?json *(?:;|$)/i;
/** What a document may be registered for, as whoever registers itself. */
const GRANTS = ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'];
/** §4.1: there is no secret that both sides could know. */
const METHODS: readonly unknown[] = ['none', 'private_key_jwt'];

const FRESH_MIN_SECONDS = 5 * 60;
const FRESH_MAX_SECONDS = 24 * 60 * 60;

/** Reads the document behind a client id, whose URL was judged before. */
export async function readClientDocument(url: string, parts: ClientDocumentParts): Promise<DocumentAnswer> {
  try {
    const answer = await parts.egress.call({ url, bytesMax: BYTES_MAX });
    const client = clientOf(url, answer, parts);
    await checkSectorList(parts.egress, client);
    return { kind: 'client', client, forSeconds: freshSeconds(answer.headers['cache-control'] ?? '') };
  } catch (error) {
    if (error instanceof EgressRefused) return { kind: 'silence' };
    if (error instanceof OAuthError || error instanceof RequestRefused) return { kind: 'none' };
    throw error;
  }
}

function clientOf(url: string, { status, headers, body }: EgressAnswer, parts: ClientDocumentParts): Client {
  if (status !== 200 || !JSON_TYPE.test(headers['content-type'] ?? '')) throw unusable();
  const said = parseStrictObject(body.toString('utf8'));
  // DR-07: to the byte. Else a document that somebody may put on a host speaks for another one there.
  if (said.client_id !== url) throw unusable();
  const method = said.token_endpoint_auth_method ?? 'none';
  if (!METHODS.includes(method) || Object.hasOwn(said, 'client_secret')) throw unusable();

  const { grant_types: grants } = said;
  const metadata = strangerMetadata(
    {
      ...said,
      token_endpoint_auth_method: method,
      // It is written for every server there is; what this one does not know it passes over.
      ...(Array.isArray(grants) && { grant_types: grants.filter((grant) => GRANTS.includes(grant)) }),
      software_statement: undefined,
    },
    'document',
    parts.config,
  );
  return newClient(metadata, parts, url).client;
}

function unusable(): OAuthError {
  return new OAuthError('invalid_client_metadata', 'the document is none of this client');
}

/** RFC 9111 §5.2.2, within bounds: neither asked for at every request, nor believed for ever. */
function freshSeconds(cacheControl: string): number {
  const asked = /(?:^|[\s,])max-age="?(\d{1,9})"?/i.exec(cacheControl)?.[1];
  return Math.min(Math.max(Number(asked ?? 0), FRESH_MIN_SECONDS), FRESH_MAX_SECONDS);
}
