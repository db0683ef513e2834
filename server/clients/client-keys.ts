import type { Egress } from '../http/egress.ts';
import type { ForeignKey } from '../keyring/foreign-key.ts';
import type { CertificateFacts } from '../platform/certificate.ts';
import type { Clock } from '../platform/clock.ts';
import type {
  ClientSigningAlgorithm,
  contentEncryptionAlgorithms,
  keyEncryptionAlgorithms,
} from '../protocol/algorithms.ts';
import { OAuthError } from '../protocol/error.ts';
import type { Client } from './client.ts';
import { encryptTo } from './encrypt-to.ts';
import { keySet, type KeySet } from './key-set.ts';
import { remoteKeySets } from './remote-key-sets.ts';
import { readSignedJwt, type SignedJwt, typOf } from './signed-jwt.ts';

/** What a client signed, once its signature held. Its claims are not judged. */
export type VerifiedJwt = Pick<SignedJwt, 'header' | 'payload'>;

export interface VerifyTerms {
  readonly algorithms: readonly ClientSigningAlgorithm[];
  /** The `typ` that are taken, without regard to case or a leading `application/`; absent: any or none. */
  readonly typ?: readonly string[];
}

export interface EncryptTerms {
  readonly alg: (typeof keyEncryptionAlgorithms)[number];
  readonly enc: (typeof contentEncryptionAlgorithms)[number];
  readonly cty?: string;
}

/** Whose keys they are, as far as it matters here: where they lie. */
export interface KeyOwner {
  readonly settings: Pick<Client['settings'], 'jwks' | 'jwksUri'>;
}

/** The public keys of clients: by value (`jwks`) or behind their `jwks_uri`. */
export interface ClientKeys {
  /**
   * Undefined for whatever is no compact JWS of this client in one of these algorithms: another's key, a weak one, one
   * for encryption. Keys are found by `kid` among the registered ones; `jku`, `x5u`, `x5c` and `jwk` are not looked at.
   */
  verify(client: KeyOwner, jwt: string | SignedJwt, terms: VerifyTerms): Promise<VerifiedJwt | undefined>;
  /** A compact JWE. Throws `invalid_client_metadata` when the client has no key that fits. */
  encrypt(client: Client, plaintext: string, terms: EncryptTerms): Promise<string>;
  /** RFC 8705 §2.2.2: whether the certificate, or its key, is among the keys of the client. */
  holds(client: Client, certificate: CertificateFacts): Promise<boolean>;
}

/** Without a `kid` all keys that fit are tried, up to so many: a stranger makes us do the work. */
const TRIES_MAX = 4;

/** Opens the keys of all clients. What was imported or fetched is kept, in bounds. */
export function openClientKeys(parts: { readonly egress: Egress; readonly clock: Clock }): ClientKeys {
  const remote = remoteKeySets(parts);
  const given = new WeakMap<object, KeySet>();

  const kept = (client: KeyOwner): KeySet | Promise<KeySet | undefined> | undefined => {
    const { jwks, jwksUri } = client.settings;
    if (jwks === undefined) return jwksUri === undefined ? undefined : remote.get(jwksUri);
    const known = given.get(jwks) ?? keySet(jwks.keys);
    given.set(jwks, known);
    return known;
  };

  /** What `find` finds among the keys that are known, or among those that are at the `jwks_uri` now. */
  async function found<Found>(client: KeyOwner, find: (set: KeySet) => Found | undefined) {
    const set = await kept(client);
    const first = set && find(set);
    const { jwks, jwksUri } = client.settings;
    if (first !== undefined || jwks !== undefined || jwksUri === undefined) return first;
    const renewed = await remote.renewed(jwksUri, set);
    return renewed && find(renewed);
  }

  return {
    verify: async (client, jwt, { algorithms, typ }) => {
      const signed = typeof jwt === 'string' ? readSignedJwt(jwt) : jwt;
      const algorithm = algorithms.find((name) => name === signed?.header.alg);
      if (signed === undefined || algorithm === undefined || !typFits(signed.header, typ)) return undefined;
      const { header, payload, input, signature } = signed;
      const holds = (key: ForeignKey) => key.verify(input, signature);
      const key = await found(client, (set) =>
        set.verifiers(algorithm, header.kid).slice(0, TRIES_MAX).find(holds),
      );
      return key && { header, payload };
    },
    encrypt: async (client, plaintext, terms) => {
      const key = await found(client, (set) => set.encrypters(terms.alg)[0]);
      if (key === undefined) {
        throw new OAuthError('invalid_client_metadata', 'the client has no key to encrypt to');
      }
      return encryptTo(key, plaintext, terms);
    },
    holds: async (client, certificate) =>
      (await found(client, (set) => (set.holds(certificate) ? true : undefined))) === true,
  };
}

function typFits(header: SignedJwt['header'], wanted: readonly string[] | undefined): boolean {
  const typ = typOf(header);
  return wanted === undefined || (typ !== undefined && wanted.includes(typ));
}
