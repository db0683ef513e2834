import type { Clock } from '../platform/clock.ts';
import { fapiSigningAlgorithms } from '../protocol/algorithms.ts';
import { OAuthError } from '../protocol/error.ts';
import type { StatementIssuer } from '../protocol/statement-issuers.ts';
import { keySet, type KeySet } from './key-set.ts';
import { readSignedJwt } from './signed-jwt.ts';

/** Claims of the JWT itself, which say nothing of the client. */
const OWN_CLAIMS = ['iss', 'sub', 'aud', 'iat', 'exp', 'nbf', 'jti', 'software_statement'];

const ALGORITHMS = [...fapiSigningAlgorithms, 'RS256'] as const;

/** What a software statement says of a client (RFC 7591 §2.3); undefined when there is none, or nobody is believed. */
export type ReadStatement = (
  metadata: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>> | undefined;

/**
 * Throws `unapproved_software_statement` for an issuer that the operator did not name, and `invalid_software_statement`
 * for what is no JWT, is not signed by that issuer, or is not valid now.
 */
export function softwareStatements(issuers: readonly StatementIssuer[], clock: Clock): ReadStatement {
  const keys = new Map<unknown, KeySet>(issuers.map(({ issuer, jwks }) => [issuer, keySet(jwks.keys)]));

  return ({ software_statement: statement }) => {
    // A server that believes nobody passes the member over, as one that does not know it (RFC 7591 §2.3).
    if (issuers.length === 0 || statement === undefined || statement === null) return undefined;
    const signed = typeof statement === 'string' ? readSignedJwt(statement) : undefined;
    if (signed === undefined) throw invalid('it is no signed JWT');
    const { header, payload, input, signature } = signed;
    const set = keys.get(payload.iss);
    if (set === undefined) {
      throw new OAuthError(
        'unapproved_software_statement',
        'the issuer of the software statement is not believed',
      );
    }
    const algorithm = ALGORITHMS.find((name) => name === header.alg);
    const candidates = algorithm === undefined ? [] : set.verifiers(algorithm, header.kid);
    if (!candidates.some((key) => key.verify(input, signature))) throw invalid('its signature does not hold');
    if (!isValidNow(payload, clock.nowSeconds())) throw invalid('it is not valid now');
    return Object.fromEntries(Object.entries(payload).filter(([name]) => !OWN_CLAIMS.includes(name)));
  };
}

/** RFC 7519 §4.1.4, §4.1.5: without them it holds for ever, which is for its issuer to decide. */
function isValidNow({ exp, nbf }: Readonly<Record<string, unknown>>, nowSeconds: number): boolean {
  if (exp !== undefined && (typeof exp !== 'number' || exp <= nowSeconds)) return false;
  return nbf === undefined || (typeof nbf === 'number' && nbf <= nowSeconds);
}

function invalid(why: string): OAuthError {
  return new OAuthError('invalid_software_statement', `the software statement is refused: ${why}`);
}
