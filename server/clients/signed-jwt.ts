import { z } from 'zod';
import { parseStrictObject } from '../http/json.ts';
import { RequestRefused } from '../http/request-refused.ts';

/** A compact JWS that is well-formed, its signature not yet looked at. */
export interface SignedJwt {
  readonly header: z.infer<typeof headerShape>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What was signed. */
  readonly input: Buffer;
  readonly signature: Buffer;
}

/** More than any parameter may have; nothing longer is decoded (JT-07). */
const JWT_CHARACTERS_MAX = 32 * 1024;
const KID_CHARACTERS_MAX = 512;
const COMPACT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

/**
 * RFC 7515 §4.1. `crit` names something we do not know, whatever it names (§4.1.11). `jku`, `x5u`, `x5c` and `jwk` are
 * left out: nobody further in can look at them (JT-03).
 */
const headerShape = z.object({
  alg: z.string(),
  typ: z.string().optional(),
  cty: z.string().optional(),
  kid: z.string().max(KID_CHARACTERS_MAX).optional(),
  crit: z.never().optional(),
});

/** What a JWT says it is, without regard to case or a leading `application/` (RFC 7515 §4.1.9); undefined: nothing. */
export function typOf({ typ }: Pick<SignedJwt['header'], 'typ'>): string | undefined {
  return typ?.toLowerCase().replace(/^application\//, '');
}

/** Undefined for what is no JWT, is too long, or can be read in two ways: a member named twice, stray bits (JT-08). */
export function readSignedJwt(jwt: string): SignedJwt | undefined {
  const [, head = '', body = '', tail = ''] =
    jwt.length > JWT_CHARACTERS_MAX ? [] : (COMPACT.exec(jwt) ?? []);
  const header = headerShape.safeParse(jsonOf(head)).data;
  const payload = jsonOf(body);
  const signature = bytesOf(tail);
  if (header === undefined || payload === undefined || signature === undefined) return undefined;
  return { header, payload, input: Buffer.from(`${head}.${body}`, 'latin1'), signature };
}

function jsonOf(encoded: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = bytesOf(encoded);
  try {
    return bytes && parseStrictObject(bytes.toString('utf8'));
  } catch (error) {
    if (error instanceof RequestRefused) return undefined;
    throw error;
  }
}

/** One spelling for each value: no padding, no stray bits (RFC 4648 §3.5). */
function bytesOf(encoded: string): Buffer | undefined {
  const bytes = Buffer.from(encoded, 'base64url');
  return bytes.length > 0 && bytes.toString('base64url') === encoded ? bytes : undefined;
}
