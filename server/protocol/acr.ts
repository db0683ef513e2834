/** How sure we are of who signed in: one level per way that exists. OIDC Core §2 wants an absolute URI. */
interface AssuranceLevel {
  readonly acr: string;
  /** The methods that reach it, all of them: RFC 8176, and `email`, which marks a code that was mailed. */
  readonly amr: readonly string[];
  /** Methods that show it was less than that. */
  readonly without?: readonly string[];
}

/**
 * From weakest to strongest; whoever reached one satisfies a wish for those before it. A mailed code is a level of its
 * own: the mailbox is also where a forgotten password is made anew, so it is no second thing that somebody has. A
 * passkey (`pop` together with `user`) cannot be typed into a forged page.
 */
const LEVELS: readonly AssuranceLevel[] = [
  { acr: 'urn:tacet:acr:pwd', amr: ['pwd'] },
  { acr: 'urn:tacet:acr:mfa-email', amr: ['mfa'] },
  { acr: 'urn:tacet:acr:mfa', amr: ['mfa'], without: ['email'] },
  { acr: 'urn:tacet:acr:passkey', amr: ['mfa', 'pop', 'user'] },
];

/** Discovery's `acr_values_supported`. */
export const acrValues: readonly string[] = LEVELS.map(({ acr }) => acr);

/** The strongest level that was reached by these methods; undefined when none was. */
export function acrOf(amr: readonly string[]): string | undefined {
  return LEVELS.findLast(
    (level) =>
      level.amr.every((method) => amr.includes(method)) &&
      !level.without?.some((method) => amr.includes(method)),
  )?.acr;
}

/** Whether these methods reach that level, or a stronger one. */
export function reaches(amr: readonly string[], acr: string): boolean {
  return isAtLeast(acrOf(amr), acr);
}

/** Whether who was told `reached` may be let in where `wished` is asked for. False for what we do not know. */
export function isAtLeast(reached: string | undefined, wished: string): boolean {
  return acrValues.includes(wished) && acrValues.indexOf(reached ?? '') >= acrValues.indexOf(wished);
}

/**
 * What to tell a client that wished for one of these levels: the strongest of them that was reached, for it may compare
 * texts (OIDC Core §5.5.1.1: an essential acr is answered with one of its values); without one, what was reached.
 */
export function acrFor(amr: readonly string[], wished: readonly string[]): string | undefined {
  return acrValues.findLast((acr) => wished.includes(acr) && reaches(amr, acr)) ?? acrOf(amr);
}

const ACR_VALUES_MAX = 16;

/** `acr_values` in order of preference. A voluntary wish (OIDC Core §3.1.2.1): what we do not know is left out. */
export function parseAcrValues(text: string): readonly string[] {
  const wished = new Set(text.split(' ', ACR_VALUES_MAX));
  return [...wished].filter((acr) => acrValues.includes(acr));
}
