import type { ClientKeys } from '../clients/client-keys.ts';
import type { Client } from '../clients/client.ts';
import { acceptedAlgorithms, isFapi } from '../clients/profile.ts';
import { typOf } from '../clients/signed-jwt.ts';
import type { Config } from '../config/config.ts';
import type { Parameters } from '../http/form.ts';
import type { Clock } from '../platform/clock.ts';
import { OAuthError } from '../protocol/error.ts';
import { parametersOfClaims } from './request-claims.ts';

export interface RequestObjectParts {
  readonly clientKeys: Pick<ClientKeys, 'verify'>;
  readonly config: Pick<Config, 'issuer' | 'lifetimes'>;
  readonly clock: Clock;
}

/** The parameters that count, and whether the client signed them. */
export interface Opened {
  readonly parameters: Parameters;
  readonly signed: boolean;
}

/** RFC 9101 §4, §10.8: without a `typ`, or with this one or the plain one; what was signed for another purpose is none. */
const TYPES: readonly (string | undefined)[] = [undefined, 'oauth-authz-req+jwt', 'jwt'];

/** FAPI 2.0 Message Signing §5.3.1: how far ahead `exp` and how long ago `nbf` may be. */
const SPAN_MAX_SECONDS = 60 * 60;

/**
 * RFC 9101 §6: opens the request object, if there is one. From then on only what is inside counts (§6.3, PK-10, MX-05);
 * `client_id` outside must be the same. An unsigned object, an encrypted one (PR-07) and one signed by anybody else are
 * refused. Throws `invalid_request` or `invalid_request_object`.
 */
export async function openRequestObject(
  parts: RequestObjectParts,
  client: Client,
  came: Parameters,
): Promise<Opened> {
  const { request, request_uri: reference } = came.values;
  if (request === undefined) return { parameters: came, signed: false };
  if (came.malformed || came.repeated.has('request') || reference !== undefined)
    throw new OAuthError('invalid_request', 'send one request object and nothing beside it');

  const named = client.settings.requestObjectSigningAlg;
  const algorithms = acceptedAlgorithms(client).filter((one) => named === undefined || one === named);
  const verified = await parts.clientKeys.verify(client, request, { algorithms });
  if (!verified) throw refused('the request object is not signed by a key of the client');
  if (!TYPES.includes(typOf(verified.header))) throw refused('the request object has the typ of another JWT');

  judgeParties(verified.payload, client, parts.config.issuer);
  judgeTimes(verified.payload, parts, isFapi(client));
  return { parameters: parametersOfClaims(verified.payload, client), signed: true };
}

type Payload = Readonly<Record<string, unknown>>;

function judgeParties({ iss, aud, sub }: Payload, client: Client, issuer: string): void {
  if (iss !== client.id) throw refused('iss of the request object must be the client_id');
  const audience: readonly unknown[] = [aud].flat();
  if (!audience.includes(issuer)) throw refused('aud of the request object must hold the issuer');
  // RFC 9101 §10.8: with this `sub` it could pass for a client assertion.
  if (sub === client.id) throw refused('sub of the request object must not be the client_id');
}

/** Conformance C10. Outside of FAPI, times count where they are given. */
function judgeTimes({ exp, nbf }: Payload, { clock, config }: RequestObjectParts, strict: boolean): void {
  const leeway = config.lifetimes.clockLeewaySeconds;
  const now = clock.nowSeconds();
  if (strict && (exp === undefined || nbf === undefined))
    throw refused('the request object needs exp and nbf');
  if (exp !== undefined && !(isTime(exp) && exp > now - leeway))
    throw refused('the request object has expired');
  if (nbf !== undefined && !(isTime(nbf) && nbf <= now + leeway))
    throw refused('the request object is not valid yet');
  if (strict && Number(exp) > now + SPAN_MAX_SECONDS + leeway)
    throw refused('exp of the request object is more than an hour ahead');
  if (strict && Number(nbf) < now - SPAN_MAX_SECONDS - leeway)
    throw refused('nbf of the request object is more than an hour ago');
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_request_object', description);
}
