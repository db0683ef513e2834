import { OAuthError } from '../../protocol/error.ts';
import type { Check } from './check.ts';

/** A limit was passed, or the text is no UTF-8: what we read may not be what was sent. */
export const wellFormed: Check = ({ parameters }) => {
  if (parameters.malformed) throw new OAuthError('invalid_request', 'the request is malformed or too large');
  return {};
};

/** OAuth 2.1 §3.1: no parameter twice, but for `resource` (RFC 8707 §2), which we do not read. */
export const noneRepeated: Check = ({ parameters }) => {
  if ([...parameters.repeated].some((name) => name !== 'resource')) {
    throw new OAuthError('invalid_request', 'a parameter appears twice');
  }
  return {};
};

/** OIDC Core §3.1.2.6: to ignore a request object would be to answer another question than the one asked. */
export const noRequestObject: Check = ({ parameters: { values } }) => {
  if (values.request !== undefined) {
    throw new OAuthError('request_not_supported', 'request objects are not supported');
  }
  if (values.request_uri !== undefined) {
    throw new OAuthError('request_uri_not_supported', 'request_uri is not supported');
  }
  if (values.registration !== undefined) {
    throw new OAuthError('registration_not_supported', 'registration is not supported');
  }
  return {};
};
