import { z } from 'zod';
import { foreignKey, type ForeignKey } from '../keyring/foreign-key.ts';
import type { CertificateFacts } from '../platform/certificate.ts';
import type { ClientSigningAlgorithm, keyEncryptionAlgorithms } from '../protocol/algorithms.ts';
import { publicJwk, type PublicJwk } from '../protocol/json-web-key.ts';
import { jwkThumbprint } from '../protocol/jwk-thumbprint.ts';

/** The keys of one client, imported when they are first needed. */
export interface KeySet {
  /** All that fit, in the order in which the client names them; with a `kid`, those of that name alone. */
  verifiers(algorithm: ClientSigningAlgorithm, kid: string | undefined): readonly ForeignKey[];
  encrypters(algorithm: KeyEncryptionAlgorithm): readonly PublicJwk[];
  /** RFC 8705 §2.2.2. */
  holds(certificate: CertificateFacts): boolean;
}

type KeyEncryptionAlgorithm = (typeof keyEncryptionAlgorithms)[number];

export function keySet(keys: readonly PublicJwk[]): KeySet {
  const imported = new Map<string, ForeignKey | undefined>();

  const imports = (key: PublicJwk, index: number, algorithm: ClientSigningAlgorithm) => {
    const id = `${index} ${algorithm}`;
    const known = imported.get(id);
    if (known !== undefined || imported.has(id)) return known;
    const made = foreignKey(algorithm, key);
    imported.set(id, made);
    return made;
  };

  return {
    verifiers: (algorithm, kid) =>
      keys.flatMap((key, index) => {
        if ((kid !== undefined && key.kid !== kid) || !isFor(key, 'sig', 'verify', algorithm)) return [];
        return imports(key, index, algorithm) ?? [];
      }),
    encrypters: (algorithm) =>
      keys
        .filter((key) => isFor(key, 'enc', undefined, algorithm) && canEncrypt(key, algorithm))
        // One that is named for it comes before one that is for everything.
        .sort((left, right) => Number(right.use === 'enc') - Number(left.use === 'enc')),
    holds: ({ raw, publicJwk: key, jwkThumbprint: thumbprint }) =>
      keys.some(
        (mine) =>
          mine.use !== 'enc' &&
          ((key !== undefined && mine.kty === key.kty && jwkThumbprint(mine) === thumbprint) ||
            firstCertificate.safeParse(mine).data?.equals(raw) === true),
      ),
  };
}

/** CA-10: a key says what it is for (RFC 7517 §4.2–4.4), and is used for nothing else. */
function isFor(
  key: PublicJwk,
  use: 'sig' | 'enc',
  operation: string | undefined,
  algorithm: string,
): boolean {
  if (key.use !== undefined && key.use !== use) return false;
  if (key.alg !== undefined && key.alg !== algorithm) return false;
  const operations = keyOperations.safeParse(key).data?.key_ops;
  return operations === undefined || operation === undefined || operations.includes(operation);
}

const OPERATIONS_MAX = 8;
const keyOperations = z.object({ key_ops: z.array(z.string()).max(OPERATIONS_MAX) });

/** RFC 7517 §4.7: the certificate of the key comes first, as base64. */
const firstCertificate = z
  .object({ x5c: z.array(z.string()).min(1) })
  .transform(({ x5c: [first = ''] }) => Buffer.from(first, 'base64'));

const MODULUS_CHARACTERS_MIN = Math.ceil((2048 / 8 / 3) * 4);
const MODULUS_CHARACTERS_MAX = Math.ceil((4096 / 8 / 3) * 4);
const AGREEMENT_CURVES: readonly unknown[] = ['P-256', 'P-384', 'P-521', 'X25519'];

function canEncrypt({ kty, n = '', crv }: PublicJwk, algorithm: KeyEncryptionAlgorithm): boolean {
  if (algorithm !== 'RSA-OAEP-256') return kty !== 'RSA' && AGREEMENT_CURVES.includes(crv);
  return kty === 'RSA' && n.length >= MODULUS_CHARACTERS_MIN && n.length <= MODULUS_CHARACTERS_MAX;
}

const KEYS_MAX = 20;
const loose = z.object({ keys: z.array(z.unknown()).max(KEYS_MAX) });

/**
 * Reads a set as it lies at a `jwks_uri`: keys of kinds that we do not know are passed over (RFC 7517 §5), and so are
 * those whose private part is shown. Undefined when it is no set, or has more than twenty keys (SS-04).
 */
export function parseKeySet(body: Buffer): KeySet | undefined {
  const { data } = loose.safeParse(parsedJson(body));
  return data && keySet(data.keys.flatMap((key) => publicJwk.safeParse(key).data ?? []));
}

function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
