import { CompactEncrypt, importJWK } from 'jose';
import type { contentEncryptionAlgorithms, keyEncryptionAlgorithms } from '../protocol/algorithms.ts';
import { OAuthError } from '../protocol/error.ts';
import type { PublicJwk } from '../protocol/json-web-key.ts';

interface Terms {
  readonly alg: (typeof keyEncryptionAlgorithms)[number];
  readonly enc: (typeof contentEncryptionAlgorithms)[number];
  readonly cty?: string;
}

type ImportedKey = Awaited<ReturnType<typeof importJWK>>;

const imported = new WeakMap<PublicJwk, Map<string, Promise<ImportedKey>>>();

/**
 * A compact JWE to that key (RFC 7516 §7.1), by its named public members alone. Never compressed (JT-07). Throws
 * `invalid_client_metadata` for a key that is none.
 */
export async function encryptTo(
  key: PublicJwk,
  plaintext: string,
  { alg, enc, cty }: Terms,
): Promise<string> {
  const header = {
    alg,
    enc,
    ...(key.kid === undefined ? {} : { kid: key.kid }),
    ...(cty === undefined ? {} : { cty }),
  };
  const usable = await importedFor(key, alg).catch((cause: unknown) => {
    throw new OAuthError('invalid_client_metadata', 'the key of the client to encrypt to is unusable', {
      cause,
    });
  });
  return new CompactEncrypt(Buffer.from(plaintext)).setProtectedHeader(header).encrypt(usable);
}

function importedFor(key: PublicJwk, alg: Terms['alg']): Promise<ImportedKey> {
  const known = imported.get(key) ?? new Map<string, Promise<ImportedKey>>();
  imported.set(key, known);
  const { kty, crv, x, y, n, e } = key;
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined);
  const made = known.get(alg) ?? importJWK({ kty, ...Object.fromEntries(members) }, alg);
  known.set(alg, made);
  return made;
}
