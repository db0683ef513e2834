import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { newBytes } from '../platform/random.ts';
import { KEY_BYTES } from './envelope.ts';
import type { Keks } from './keks.ts';
import type { KeyPurpose, StoredKey } from './key-store.ts';
import { setupFingerprint, type OpaqueTools } from './server-setup.ts';
import { contextOfKey } from './wrap.ts';

const KEY_ID_BYTES = 12;

interface Material {
  readonly privatePart: Buffer;
  readonly publicPart: string | null;
  readonly canary: string | null;
}

/** Makes a key for a ring and wraps it at once; nothing unwrapped leaves this function. Throws KeysUnavailable. */
export async function makeKey(
  parts: { readonly opaque: OpaqueTools; readonly keks: Keks; readonly kekId: string },
  purpose: KeyPurpose,
  times: { readonly nowSeconds: number; readonly activatesAtSeconds: number },
): Promise<StoredKey> {
  const { privatePart, publicPart, canary } = await makeMaterial(purpose, parts.opaque);
  const identity = { id: newBytes(KEY_ID_BYTES).toString('base64url'), purpose, publicPart };
  const item = { plaintext: privatePart, context: contextOfKey(identity) };
  const [sealed = null] = await parts.keks.wrap(parts.kekId, [item]);
  privatePart.fill(0);
  return {
    ...identity,
    sealed,
    emptied: false,
    canary,
    kekId: parts.kekId,
    createdAtSeconds: times.nowSeconds,
    activatesAtSeconds: times.activatesAtSeconds,
    retiresAtSeconds: null,
    expiresAtSeconds: null,
    compromisedAtSeconds: null,
  };
}

// In libuv's pool: an RSA key takes up to a second, and rotation happens while people sign in.
const newPair = promisify(generateKeyPair);

async function makeMaterial(purpose: KeyPurpose, opaque: OpaqueTools): Promise<Material> {
  switch (purpose) {
    case 'sign-RS256':
    case 'sign-PS256':
      return signingMaterial(await newPair('rsa', { modulusLength: 2048 }));
    case 'sign-ES256':
      return signingMaterial(await newPair('ec', { namedCurve: 'P-256' }));
    case 'sign-EdDSA':
      return signingMaterial(await newPair('ed25519', {}));
    case 'server-setup': {
      const setup = opaque.createSetup();
      return {
        privatePart: Buffer.from(setup, 'utf8'),
        publicPart: setupFingerprint(opaque.publicKey(setup)),
        canary: opaque.makeCanary(setup),
      };
    }
    case 'refresh-token':
    case 'access-token':
    case 'ephemera':
    case 'outbox':
    case 'client-secret':
    case 'factor':
    case 'credential-id':
    case 'pairwise-subject':
      return { privatePart: newBytes(KEY_BYTES), publicPart: null, canary: null };
  }
}

function signingMaterial(pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }): Material {
  return {
    privatePart: pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
    publicPart: JSON.stringify(pair.publicKey.export({ format: 'jwk' })),
    canary: null,
  };
}
