import { Buffer } from 'node:buffer';
import type { KeysOrder } from '../../contract/step.ts';
import type { KeysAsked } from '../authorization/keys-asked.ts';
import type { Client } from '../clients/client.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { sha256 } from '../platform/digest.ts';
import { subjectFor } from '../tokens/subject.ts';
import { keyGroupOf } from './key-group.ts';
import type { ScopedKeyStore } from './scoped-key-store.ts';

export interface OrderParts {
  readonly keyring: Pick<Keyring, 'pairwiseSubject'>;
  readonly scopedKeys: Pick<ScopedKeyStore, 'rotations'>;
}

/** What keys are asked of a page: whose, for whom, and in which transaction. */
export interface KeysWanted {
  readonly client: Client;
  readonly accountId: string;
  readonly keys: KeysAsked;
  /** Where the code goes; the grant type itself where a device asks. */
  readonly redirectUri: string;
  /** PKCE; of a device the SHA-256 of its code, base64url. */
  readonly codeChallenge: string;
}

/** 32 zero bytes: what a key is derived with until it is replaced. */
const NO_SALT = Buffer.alloc(32).toString('base64url');

/**
 * What the page needs to derive the keys and to seal them to the client; nothing of it is the client's word but its public
 * key. `apv` is SHA-256 of client, address, challenge and thumbprint, each behind its length of two bytes, so that what is
 * sealed opens in no other transaction. One statement.
 */
export async function keysOrder(
  { keyring, scopedKeys }: OrderParts,
  { client, accountId, keys, redirectUri, codeChallenge }: KeysWanted,
): Promise<KeysOrder> {
  const keyGroup = keyGroupOf(client);
  const rotations = await scopedKeys.rotations({ accountId, keyGroup }, keys.scopes);
  const { jwk, kid, thumbprint, scopes } = keys;
  return {
    clientId: client.id,
    subject: subjectFor(keyring, client, accountId),
    keyGroup,
    scopes: scopes.map((scope) => {
      const rotation = rotations.find((one) => one.scope === scope);
      const { rotationSalt = NO_SALT, rotatedAtSeconds = 0 } = rotation ?? {};
      return { scope, rotationSalt, rotatedAtSeconds };
    }),
    jwk: { ...jwk, kid },
    thumbprint,
    apv: sha256(framed([client.id, redirectUri, codeChallenge, thumbprint])).toString('base64url'),
    format: client.settings.tacetKeysFormat ?? 'tacet',
  };
}

/** Each text behind its length in two bytes, so that no two lists read the same. */
function framed(texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const bytes = Buffer.from(text);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
}
