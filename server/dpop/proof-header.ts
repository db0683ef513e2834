import { z } from 'zod';
import { foreignKey, type ForeignKey } from '../keyring/foreign-key.ts';
import { clientSigningAlgorithms, type ClientSigningAlgorithm } from '../protocol/algorithms.ts';
import { publicJwk } from '../protocol/json-web-key.ts';
import { jwkThumbprint } from '../protocol/jwk-thumbprint.ts';
import { jsonPart } from './strict-json.ts';

/** `typ` of a proof (RFC 9449 §4.2): keeps every other JWT from passing as one (JT-05). */
const PROOF_TYPE = 'dpop+jwt';

/** What the header of a proof says: the key, and how it signs. */
export interface ProofHeader {
  readonly algorithm: ClientSigningAlgorithm;
  /** RFC 7638 thumbprint of the key. */
  readonly jkt: string;
  readonly key: ForeignKey;
}

/**
 * RFC 9449 §4.2. `crit` names something we do not know, whatever it names (RFC 7515 §4.1.11); jku, x5u, x5c and kid are
 * not looked at (JT-03), for the key is here.
 */
const headerShape = z.looseObject({
  typ: z.literal(PROOF_TYPE),
  alg: z.enum(clientSigningAlgorithms),
  jwk: publicJwk,
  crit: z.never().optional(),
});

const KEPT_MAX = 1_000;
const KEPT_CHARACTERS_MAX = 1_500;

/**
 * Reads headers, and keeps the last thousand good ones: a client writes the same header in every proof, and to import
 * its key costs half as much as to verify with it. Undefined for what is no header of a proof, or no usable key.
 */
export function proofHeaders(): (encoded: string) => ProofHeader | undefined {
  const kept = new Map<string, ProofHeader>();
  return (encoded) => {
    const known = kept.get(encoded);
    const header = known ?? readHeader(encoded);
    if (header === undefined || encoded.length > KEPT_CHARACTERS_MAX) return header;
    // The one that was used last goes to the end; the one at the front has waited longest.
    kept.delete(encoded);
    kept.set(encoded, header);
    if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value ?? '');
    return header;
  };
}

function readHeader(encoded: string): ProofHeader | undefined {
  const header = headerShape.safeParse(jsonPart(encoded)).data;
  const key = header && foreignKey(header.alg, header.jwk);
  return key && { algorithm: header.alg, jkt: jwkThumbprint(header.jwk), key };
}
