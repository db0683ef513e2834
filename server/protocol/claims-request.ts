import { z } from 'zod';
import { limits } from '../platform/limits.ts';

/** How a claim is asked for (OIDC Core §5.5.1): null plainly, else with what it must or should be. */
export type ClaimWish = z.infer<typeof wish>;

/** The `claims` parameter (OIDC Core §5.5). */
export interface ClaimsWish {
  readonly userinfo: Readonly<Record<string, ClaimWish>>;
  readonly idToken: Readonly<Record<string, ClaimWish>>;
}

const VALUES_MAX = 16;
const CLAIMS_MAX = 64;

const value = z.union([z.string().max(limits.parameterCharacters), z.number(), z.boolean()]);
/** §5.5.1: what is not understood is ignored. */
const wish = z
  .object({
    essential: z.boolean().optional(),
    value: value.optional(),
    values: z.array(value).min(1).max(VALUES_MAX).optional(),
  })
  .nullable();
const claims = z.record(z.string(), wish).refine((all) => Object.keys(all).length <= CLAIMS_MAX);
const request = z.object({ userinfo: claims.nullish(), id_token: claims.nullish() });

/** Reads what JSON held. Undefined when it is no claims request. */
export function parseClaimsWish(json: unknown): ClaimsWish | undefined {
  const read = request.safeParse(json).data;
  return read && { userinfo: read.userinfo ?? {}, idToken: read.id_token ?? {} };
}

/** The values one of which the claim must have; empty: any will do. */
export function wantedValues(asked: ClaimWish | undefined): readonly (string | number | boolean)[] {
  if (asked?.value !== undefined) return [asked.value];
  return asked?.values ?? [];
}
