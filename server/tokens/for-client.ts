import type { Client, SigningAlgorithm } from '../clients/client.ts';
import type { ClientKeys, EncryptTerms } from '../clients/client-keys.ts';
import type { Keyring } from '../keyring/keyring.ts';

/** How a client wants something that we tell it: signed, and perhaps encrypted to its key. */
export interface Wrapping {
  /** Undefined: none is written. */
  readonly typ: string | undefined;
  /** Undefined: not signed, which goes for what comes over TLS and is encrypted. */
  readonly algorithm: SigningAlgorithm | undefined;
  /** Undefined: not encrypted. */
  readonly alg: EncryptTerms['alg'] | undefined;
  readonly enc: EncryptTerms['enc'] | undefined;
}

/** OIDC Registration §2: what `..._encrypted_response_enc` is when only the `alg` was chosen. */
const ENCRYPTION: EncryptTerms['enc'] = 'A128CBC-HS256';

/**
 * A signed JWT, or that JWT within a JWE (OIDC Core §10.2: signed first). Throws `invalid_client_metadata` when the
 * client has no key to encrypt to.
 */
export async function jwtFor(
  {
    keyring,
    clientKeys,
  }: { readonly keyring: Pick<Keyring, 'sign'>; readonly clientKeys: Pick<ClientKeys, 'encrypt'> },
  client: Client,
  claims: object,
  { typ, algorithm, alg, enc = ENCRYPTION }: Wrapping,
): Promise<string> {
  if (algorithm === undefined) {
    if (alg === undefined) throw new TypeError('a JWT is signed or encrypted');
    return clientKeys.encrypt(client, JSON.stringify(claims), { alg, enc });
  }
  const signed = keyring.sign(algorithm, typ, claims);
  return alg === undefined ? signed : clientKeys.encrypt(client, signed, { alg, enc, cty: 'JWT' });
}
