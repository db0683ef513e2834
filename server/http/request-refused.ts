/** Why a request was refused before anything of it was understood, and the status that says so. */
const REFUSALS = {
  malformed_target: [400, 'the request target is not a path of this server'],
  malformed_body: [400, 'the body is not well-formed'],
  not_found: [404, 'there is nothing at this address'],
  method_not_allowed: [405, 'this address does not answer that method'],
  no_room: [409, 'there are as many as there may be: delete one first'],
  key_used: [409, 'that Idempotency-Key was sent with something else'],
  unreadable: [409, 'what is kept here cannot be read any more'],
  body_too_slow: [408, 'the body took too long'],
  changed: [412, 'If-Match names another state than this has: read it again'],
  there_already: [412, 'If-None-Match says that nothing is here, and something is: read it first'],
  body_too_large: [413, 'the body is too large'],
  target_too_long: [414, 'the request target is too long'],
  wrong_content_type: [415, 'the content type is not the one this address takes'],
  encoded_body: [415, 'send the body without a content encoding'],
  condition_missing: [428, 'send If-Match with the ETag that you have read'],
  // RFC 4918 §11.5: nobody can mend it by asking again.
  vault_full: [507, 'the vault is full: delete something first'],
} as const;

export type RefusalReason = keyof typeof REFUSALS;

/** A request that HTTP itself already forbids. Known in http/ only; the text is constant and safe to show. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly reason: RefusalReason;
  readonly headers: Readonly<Record<string, string>>;

  constructor(reason: RefusalReason, headers: Readonly<Record<string, string>> = {}) {
    super(REFUSALS[reason][1]);
    this.reason = reason;
    this.headers = headers;
  }

  get status(): number {
    return REFUSALS[this.reason][0];
  }
}

/** No credentials at all: RFC 6750 §3.1 says to answer with the challenge alone, without an error code. */
export class NoToken extends Error {
  override readonly name = 'NoToken';
}
