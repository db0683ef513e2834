import { signedResponseRequired } from '../../clients/profile.ts';
import { OAuthError } from '../../protocol/error.ts';
import { parseResponseMode } from '../../protocol/response-mode.ts';
import type { Check } from './check.ts';

/** OAuth 2.1 §4.1.1. Tokens never travel through the browser (AC-17). */
export const codeIsAsked: Check = ({ parameters: { values } }) => {
  if (values.response_type === undefined) {
    throw new OAuthError('invalid_request', 'response_type is missing');
  }
  if (values.response_type !== 'code') {
    throw new OAuthError('unsupported_response_type', 'response_type must be code');
  }
  return {};
};

/** OAuth 2.0 Multiple Response Types §2.1. The error itself goes by query: the mode that was asked for is no mode. */
export const knownResponseMode: Check = ({ parameters: { values }, target, client }) => {
  const mode = parseResponseMode(values.response_mode);
  if (mode === undefined) throw new OAuthError('invalid_request', 'response_mode is unknown');
  // FAPI 2.0 Message Signing §5.4: an answer that nobody signed is not given; nothing said means a signed one.
  if (signedResponseRequired(client)) {
    if (values.response_mode === undefined || mode === target.mode) return {};
    throw new OAuthError('invalid_request', 'this client must ask for a signed answer');
  }
  if (mode !== target.mode) {
    throw new OAuthError('invalid_request', 'form_post needs an http or https redirect_uri');
  }
  return {};
};

export const clientMayUseCode: Check = ({ client }) => {
  if (!client.grantTypes.includes('authorization_code')) {
    throw new OAuthError('unauthorized_client', 'the client may not use the authorization code grant');
  }
  return {};
};
