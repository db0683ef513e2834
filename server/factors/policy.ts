import type { FactorKind } from '../../contract/factors/kind.ts';
import { acrOf, isAtLeast, reaches } from '../protocol/acr.ts';

/** What is known when somebody has proved something, and what is asked of them. */
export interface FactorPolicy {
  /** What was proved so far, for this sign-in or this act. */
  readonly amr: readonly string[];
  readonly heldKinds: readonly FactorKind[];
  /** This browser proved a factor of this account before and may skip it. Never so for an act on the account. */
  readonly remembered: boolean;
  /** `secondFactor` of the configuration. */
  readonly operator: 'optional' | 'required';
  readonly client: {
    /** One of these must be reached, or the client gets an error. */
    readonly essentialAcr: readonly string[];
    /** One of these should be reached, as well as can be. */
    readonly wishedAcr: readonly string[];
  };
}

/** What proves that somebody has a thing besides the password, from the strongest. */
const SECOND_FACTORS = ['passkey', 'totp'] as const satisfies readonly FactorKind[];

/** What each kind makes of a password that was proved before. */
const REACHED: Readonly<Record<FactorKind, string>> = {
  passkey: 'urn:tacet:acr:passkey',
  totp: 'urn:tacet:acr:mfa',
  'backup-codes': 'urn:tacet:acr:mfa',
  'email-code': 'urn:tacet:acr:mfa-email',
};

/** Those of the kinds that are factors in their own right: backup codes stand in for one, and a mailbox is none. */
export function secondFactors(kinds: readonly FactorKind[]): readonly FactorKind[] {
  return SECOND_FACTORS.filter((kind) => kinds.includes(kind));
}

/**
 * What is still to be proved: one of the kinds that come out, offered in that order; undefined when nothing is. An
 * account with a factor of its own is asked for it wherever the first proof came from (TO-07). Its mailed code is not
 * offered then: what is weaker would become the way in (OBS-N07). An essential level that nothing here can reach asks
 * for nothing: the client gets its error without a person having worked for it.
 */
export function missing(policy: FactorPolicy): readonly FactorKind[] | undefined {
  const { amr, client } = policy;
  const unmet = (wished: readonly string[]) => wished.length > 0 && !wished.some((acr) => reaches(amr, acr));
  const offered = offeredBy(policy.heldKinds);
  const leading = unmet(client.essentialAcr) ? leadingTo(client.essentialAcr, offered) : [];
  if (leading.length > 0) return leading;
  if (amr.includes('mfa')) return undefined;

  const own = secondFactors(policy.heldKinds).length > 0;
  const asked = (own || policy.operator === 'required') && !policy.remembered;
  return asked || unmet(client.wishedAcr) ? offered : undefined;
}

/**
 * What was proved when a factor followed: the password of before and the factor of now. A weaker factor of before does
 * not speak beside a stronger one, nor the other way round.
 */
export function amrWith(amr: readonly string[], factorAmr: readonly string[]): readonly string[] {
  const proved = [...amr.filter((method) => method === 'pwd'), ...factorAmr, 'mfa'];
  const before = acrOf(amr);
  return before !== undefined && !isAtLeast(acrOf(proved), before) ? amr : proved;
}

function offeredBy(held: readonly FactorKind[]): readonly FactorKind[] {
  const own = secondFactors(held);
  if (own.length === 0) return ['email-code'];
  return held.includes('backup-codes') ? [...own, 'backup-codes'] : own;
}

function leadingTo(wished: readonly string[], offered: readonly FactorKind[]): readonly FactorKind[] {
  return offered.filter((kind) => wished.some((acr) => isAtLeast(REACHED[kind], acr)));
}
