import type { Words } from '../words/en.ts';

const KEY = /^key:(\S+)$/;
const CLAIM = /^claim (\S+)$/;
const RESOURCE = /^resource (\S+)$/;

/**
 * What a scope allows, as a sentence. One that has no words yet is at least named. What a consent remembers besides
 * scopes has a space in it: `claim email`, `resource https://…`.
 */
export function scopeSentence(scope: string, all: readonly string[], words: Words): string {
  const { consent } = words;
  if (scope === 'openid' && all.length === 1) return consent.nothing;
  const [, key] = KEY.exec(scope) ?? [];
  if (key !== undefined) return consent.key(key);
  const [, claim] = CLAIM.exec(scope) ?? [];
  if (claim !== undefined) return claimSentence(claim, words);
  const [, resource] = RESOURCE.exec(scope) ?? [];
  if (resource !== undefined) return consent.resource(resource);
  return isKnown(scope, consent.scope) ? consent.scope[scope] : consent.unknownScope(scope);
}

/** What a single claim tells, as a sentence. */
export function claimSentence(claim: string, { consent }: Words): string {
  return isKnown(claim, consent.claim) ? consent.claim[claim] : consent.unknownClaim(claim);
}

function isKnown<Known extends object>(name: PropertyKey, known: Known): name is keyof Known {
  return Object.hasOwn(known, name);
}
