import { Buffer } from 'node:buffer';
import type { Client } from '../../clients/client.ts';
import { parseStrictJson } from '../../http/json.ts';
import { OAuthError } from '../../protocol/error.ts';
import { keyScopesIn } from '../../protocol/key-scope.ts';
import { parseKeysJwk } from '../../protocol/keys-jwk.ts';
import type { Resource } from '../../protocol/resources.ts';
import type { KeysAsked } from '../keys-asked.ts';
import type { Check } from './check.ts';

const BYTES_MAX = 1024;

/**
 * End-to-end keys (docs/flows/scoped-keys.md): a key scope asks for them, and `keys_jwk` says to what they are sealed. None
 * goes without the other, nor without all that ties the answer to whoever asked: the request is pushed, so that no link can
 * carry a key of its writer; the code is good with one verifier and one DPoP key.
 */
export const keys: Check = ({ parameters: { values }, client, config, way }, soFar) => {
  const asked = parseKeysAsked(values.keys_jwk, soFar.scopes, { client, resources: config.resources });
  if (asked === undefined) return {};
  if (way !== 'pushed') throw new OAuthError('invalid_request', 'a request for keys must be pushed');
  if (soFar.codeChallenge === undefined)
    throw new OAuthError('invalid_request', 'a request for keys needs code_challenge');
  if (soFar.terms.confirmation === undefined)
    throw new OAuthError('invalid_request', 'a request for keys needs a DPoP proof or dpop_jkt');
  return { keys: asked };
};

/** What is asked for by `keys_jwk` and these scopes; undefined: no keys. Throws `invalid_request`. */
export function parseKeysAsked(
  keysJwk: string | undefined,
  asked: readonly string[],
  { client, resources }: { readonly client: Client; readonly resources: readonly Resource[] },
): KeysAsked | undefined {
  const scopes = keyScopesIn(asked, client.settings, resources);
  if (scopes.length === 0 && keysJwk === undefined) return undefined;
  if (keysJwk === undefined) throw new OAuthError('invalid_request', 'a key scope needs keys_jwk');
  if (scopes.length === 0) throw new OAuthError('invalid_request', 'keys_jwk needs a key scope');
  const anyKid = client.settings.tacetKeysFormat === 'mozilla';
  return { ...parseKeysJwk(jsonIn(keysJwk), { anyKid }), scopes: [...scopes] };
}

/** One text for one key: what could be read in two ways is not read. */
function jsonIn(text: string): unknown {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length > BYTES_MAX || bytes.toString('base64url') !== text) return undefined;
  return parseStrictJson(bytes.toString('utf8'));
}
