/** How sure we are of who signed in: one level per way that exists. OIDC Core §2 wants an absolute URI. */
interface AssuranceLevel {
  readonly acr: string;
  /** The RFC 8176 methods that reach it, all of them. */
  readonly amr: readonly string[];
}

/** From weakest to strongest. */
const LEVELS: readonly AssuranceLevel[] = [{ acr: 'urn:tacet:acr:pwd', amr: ['pwd'] }];

/** Discovery's `acr_values_supported`. */
export const acrValues: readonly string[] = LEVELS.map(({ acr }) => acr);

/** The strongest level that was reached by these methods; undefined when none was. */
export function acrOf(amr: readonly string[]): string | undefined {
  return LEVELS.findLast((level) => level.amr.every((method) => amr.includes(method)))?.acr;
}

const ACR_VALUES_MAX = 16;

/** `acr_values` in order of preference. A voluntary wish (OIDC Core §3.1.2.1): what we do not know is left out. */
export function parseAcrValues(text: string): readonly string[] {
  const wished = new Set(text.split(' ', ACR_VALUES_MAX));
  return [...wished].filter((acr) => acrValues.includes(acr));
}
