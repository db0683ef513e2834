import { isFapi, pushedRequestRequired, signedRequestRequired } from '../../clients/profile.ts';
import { OAuthError } from '../../protocol/error.ts';
import type { Check } from './check.ts';

/** RFC 9126 §6, FAPI 2.0 §5.3.2.2: what must be pushed may not come through the browser (PR-10). */
export const pushedWhereItMust: Check = ({ way, client }) => {
  if (way === 'browser' && pushedRequestRequired(client))
    throw new OAuthError('invalid_request', 'this client must push its requests');
  return {};
};

/** RFC 9101 §10.5: what must be signed counts for nothing without its signature. */
export const signedWhereItMust: Check = ({ signed, client }) => {
  if (!signed && signedRequestRequired(client))
    throw new OAuthError('invalid_request', 'this client must sign its requests');
  return {};
};

/** FAPI 2.0 §5.3.2.2: the redirect URI is named in every request, even where there is one alone. */
export const addressIsNamed: Check = ({ parameters: { values }, client }) => {
  if (isFapi(client) && values.redirect_uri === undefined)
    throw new OAuthError('invalid_request', 'redirect_uri is missing');
  return {};
};
