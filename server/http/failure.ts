import type { ProblemCode } from '../../contract/problem.ts';
import { EphemeraUnavailable } from '../platform/ephemera.ts';
import { KeysUnavailable, StorageUnavailable } from '../platform/unavailable.ts';
import { type ErrorCode, OAuthError } from '../protocol/error.ts';
import { type ProblemDetails, ProblemError } from './problem-error.ts';
import { NoToken, RequestRefused } from './request-refused.ts';

/** What was thrown, in every language an answer may be written in. */
export interface Failure {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The code for the log. */
  readonly errorCode: string;
  readonly oauth: { readonly code: ErrorCode; readonly description: string; readonly status: number };
  readonly problem: ProblemCode;
  readonly details: ProblemDetails;
  /** How loud the log must be: a refusal is the caller's affair, a bug is ours. */
  readonly severity: 'none' | 'refusal' | 'outage' | 'bug';
}

const RETRY_AFTER_SECONDS = 5;
const UNAVAILABLE = {
  status: 503,
  headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  errorCode: 'unavailable',
  oauth: {
    code: 'temporarily_unavailable',
    description: 'a part of this server is down, try again',
    status: 503,
  },
  problem: 'unavailable',
  details: { retryAfterSeconds: RETRY_AFTER_SECONDS },
  severity: 'outage',
} as const satisfies Failure;

const BUG = {
  status: 500,
  headers: {},
  errorCode: 'server_error',
  oauth: { code: 'server_error', description: 'something went wrong on our side', status: 500 },
  problem: 'server_error',
  details: {},
  severity: 'bug',
} as const satisfies Failure;

/** Somebody we depend on does not answer: no bug of ours, and gone in a while. */
const UNAVAILABLES = [EphemeraUnavailable, StorageUnavailable, KeysUnavailable];

/** Only what was thrown as a refusal is one; everything else is our bug. */
export function failureOf(error: unknown): Failure {
  if (UNAVAILABLES.some((kind) => error instanceof kind)) return UNAVAILABLE;
  if (error instanceof OAuthError) return ofOAuth(error);
  if (error instanceof ProblemError) return ofProblem(error);
  if (error instanceof RequestRefused) return ofHttp(error);
  if (error instanceof NoToken) return ofOAuth(new OAuthError('invalid_token', 'send an access token'));
  return BUG;
}

function ofOAuth(error: OAuthError): Failure {
  return {
    status: error.status,
    headers: {},
    errorCode: error.code,
    oauth: { code: error.code, description: error.message, status: error.status },
    problem: error.status === 503 ? 'unavailable' : 'invalid_input',
    details: {},
    severity: 'refusal',
  };
}

function ofProblem(error: ProblemError): Failure {
  const { retryAfterSeconds = error.status === 503 ? RETRY_AFTER_SECONDS : undefined } = error.details;
  return {
    status: error.status,
    headers: retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) },
    errorCode: error.code,
    oauth: { code: 'invalid_request', description: 'the request was refused', status: error.status },
    problem: error.code,
    details: { ...error.details, retryAfterSeconds },
    severity: 'refusal',
  };
}

function ofHttp(error: RequestRefused): Failure {
  // RFC 6749 §5.2 says 400 for a body that is no form.
  const status = error.reason === 'wrong_content_type' ? 400 : error.status;
  return {
    status: error.status,
    headers: error.headers,
    errorCode: error.reason,
    oauth: { code: 'invalid_request', description: error.message, status },
    problem: error.reason === 'not_found' ? 'not_found' : 'invalid_input',
    details: {},
    severity: 'none',
  };
}
