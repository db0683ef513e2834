import { z } from 'zod';

/** How many keys a client may have, at home or at its `jwks_uri` (SS-04). */
const KEYS_MAX = 20;
const MEMBER_CHARACTERS_MAX = 8 * 1024;
/** The private and symmetric members of RFC 7518 §6: a key that has one has been told to everybody who read it. */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const member = z.string().min(1).max(MEMBER_CHARACTERS_MAX);

/** A public key of somebody else (RFC 7517 §4). */
export const publicJwk = z
  .looseObject({
    kty: z.enum(['RSA', 'EC', 'OKP']),
    kid: z.string().max(512).optional(),
    use: z.enum(['sig', 'enc']).optional(),
    alg: z.string().max(64).optional(),
    crv: z.string().max(32).optional(),
    n: member.optional(),
    e: z.string().max(64).optional(),
    x: member.optional(),
    y: member.optional(),
  })
  .refine((key) => SECRET_MEMBERS.every((name) => !(name in key)));

export type PublicJwk = z.infer<typeof publicJwk>;

/** A set of public keys (RFC 7517 §5). */
export const publicJwkSet = z.object({ keys: z.array(publicJwk).min(1).max(KEYS_MAX) });

export type PublicJwkSet = z.infer<typeof publicJwkSet>;
