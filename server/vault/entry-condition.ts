import { RequestRefused } from '../http/request-refused.ts';
import type { ResourceRequest } from '../http/resource-endpoint.ts';
import { OAuthError } from '../protocol/error.ts';
import { parseIfMatch } from '../records/condition.ts';
import type { Wanted } from './entry-store.ts';

/** As many digits as JavaScript counts exactly. */
const REVISION_MAX = 999_999_999_999_999;
const ENVELOPE = /^[1-9]\d{0,4}$/;
const ENVELOPE_MAX = 65_535;

/**
 * RFC 9110 §13.1: what a write may replace. Whoever says nothing may have read nothing, and is refused (RFC 6585 §3, 428):
 * so no writer overwrites another unseen.
 */
export function wantedBy(request: Pick<ResourceRequest, 'header'>): Wanted {
  const [ifMatch, ifNoneMatch] = [request.header('If-Match'), request.header('If-None-Match')];
  // Both at once cannot be met.
  if (ifNoneMatch?.trim() === '*') return ifMatch === undefined ? 'absent' : [];
  if (ifMatch === undefined) throw new RequestRefused('condition_missing');
  return parseIfMatch(ifMatch, REVISION_MAX);
}

/** In JSON: the revision that is replaced, and 0 for none. */
export function wantedAt(revision: number): Wanted {
  return revision === 0 ? 'absent' : [revision];
}

/** The format of the bytes, by a number that means something to apps alone; 1 unless they say otherwise. */
export function envelopeOf(request: Pick<ResourceRequest, 'header'>): number {
  const text = request.header('Envelope-Version') ?? '1';
  if (!ENVELOPE.test(text) || Number(text) > ENVELOPE_MAX)
    throw new OAuthError('invalid_request', 'Envelope-Version is a whole number from 1 to 65535');
  return Number(text);
}
