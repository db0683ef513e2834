import type { Context } from 'koa';
import { clientSigningAlgorithms } from '../protocol/algorithms.ts';
import { type ErrorCode, OAuthError } from '../protocol/error.ts';
import type { Failure } from './failure.ts';
import { NoToken } from './request-refused.ts';
import { requestState } from './request-state.ts';
import type { Web } from './web.ts';

export type TokenScheme = 'Bearer' | 'DPoP';

/** What the caller of a protected resource must do differently. All of it is our own text. */
export interface ChallengeHints {
  /** How this token must be presented; by default as it was. */
  readonly scheme?: TokenScheme | undefined;
  /** RFC 6750 §3: the scopes that are needed. */
  readonly scopes?: readonly string[] | undefined;
  /** RFC 9470 §3: the sign-ins that would do, and how long ago they may be. */
  readonly acrValues?: readonly string[] | undefined;
  readonly maxAgeSeconds?: number | undefined;
}

/** A refusal at a protected resource that says what is needed. */
export class Challenged extends OAuthError {
  readonly hints: ChallengeHints;

  constructor(code: ErrorCode, description: string, hints: ChallengeHints) {
    super(code, description);
    this.hints = hints;
  }
}

export const REALM = 'tacet';

const ALGORITHMS = clientSigningAlgorithms.join(' ');

/** RFC 9449 §7.1, §9: what is a bad request at the token endpoint is a missing right at a resource. */
export function resourceStatus({ oauth }: Failure): number {
  return isAboutProof(oauth.code) ? 401 : oauth.status;
}

/**
 * RFC 6750 §3, RFC 9449 §7.1, RFC 9470 §3, RFC 9728 §5.1: every refusal of a protected resource says which tokens it
 * takes, and where that is written down. Without credentials it carries no error code.
 */
export function challenge(ctx: Context, { config }: Web, { oauth }: Failure, error: unknown): void {
  const { resourcePath, scheme } = requestState(ctx);
  const hints = error instanceof Challenged ? error.hints : {};
  const used = hints.scheme ?? (isAboutProof(oauth.code) ? 'DPoP' : scheme);
  const attributes = [
    ...(error instanceof NoToken
      ? []
      : [`error="${oauth.code}"`, `error_description="${oauth.description}"`]),
    ...(hints.scopes ? [`scope="${hints.scopes.join(' ')}"`] : []),
    ...(hints.acrValues ? [`acr_values="${hints.acrValues.join(' ')}"`] : []),
    ...(hints.maxAgeSeconds === undefined ? [] : [`max_age="${hints.maxAgeSeconds}"`]),
    ...(resourcePath === undefined
      ? []
      : [`resource_metadata="${config.issuer}${PROTECTED_RESOURCE}${resourcePath}"`]),
  ];
  const bearer = [`Bearer realm="${REALM}"`, ...attributes].join(', ');
  const dpop = [`DPoP realm="${REALM}"`, `algs="${ALGORITHMS}"`, ...attributes].join(', ');
  const both = { Bearer: [bearer], DPoP: [dpop] };
  ctx.set('WWW-Authenticate', used === undefined ? [bearer, dpop] : both[used]);
}

/** RFC 9728 §3.1: stands between the host and the path of a resource. */
export const PROTECTED_RESOURCE = '/.well-known/oauth-protected-resource';

function isAboutProof(code: ErrorCode): boolean {
  return code === 'invalid_dpop_proof' || code === 'use_dpop_nonce';
}
