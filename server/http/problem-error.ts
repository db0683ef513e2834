import type { ProblemCode } from '../../contract/problem.ts';

/** The status a problem travels under. */
const STATUS: Readonly<Record<ProblemCode, number>> = {
  invalid_input: 400,
  wrong_password: 403,
  too_many_attempts: 429,
  interaction_expired: 410,
  interaction_foreign: 403,
  ticket_invalid: 410,
  wrong_factor: 403,
  last_way_in: 409,
  keys_missing: 409,
  keys_changed: 409,
  last_key: 409,
  wrong_recovery_key: 403,
  recovery_used: 409,
  vault_full: 507,
  vault_changed: 412,
  too_many_factors: 409,
  factor_taken: 409,
  registration_closed: 403,
  user_code_unknown: 404,
  request_foreign: 403,
  request_gone: 410,
  sign_in_first: 401,
  cross_site: 403,
  not_found: 404,
  unavailable: 503,
  server_error: 500,
};

export interface ProblemDetails {
  readonly field?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly restartUrl?: string | undefined;
}

/** Something a page must explain to a person. As an answer of a page call it is application/problem+json. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return STATUS[this.code];
  }
}
