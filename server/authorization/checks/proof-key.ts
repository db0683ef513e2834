import { OAuthError } from '../../protocol/error.ts';
import type { Check } from './check.ts';

/** base64url of a SHA-256; the last character carries 4 bits. */
const THUMBPRINT = /^[A-Za-z0-9\-_]{42}[AEIMQUYcgkosw048]$/;

/**
 * RFC 9449 §10, §10.1: the code shall be good with one key alone, named by `dpop_jkt` or proved when the request was
 * pushed. Both must be the same.
 */
export const proofKey: Check = ({ parameters: { values }, provenThumbprint }) => {
  const jkt = keyOf(values.dpop_jkt, provenThumbprint);
  return jkt === undefined ? {} : { terms: { confirmation: { jkt } } };
};

/** The key that is named, or proved; undefined: neither. Throws `invalid_request` or `invalid_dpop_proof`. */
export function keyOf(named: string | undefined, proven: string | undefined): string | undefined {
  if (named !== undefined && !THUMBPRINT.test(named))
    throw new OAuthError('invalid_request', 'dpop_jkt must be a SHA-256 thumbprint in base64url');
  if (named !== undefined && proven !== undefined && named !== proven)
    throw new OAuthError('invalid_dpop_proof', 'dpop_jkt names another key than the DPoP proof');
  return named ?? proven;
}
