import { readFileSync } from 'node:fs';
import type { KeyOwner } from '../../authpage/src/vault/calls.ts';
import type { KeysOrder } from '../../contract/step.ts';
import { golden } from './independent/golden.ts';

/** The published vectors, as others read them. */
export const vectors: ReturnType<typeof golden> = JSON.parse(
  readFileSync(new URL('../../docs/scoped-keys.vectors.json', import.meta.url), 'utf8'),
);

export const goldenOwner: KeyOwner = { issuer: vectors.iss, accountId: vectors.sub };

/** base64url as our modules take it. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

/** The order that led to a delivery of the vectors. */
export function orderOf(delivery: (typeof vectors.deliveries)[number]): KeysOrder {
  return {
    clientId: delivery.clientId,
    subject: 'pairwise-subject',
    keyGroup: 'notes',
    scopes: vectors.scopedKeys.map(({ scope, rotationSalt, rotatedAtSeconds }) => ({
      scope,
      rotationSalt,
      rotatedAtSeconds,
    })),
    jwk: JSON.parse(Buffer.from(delivery.keysJwk, 'base64url').toString()),
    thumbprint: delivery.thumbprint,
    apv: delivery.apv,
    format: delivery.format,
  };
}
