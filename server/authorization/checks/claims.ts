import { parseStrictJson } from '../../http/json.ts';
import { acrValues } from '../../protocol/acr.ts';
import {
  type ClaimsWish,
  type ClaimWish,
  parseClaimsWish,
  wantedValues,
} from '../../protocol/claims-request.ts';
import { OAuthError } from '../../protocol/error.ts';
import { scopeRegistry } from '../../protocol/scope.ts';
import type { Check } from './check.ts';

/**
 * The `claims` parameter (OIDC Core §5.5). Claims about the account are kept, as far as a scope of the client could give
 * them; to ask for others is no error. `acr` and `sub` with values say who must answer, and how (§5.5.1.1, §3.1.2.2).
 */
export const claims: Check = ({ parameters: { values }, client }) => {
  if (values.claims === undefined) return {};
  const wish = parseClaimsWish(parseStrictJson(values.claims));
  if (!wish) throw new OAuthError('invalid_request', 'claims must be a JSON object of claims to ask for');

  const tellable = scopeRegistry
    .filter(({ name }) => client.scopes.includes(name))
    .flatMap((scope) => scope.claims)
    .filter((name) => name !== 'sub');
  const kept = {
    ...keptOf('userinfo', wish.userinfo, tellable),
    ...keptOf('id_token', wish.idToken, tellable),
  };
  return {
    ...(Object.keys(kept).length > 0 && { terms: { claims: kept } }),
    ...acrOf(wish),
    ...subjectOf(wish),
  };
};

function keptOf(
  name: 'userinfo' | 'id_token',
  asked: Readonly<Record<string, ClaimWish>>,
  tellable: readonly string[],
) {
  const kept = Object.entries(asked).filter(([claim]) => tellable.includes(claim));
  return kept.length > 0 ? { [name]: Object.fromEntries(kept) } : {};
}

/**
 * OIDC Core §5.5.1.1: an essential `acr` that cannot be reached is an error (OpenID Connect Unmet Authentication
 * Requirements §2), a voluntary one never is.
 */
function acrOf({ idToken: { acr } }: ClaimsWish) {
  const wanted = wantedValues(acr).filter((value) => typeof value === 'string');
  if (acr?.essential !== true || wanted.length === 0) return {};
  const essentialAcr = wanted.filter((value) => acrValues.includes(value));
  if (essentialAcr.length > 0) return { essentialAcr };
  throw new OAuthError(
    'unmet_authentication_requirements',
    'this server cannot authenticate anybody as the essential acr demands',
  );
}

/** OIDC Core §5.5.1: only that account may answer. Essential or not: an answer about another would be useless. */
function subjectOf({ idToken, userinfo }: ClaimsWish) {
  const subjects = [idToken.sub, userinfo.sub].flatMap((sub) => sub?.value ?? []);
  const [subject, ...others] = new Set(subjects);
  if (subject === undefined) return {};
  if (others.length > 0 || typeof subject !== 'string')
    throw new OAuthError('invalid_request', 'claims names no single sub');
  return { hintedSubject: subject };
}
