import { isDeepStrictEqual } from 'node:util';
import { OAuthError } from '../../protocol/error.ts';
import type { AuthorizationDetail } from '../../tokens/terms.ts';

/** RFC 9396 §2.2: the members whose lists may be cut short without asking anybody. */
const LISTS = ['locations', 'actions', 'datatypes', 'privileges'];

/**
 * RFC 9396 §6: what a token request asks for, of what was granted. Each element must be one that was granted, or the
 * same with fewer locations, actions, datatypes or privileges. Throws `invalid_authorization_details`.
 */
export function narrowDetails(
  granted: readonly AuthorizationDetail[],
  asked: readonly AuthorizationDetail[],
): readonly AuthorizationDetail[] {
  if (!asked.every((one) => granted.some((whole) => isPartOf(one, whole)))) {
    throw new OAuthError('invalid_authorization_details', 'authorization_details go beyond what was granted');
  }
  return asked;
}

function isPartOf(part: AuthorizationDetail, whole: AuthorizationDetail): boolean {
  const names = new Set([...Object.keys(part), ...Object.keys(whole)]);
  return [...names].every((name) => {
    const [less, more] = [part[name], whole[name]];
    if (!LISTS.includes(name) || !Array.isArray(less) || !Array.isArray(more))
      return isDeepStrictEqual(less, more);
    return less.length > 0 && less.every((item) => more.some((known) => isDeepStrictEqual(item, known)));
  });
}
