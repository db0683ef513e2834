import { OAuthError } from '../../protocol/error.ts';
import type { Check } from './check.ts';

/** A limit was passed, or the text is no UTF-8: what we read may not be what was sent. */
export const wellFormed: Check = ({ parameters }) => {
  if (parameters.malformed) throw new OAuthError('invalid_request', 'the request is malformed or too large');
  return {};
};

/** OAuth 2.1 §3.1: no parameter twice, but for `resource` (RFC 8707 §2). */
export const noneRepeated: Check = ({ parameters }) => {
  if ([...parameters.repeated].some((name) => name !== 'resource')) {
    throw new OAuthError('invalid_request', 'a parameter appears twice');
  }
  return {};
};

/**
 * What we would have to fetch, or to believe about the client, is refused and never ignored (OIDC Core §3.1.2.6): to
 * ignore it would be to answer another question than the one asked. No address of a client's choice is ever called
 * (PR-05). A request object was opened before, and a `request_uri` of ours is gone by now.
 */
export const nothingByReference: Check = ({ parameters: { values } }) => {
  if (values.request_uri !== undefined) {
    throw new OAuthError(
      'request_uri_not_supported',
      'request_uri must be one of the pushed request endpoint',
    );
  }
  if (values.registration !== undefined) {
    throw new OAuthError('registration_not_supported', 'registration is not supported');
  }
  return {};
};
