import { z } from 'zod';
import type { Resource } from './resources.ts';

/** Of one client. */
export const KEY_SCOPES_MAX = 16;

const URL_CHARACTERS_MAX = 256;

/**
 * A scope that stands for an end-to-end key, and for no access: `key:` and a short name, or an https address as those who
 * come from elsewhere have them. Without a space, since it stands in `scope`.
 */
export const keyScope = z
  .string()
  .refine(
    (name) =>
      /^key:[a-z0-9._-]{1,64}$/.test(name) ||
      (name.length <= URL_CHARACTERS_MAX &&
        /^https:\/\/[\x21\x23-\x5B\x5D-\x7E]+$/.test(name) &&
        URL.canParse(name)),
  );

/** Whose clients get the same keys: visible ASCII, as a client id is. */
export const keyGroup = z.string().regex(/^[\x21-\x7E]{1,512}$/);

/** What of a client's registration concerns its keys. */
export interface KeySettings {
  readonly tacetKeyScopes?: readonly string[] | undefined;
}

export function isKeyScope({ tacetKeyScopes }: KeySettings, name: string): boolean {
  return tacetKeyScopes?.includes(name) === true;
}

/**
 * The key scopes among those that are asked for. A name that a resource server has is its own, whatever the client
 * registered before the operator made that server known: nobody shall allow a key and give access with it.
 */
export function keyScopesIn(
  scopes: readonly string[],
  settings: KeySettings,
  resources: readonly Pick<Resource, 'scopes'>[],
): readonly string[] {
  return scopes.filter(
    (name) => isKeyScope(settings, name) && !resources.some((resource) => resource.scopes.includes(name)),
  );
}
