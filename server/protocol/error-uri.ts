import type { ErrorCode } from './error.ts';

/** Where every error code is explained, on this server itself: no developer is sent to a site of somebody else. */
export const ERRORS_PATH = '/errors';

/** `error_uri` (RFC 6749 §4.1.2.1, §5.2): a page a developer can read. */
export function errorUri(issuer: string, code: ErrorCode): string {
  return `${issuer}${ERRORS_PATH}#${code}`;
}
