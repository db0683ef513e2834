import { z } from 'zod';
import { limits } from '../platform/limits.ts';
import { serverSigningAlgorithms } from './algorithms.ts';
import { clientSettingMembers } from './client-settings.ts';
import { OAuthError } from './error.ts';
import { redirectUriLimits } from './redirect-uri.ts';
import { parseScope } from './scope.ts';

/**
 * Client metadata as RFC 7591 §2 and OpenID Connect Registration §2 name it, and what an operator may add
 * (`tacet_…`). Whether it fits together for a type of client is decided in clients/new-client.ts.
 */
export type ClientMetadata = z.infer<typeof clientMetadata>;

/**
 * Reads client metadata. Unknown members are ignored and null counts as absent (RFC 7591 §2). Throws
 * `invalid_redirect_uri` or `invalid_client_metadata`, with the name of the member that is wrong.
 */
export function parseClientMetadata(input: unknown): ClientMetadata {
  const parsed = clientMetadata.safeParse(withoutNulls(input));
  if (parsed.success) return parsed.data;

  const member = memberNames.find((name) => parsed.error.issues.some(({ path }) => path[0] === name));
  if (member === undefined)
    throw new OAuthError('invalid_client_metadata', 'client metadata must be an object');
  const code = member === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
  throw new OAuthError(code, `client metadata is missing or malformed: ${member}`);
}

function withoutNulls(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

/** UI-08: what cannot be seen, or turns the text around, is taken out before the name is judged. */
const shownName = z
  .string()
  .max(limits.nameCharacters * 8)
  .transform((name) =>
    name
      .normalize('NFC')
      .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
      .replace(/\s+/gu, ' ')
      .trim(),
  )
  .pipe(z.string().min(1).max(limits.nameCharacters));

/** A page about the client that a person may be sent to. */
const shownUri = z
  .string()
  .max(redirectUriLimits.characters)
  .refine((uri) => /^https:\/\/[\x21-\x7E]+$/.test(uri) && !uri.includes('@') && URL.parse(uri) !== null);

const addresses = z
  .array(z.string().max(redirectUriLimits.characters))
  .max(redirectUriLimits.perClient)
  .transform((uris) => [...new Set(uris)]);

/** Whether each exists is judged where the resources of the operator are known. None at all is an empty text. */
const scopes = z
  .string()
  .transform((text) => (text === '' ? [] : parseScope(text)))
  .refine((names) => names !== undefined)
  .transform((names) => names ?? []);

const WORD_CHARACTERS_MAX = 128;
const WORDS_MAX = 16;
const word = z.string().max(WORD_CHARACTERS_MAX);

export const clientMetadata = z.object({
  ...z.object(clientSettingMembers).partial().shape,
  redirect_uris: addresses.default([]),
  post_logout_redirect_uris: addresses.default([]),
  client_name: shownName,
  client_uri: shownUri.optional(),
  policy_uri: shownUri.optional(),
  tos_uri: shownUri.optional(),
  application_type: z.enum(['web', 'native']).optional(),
  token_endpoint_auth_method: word.optional(),
  grant_types: z.array(word).max(WORDS_MAX).optional(),
  response_types: z.array(word).max(WORDS_MAX).optional(),
  scope: scopes.optional(),
  id_token_signed_response_alg: z.enum(serverSigningAlgorithms).optional(),
  default_max_age: z.number().int().min(0).optional(),
  /** The kind of client, where RFC 7591 cannot tell a page from a server. */
  tacet_type: z.enum(['web', 'spa', 'native', 'machine']).optional(),
  /** The operator's own: consent is not asked. */
  tacet_first_party: z.boolean().default(false),
  /** False lets a confidential client ask for codes without PKCE (decision 7). */
  tacet_pkce_required: z.boolean().default(true),
});

const memberNames = Object.keys(clientMetadata.shape);
