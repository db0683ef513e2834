import assert from 'node:assert/strict';

/** Every error code this server can put on the wire, and the status it travels under at a JSON endpoint. */
const STATUS = {
  invalid_request: 400, // RFC 6749 §5.2
  invalid_client: 401, // RFC 6749 §5.2
  invalid_grant: 400, // RFC 6749 §5.2
  unauthorized_client: 400, // RFC 6749 §5.2
  unsupported_grant_type: 400, // RFC 6749 §5.2
  unsupported_response_type: 400, // RFC 6749 §4.1.2.1
  invalid_scope: 400, // RFC 6749 §5.2
  access_denied: 400, // RFC 6749 §4.1.2.1
  login_required: 400, // OIDC Core §3.1.2.6
  consent_required: 400, // OIDC Core §3.1.2.6
  interaction_required: 400, // OIDC Core §3.1.2.6
  request_uri_not_supported: 400, // OIDC Core §3.1.2.6
  registration_not_supported: 400, // OIDC Core §3.1.2.6
  invalid_token: 401, // RFC 6750 §3.1
  insufficient_scope: 403, // RFC 6750 §3.1
  invalid_redirect_uri: 400, // RFC 7591 §3.2.2
  invalid_client_metadata: 400, // RFC 7591 §3.2.2
  invalid_software_statement: 400, // RFC 7591 §3.2.2
  unapproved_software_statement: 400, // RFC 7591 §3.2.2
  invalid_target: 400, // RFC 8707 §2
  invalid_request_uri: 400, // RFC 9101 §6.2
  invalid_request_object: 400, // RFC 9101 §6.2
  invalid_authorization_details: 400, // RFC 9396 §5
  unmet_authentication_requirements: 400, // OpenID Connect Unmet Authentication Requirements §2
  insufficient_user_authentication: 401, // RFC 9470 §3
  invalid_dpop_proof: 400, // RFC 9449 §5
  use_dpop_nonce: 400, // RFC 9449 §8
  authorization_pending: 400, // RFC 8628 §3.5
  slow_down: 400, // RFC 8628 §3.5
  expired_token: 400, // RFC 8628 §3.5
  unknown_user_id: 400, // CIBA §13
  invalid_binding_message: 400, // CIBA §13
  server_error: 500, // RFC 6749 §4.1.2.1
  temporarily_unavailable: 503, // RFC 6749 §4.1.2.1
} as const;

export type ErrorCode = keyof typeof STATUS;

// RFC 6749 §5.2 allows no quote, no backslash and nothing outside printable ASCII.
const DESCRIPTION = /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/;

/** A refusal that the specs define. Safe to show: its description is constant text and never quotes the caller. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, description: string, options?: ErrorOptions) {
    assert.match(description, DESCRIPTION);
    super(description, options);
    this.code = code;
  }

  get status(): number {
    return STATUS[this.code];
  }

  toJSON(): { error: ErrorCode; error_description: string } {
    return { error: this.code, error_description: this.message };
  }
}
