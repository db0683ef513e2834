import type { ClientStore } from '../clients/client-store.ts';
import type { Client } from '../clients/client.ts';
import { signedResponseRequired } from '../clients/profile.ts';
import type { Config } from '../config/config.ts';
import type { Parameters } from '../http/form.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { OAuthError } from '../protocol/error.ts';
import { parseResponseMode, type ResponseModeName } from '../protocol/response-mode.ts';
import { NO_TERMS } from '../tokens/terms.ts';
import type { Check, Question } from './checks/check.ts';
import { claims } from './checks/claims.ts';
import { details } from './checks/details.ts';
import { noneRepeated, nothingByReference, wellFormed } from './checks/form.ts';
import { keys } from './checks/keys.ts';
import { idTokenHint, loginHint, maxAge, prompt, wishes } from './checks/person.ts';
import { nonce, pkce } from './checks/pkce.ts';
import { proofKey } from './checks/proof-key.ts';
import { clientMayUseCode, codeIsAsked, knownResponseMode } from './checks/response.ts';
import { scope } from './checks/scope.ts';
import { addressIsNamed, pushedWhereItMust, signedWhereItMust } from './checks/way.ts';
import type { DetailsConfig } from './details/index.ts';
import { type Opened, openRequestObject, type RequestObjectParts } from './request-object.ts';
import type { AuthorizationRequest, ResponseTarget, Validation } from './request.ts';
import type { ReturnAddress } from './return-address.ts';
import { findAddress, findAsking } from './trust.ts';

/** Everything an authorization request must pass once its return address is trusted, in the order of the specs. */
const checks: readonly Check[] = [
  wellFormed,
  noneRepeated,
  pushedWhereItMust,
  signedWhereItMust,
  nothingByReference,
  codeIsAsked,
  knownResponseMode,
  clientMayUseCode,
  addressIsNamed,
  pkce,
  nonce,
  scope,
  details,
  claims,
  prompt,
  maxAge,
  idTokenHint,
  loginHint,
  wishes,
  proofKey,
  keys,
];

export interface ValidateParts extends RequestObjectParts {
  readonly clients: Pick<ClientStore, 'find'>;
  readonly keyring: Pick<Keyring, 'verify'>;
  readonly config: DetailsConfig & Pick<Config, 'lifetimes'>;
}

/** How the request came. */
export type Arrival = Pick<Question, 'way' | 'provenThumbprint'>;

const BY_BROWSER: Arrival = { way: 'browser', provenThumbprint: undefined };

/**
 * Judges an authorization request (OAuth 2.1 §4.1.1, OIDC Core §3.1.2.2, RFC 9126 §2.1). Every refusal comes back as a
 * Validation; what is thrown is a fault of ours or of the storage.
 */
export async function validateAuthorizationRequest(
  parts: ValidateParts,
  came: Parameters,
  arrival: Arrival = BY_BROWSER,
): Promise<Validation> {
  const asking = await findAsking(parts.clients, came);
  if (asking.kind === 'untrusted') return asking;
  const { client } = asking;

  const opened = await orRefusal(() => openRequestObject(parts, client, came));
  const refusal = opened instanceof OAuthError ? opened : undefined;
  // What is wrong with a request object is told where the registered address outside says, if there is one.
  const { parameters, signed } = opened instanceof OAuthError ? { parameters: came, signed: false } : opened;
  const trust = findAddress(client, parameters);
  if (trust.kind === 'untrusted') return refusal === undefined ? trust : { ...trust, error: refusal };

  const target = responseTarget(client, trust.address, parameters);
  const { config, keyring } = parts;
  const request =
    refusal ??
    (await orRefusal(() =>
      Promise.resolve(passAll({ parameters, signed, client, target, config, keyring, ...arrival })),
    ));
  if (request instanceof OAuthError) return { kind: 'refused', client, target, error: request };
  return { kind: 'valid', client, request };
}

async function orRefusal<Result extends Opened | AuthorizationRequest>(
  judge: () => Promise<Result>,
): Promise<Result | OAuthError> {
  try {
    return await judge();
  } catch (error) {
    if (error instanceof OAuthError) return error;
    throw error;
  }
}

function passAll(question: Question): AuthorizationRequest {
  const { client, target } = question;
  let request: AuthorizationRequest = { clientId: client.id, target, ...NOTHING_ASKED };
  for (const check of checks) {
    const told = check(question, request);
    request = { ...request, ...told, terms: { ...request.terms, ...told.terms } };
  }
  return request;
}

const NOTHING_ASKED: Omit<AuthorizationRequest, 'clientId' | 'target'> = {
  scopes: [],
  nonce: undefined,
  codeChallenge: undefined,
  prompts: [],
  maxAgeSeconds: undefined,
  loginHint: undefined,
  hintedSubject: undefined,
  uiLocales: [],
  acrValues: [],
  essentialAcr: [],
  pushedAs: undefined,
  keys: undefined,
  terms: NO_TERMS,
};

/** Where the answer goes, errors included: in the mode that was asked for if that is one, else by query. */
function responseTarget(
  client: Client,
  address: ReturnAddress,
  { values, repeated, malformed }: Parameters,
): ResponseTarget {
  // What is given back must be exactly what came, so a state that came twice or in broken UTF-8 is not given back.
  const unsure = repeated.has('state') || (malformed && values.state?.includes('\uFFFD'));
  const asked = repeated.has('response_mode') ? undefined : parseResponseMode(values.response_mode);
  return { address, mode: modeOf(client, address, asked), state: unsure ? undefined : values.state };
}

function modeOf(
  client: Client,
  address: ReturnAddress,
  asked: ResponseModeName | undefined,
): ResponseModeName {
  const signed = signedResponseRequired(client) || asked?.endsWith('jwt') === true;
  // A browser cannot post to an app's private scheme.
  const posted = asked?.startsWith('form_post') === true && /^https?:/.test(address);
  if (posted) return signed ? 'form_post.jwt' : 'form_post';
  if (signed) return asked === 'query.jwt' ? 'query.jwt' : 'jwt';
  return 'query';
}
