import type { Words } from '../words/en.ts';

/** What a scope allows, as a sentence. One that has no words yet is at least named. */
export function scopeSentence(scope: string, all: readonly string[], { consent }: Words): string {
  if (scope === 'openid' && all.length === 1) return consent.nothing;
  return isKnown(scope, consent.scope) ? consent.scope[scope] : consent.unknownScope(scope);
}

function isKnown<Known extends object>(name: PropertyKey, known: Known): name is keyof Known {
  return Object.hasOwn(known, name);
}
