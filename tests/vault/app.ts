import { type JWK, compactDecrypt, decodeProtectedHeader, importJWK } from 'jose';

/** One delivery, as the app that asked for it knows the transaction. */
export interface AppWish {
  readonly issuer: string;
  readonly clientId: string;
  /** `sub` of the ID token, where there is one. */
  readonly subject?: string;
  readonly apv: string;
  readonly thumbprint: string;
  readonly privateJwk: JWK;
  /** The newest `kid` this app has seen for each scope. */
  readonly newestKids?: Readonly<Record<string, string>>;
}

interface Bundle {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly iat: number;
  readonly keys: Readonly<Record<string, Key>>;
  /** Keys of account keys that were opened again, newest first. */
  readonly older?: Readonly<Record<string, readonly Key[]>>;
}

interface Key {
  readonly kid: string;
  readonly k: string;
}

const HEADER = ['alg', 'apu', 'apv', 'enc', 'epk', 'kid', 'typ'];

/** What an app does with `keys_jwe`: the duties of docs/scoped-keys.md, in their order. Throws where one is not met. */
export async function openDelivery(jwe: string, wish: AppWish): Promise<Bundle> {
  const canonical = (part: string) => Buffer.from(part, 'base64url').toString('base64url') === part;
  if (!jwe.split('.').every(canonical)) throw new Error('not its one spelling');
  const header = decodeProtectedHeader(jwe);
  if (Object.keys(header).sort().join() !== HEADER.join()) throw new Error('members of the header');
  if (header.typ !== 'scoped-keys+jwe' || header.kid !== wish.thumbprint) throw new Error('typ or kid');
  if (header.apv !== wish.apv) throw new Error('another transaction');
  if (header.apu !== Buffer.from(wish.issuer).toString('base64url')) throw new Error('another issuer');
  const { plaintext } = await compactDecrypt(jwe, await importJWK({ ...wish.privateJwk }, 'ECDH-ES'), {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  const bundle: Bundle = JSON.parse(new TextDecoder().decode(plaintext));
  const ours = bundle.iss === wish.issuer && bundle.aud === wish.clientId;
  if (!ours || bundle.sub !== (wish.subject ?? bundle.sub)) throw new Error('for somebody else');
  for (const [scope, { kid }] of Object.entries(bundle.keys)) {
    if (kid < (wish.newestKids?.[scope] ?? '')) throw new Error('an older key than the one known');
  }
  return bundle;
}
