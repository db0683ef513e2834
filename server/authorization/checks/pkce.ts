import { isFapi } from '../../clients/profile.ts';
import { OAuthError } from '../../protocol/error.ts';
import { isCodeChallenge } from '../../protocol/pkce.ts';
import type { Check } from './check.ts';

/**
 * RFC 7636 §4.3, S256 only: a challenge without a method would mean `plain` (PK-04). Required of every client but the
 * confidential ones that an operator registered without (decision 7); a public one can never be (PK-01, PK-02).
 */
export const pkce: Check = ({ parameters: { values }, client }) => {
  const { code_challenge: codeChallenge, code_challenge_method: method } = values;
  const required = client.pkceRequired || client.authMethod === 'none' || isFapi(client);

  if (codeChallenge === undefined) {
    if (required) throw new OAuthError('invalid_request', 'code_challenge is required');
    if (method !== undefined) throw new OAuthError('invalid_request', 'code_challenge is missing');
    return {};
  }
  if (method !== 'S256') throw new OAuthError('invalid_request', 'code_challenge_method must be S256');
  if (!isCodeChallenge(codeChallenge)) {
    throw new OAuthError('invalid_request', 'code_challenge must be a SHA-256 digest in base64url');
  }
  return { codeChallenge };
};

/** OIDC Core §3.1.2.1: copied unchanged into the ID token (MX-04). */
export const nonce: Check = ({ parameters: { values } }) => ({ nonce: values.nonce });
