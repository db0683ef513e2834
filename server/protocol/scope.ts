import { limits } from '../platform/limits.ts';

/** A scope this server understands, and the claims that userinfo gives for it (OIDC Core §5.4). */
export interface Scope {
  readonly name: string;
  readonly claims: readonly string[];
}

/** Every scope there is. Discovery and client registration follow this list. */
export const scopeRegistry: readonly Scope[] = [
  { name: 'openid', claims: ['sub'] },
  {
    name: 'profile',
    claims: [
      ...['name', 'given_name', 'family_name', 'nickname', 'picture', 'website', 'locale', 'zoneinfo'],
      'updated_at',
    ],
  },
  { name: 'email', claims: ['email', 'email_verified'] },
  { name: 'offline_access', claims: [] },
  { name: 'device_sso', claims: [] },
  { name: 'records:read', claims: [] },
  { name: 'records:write', claims: [] },
  { name: 'records:reveal', claims: [] },
  { name: 'vault:read', claims: [] },
  { name: 'vault:write', claims: [] },
];

export function isKnownScope(name: string): boolean {
  return scopeRegistry.some((scope) => scope.name === name);
}

const SCOPE_TOKEN = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/** RFC 6749 §3.3: what a scope may be written with. */
export function isScopeToken(name: string): boolean {
  return SCOPE_TOKEN.test(name);
}

/**
 * RFC 6749 §3.3: tokens parted by one space each; duplicates collapse, the order of asking stays. Undefined when the
 * text breaks the grammar or names more than `limits.scopes`. Whether a scope exists is not judged here.
 */
export function parseScope(text: string): readonly string[] | undefined {
  const tokens = text.split(' ', limits.scopes + 1);
  if (tokens.length > limits.scopes || !tokens.every((token) => SCOPE_TOKEN.test(token))) return undefined;
  return [...new Set(tokens)];
}

/** What of `requested` is also `allowed`, in the order of asking. */
export function grantedScopes(requested: readonly string[], allowed: readonly string[]): readonly string[] {
  return requested.filter((scope) => allowed.includes(scope));
}
