import type { ClientStore } from '../clients/client-store.ts';
import type { Config } from '../config/config.ts';
import type { Parameters } from '../http/form.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { OAuthError } from '../protocol/error.ts';
import { parseResponseMode } from '../protocol/response-mode.ts';
import type { Check, Question } from './checks/check.ts';
import { noneRepeated, noRequestObject, wellFormed } from './checks/form.ts';
import { idTokenHint, loginHint, maxAge, prompt, wishes } from './checks/person.ts';
import { nonce, pkce } from './checks/pkce.ts';
import { clientMayUseCode, codeIsAsked, knownResponseMode } from './checks/response.ts';
import { scope } from './checks/scope.ts';
import { NO_TERMS } from '../tokens/terms.ts';
import type { AuthorizationRequest, ResponseTarget, Validation } from './request.ts';
import type { ReturnAddress } from './return-address.ts';
import { findTrusted } from './trust.ts';

/** Everything an authorization request must pass once its return address is trusted, in the order of the specs. */
const checks: readonly Check[] = [
  wellFormed,
  noneRepeated,
  noRequestObject,
  codeIsAsked,
  knownResponseMode,
  clientMayUseCode,
  pkce,
  nonce,
  scope,
  prompt,
  maxAge,
  idTokenHint,
  loginHint,
  wishes,
];

export interface ValidateParts {
  readonly clients: Pick<ClientStore, 'find'>;
  readonly keyring: Pick<Keyring, 'verify'>;
  readonly config: Pick<Config, 'issuer'>;
  readonly clock: Clock;
}

/**
 * Judges an authorization request (OAuth 2.1 §4.1.1, OIDC Core §3.1.2.2). Every refusal comes back as a Validation;
 * what is thrown is a fault of ours or of the storage.
 */
export async function validateAuthorizationRequest(
  { clients, keyring, config }: ValidateParts,
  parameters: Parameters,
): Promise<Validation> {
  const trust = await findTrusted(clients, parameters);
  if (trust.kind === 'untrusted') return trust;

  const { client, address } = trust;
  const target = responseTarget(address, parameters);
  try {
    const request = passAll({ parameters, client, target, config, keyring });
    return { kind: 'valid', client, request };
  } catch (error) {
    if (error instanceof OAuthError) return { kind: 'refused', client, target, error };
    throw error;
  }
}

function passAll(question: Question): AuthorizationRequest {
  const { client, target } = question;
  let request: AuthorizationRequest = { clientId: client.id, target, ...NOTHING_ASKED };
  for (const check of checks) request = { ...request, ...check(question) };
  return request;
}

const NOTHING_ASKED: Omit<AuthorizationRequest, 'clientId' | 'target'> = {
  scopes: [],
  nonce: undefined,
  codeChallenge: undefined,
  prompts: [],
  maxAgeSeconds: undefined,
  loginHint: undefined,
  hintedAccountId: undefined,
  uiLocales: [],
  acrValues: [],
  terms: NO_TERMS,
};

/** Where the answer goes, errors included: in the mode that was asked for if that is one, else by query. */
function responseTarget(address: ReturnAddress, { values, repeated, malformed }: Parameters): ResponseTarget {
  const asked = repeated.has('response_mode') ? undefined : parseResponseMode(values.response_mode);
  // A browser cannot post to an app's private scheme.
  const mode = asked === 'form_post' && /^https?:/.test(address) ? 'form_post' : 'query';
  // What is given back must be exactly what came, so a state that came twice or in broken UTF-8 is not given back.
  const unsure = repeated.has('state') || (malformed && values.state?.includes('\uFFFD'));
  return { address, mode, state: unsure ? undefined : values.state };
}
