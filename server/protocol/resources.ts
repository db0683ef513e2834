import { z } from 'zod';
import { isKnownScope, isScopeToken } from './scope.ts';
import { worded, type Worded } from './worded.ts';

/** A resource server that the operator made known: what an access token may be for (RFC 8707). */
export interface Resource {
  /** What clients send as `resource`, and what stands in `aud`. Compared to the byte. */
  readonly identifier: string;
  /** As a person reads it when they are asked for consent. */
  readonly name: string;
  /** The scopes that mean something at this resource, besides those of this server itself. */
  readonly scopes: readonly string[];
  /** What those scopes allow, in words, where the operator said so. */
  readonly scopeTexts: Readonly<Record<string, Worded>>;
  /** Undefined: as the client is registered. */
  readonly accessTokenFormat: 'jwt' | 'opaque' | undefined;
}

const IDENTIFIER_CHARACTERS_MAX = 512;
const NAME_CHARACTERS_MAX = 120;
const SCOPES_MAX = 64;
const RESOURCES_MAX = 200;

/**
 * RFC 8707 §2: an absolute URI without a fragment. Spaces and quotes could not stand in one, and a query is discouraged
 * but allowed.
 */
export function isResourceIdentifier(text: string): boolean {
  if (text.length > IDENTIFIER_CHARACTERS_MAX || !/^[a-z][a-z0-9+.-]*:[\x21\x23-\x7E]+$/i.test(text)) {
    return false;
  }
  return !text.includes('#') && URL.canParse(text);
}

const NO_TEXTS: Resource['scopeTexts'] = {};
const scope = z.string().refine((name) => isScopeToken(name) && !isKnownScope(name));
const scopes = z
  .union([
    z.array(scope).transform((names) => ({ names, texts: NO_TEXTS })),
    z.record(scope, worded).transform((texts) => ({ names: Object.keys(texts), texts })),
  ])
  .refine(({ names }) => names.length <= SCOPES_MAX);

const resource = z
  .strictObject({
    identifier: z.string().refine(isResourceIdentifier),
    name: z.string().min(1).max(NAME_CHARACTERS_MAX),
    scopes: scopes.default({ names: [], texts: {} }),
    access_token_format: z.enum(['jwt', 'opaque']).optional(),
  })
  .transform((read): Resource => ({
    identifier: read.identifier,
    name: read.name,
    scopes: read.scopes.names,
    scopeTexts: read.scopes.texts,
    accessTokenFormat: read.access_token_format,
  }));

/** The list an operator writes (`TACET_RESOURCES`); no identifier twice. */
export const resourceList = z
  .array(resource)
  .max(RESOURCES_MAX)
  .refine((list) => new Set(list.map(({ identifier }) => identifier)).size === list.length);

/** Our own APIs under the issuer; a client that went by the metadata of one names that one (RFC 9728 §3.3). */
const OWN_APIS = ['', '/userinfo', '/records', '/vault'];

/** The registered resource of that identifier. The issuer itself is one too: our own APIs, with our own scopes. */
export function findResource(
  { issuer, resources }: { readonly issuer: string; readonly resources: readonly Resource[] },
  identifier: string,
): Resource | undefined {
  const known = resources.find((one) => one.identifier === identifier);
  if (known || !OWN_APIS.some((path) => identifier === issuer + path)) return known;
  return { identifier: issuer, name: issuer, scopes: [], scopeTexts: {}, accessTokenFormat: undefined };
}
