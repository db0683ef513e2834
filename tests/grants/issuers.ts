import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { newId } from '../../server/platform/random.ts';
import type { World } from '../tokens/world.ts';

/** Somebody who signs assertions. */
export interface Issuer {
  readonly name: string;
  /** Its entry in `TACET_TRUSTED_ISSUERS`. */
  readonly entry: Readonly<Record<string, unknown>>;
  readonly key: CryptoKey;
}

export type Claims = Readonly<Record<string, unknown>>;

export async function anIssuer(name: string, more: Readonly<Record<string, unknown>> = {}): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1' }] };
  return { name, key: privateKey, entry: { issuer: name, jwks, ...more } };
}

/** A good assertion of that issuer for this server; name what differs, `undefined` leaves a claim out. */
export function assertionOf(
  { name, key }: Issuer,
  world: Pick<World, 'issuer' | 'clock'>,
  claims: Claims,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const now = world.clock.nowSeconds();
  return new SignJWT({
    ...{ iss: name, aud: world.issuer, iat: now, exp: now + 300, jti: newId() },
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header })
    .sign(key);
}
