import { scopeRegistry } from './scope.ts';

/** An account as the claims see it. */
export interface ClaimSource {
  readonly sub: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly updatedAtSeconds: number;
  /** What they tell of themselves besides; an absent field was left empty. */
  readonly told?: {
    readonly givenName?: string;
    readonly familyName?: string;
    readonly nickname?: string;
    readonly website?: string;
    readonly locale?: string;
    readonly zoneinfo?: string;
  };
  /** The address of their picture. */
  readonly picture?: string;
}

/** Every claim about an account that this server can tell (OIDC Core §5.1), and where it comes from. */
const CLAIMS: Readonly<Record<string, (source: ClaimSource) => string | number | boolean>> = {
  sub: ({ sub }) => sub,
  name: ({ name }) => name,
  given_name: ({ told }) => told?.givenName ?? '',
  family_name: ({ told }) => told?.familyName ?? '',
  nickname: ({ told }) => told?.nickname ?? '',
  picture: ({ picture }) => picture ?? '',
  website: ({ told }) => told?.website ?? '',
  locale: ({ told }) => told?.locale ?? '',
  zoneinfo: ({ told }) => told?.zoneinfo ?? '',
  updated_at: ({ updatedAtSeconds }) => updatedAtSeconds,
  email: ({ email }) => email,
  email_verified: ({ emailVerified }) => emailVerified,
};

/** Discovery's `claims_supported`: what userinfo may tell, and what else an ID token carries. */
export const claimsSupported: readonly string[] = [
  ...Object.keys(CLAIMS),
  ...['iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'at_hash', 'sid'],
];

/** The claims that these scopes give (OIDC Core §5.4). Empty strings are left out: a claim without a value is omitted. */
export function claimsOf(
  scopes: readonly string[],
  source: ClaimSource,
): Readonly<Record<string, string | number | boolean>> {
  const names = scopeRegistry.filter(({ name }) => scopes.includes(name)).flatMap(({ claims }) => claims);
  const claims = names.flatMap((name) => {
    const value = CLAIMS[name]?.(source);
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(claims);
}

/** One claim that was asked for by name (OIDC Core §5.5.1): null asks for it plainly. */
export type RequestedClaim = Readonly<Record<string, unknown>> | null;

/**
 * The claims that a `claims` request names (OIDC Core §5.5), of those that one of `scopes` could give. One that was
 * asked for with a value, and has another, is left out; nothing is ever an error here, essential or not (§5.5.1).
 */
export function requestedClaims(
  requested: Readonly<Record<string, RequestedClaim>> | undefined,
  scopes: readonly string[],
  source: ClaimSource,
): Readonly<Record<string, string | number | boolean>> {
  if (requested === undefined) return {};
  const possible = Object.entries(claimsOf(scopes, source));
  return Object.fromEntries(
    possible.filter(
      ([name, value]) => Object.hasOwn(requested, name) && fits(requested[name] ?? null, value),
    ),
  );
}

function fits(asked: RequestedClaim, value: string | number | boolean): boolean {
  if (asked?.value !== undefined) return asked.value === value;
  return Array.isArray(asked?.values) ? asked.values.includes(value) : true;
}
