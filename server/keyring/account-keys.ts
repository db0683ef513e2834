import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { type AccountKeys, type OwnPlace, UnreadableValue } from './data-keys.ts';
import { contextOf, lengthPrefixed, openText, sealText } from './envelope-text.ts';
import { KEY_BYTES } from './envelope.ts';

/** A data key in the memory of this process. */
export interface OpenDataKey {
  readonly id: string;
  readonly secret: KeyObject;
}

/**
 * Seals under the youngest of an account's data keys and opens under the one that a value names. Each row has a subkey of
 * its own (HKDF-SHA-256 over the place), so the nonces of many rows never meet under one key (NIST SP 800-38D §8.3).
 */
export function accountKeys(accountId: string, keys: readonly OpenDataKey[]): AccountKeys {
  const context = (place: OwnPlace, more: readonly string[]) =>
    contextOf({ ...place, owner: accountId }, ...more);
  return {
    seal(plaintext, place, ...more) {
      const youngest = keys.at(-1);
      if (youngest === undefined) throw new Error('the account has no data key: ask for one to write with');
      const key = { id: youngest.id, secret: subkey(youngest.secret, place) };
      return sealText(key, plaintext, context(place, more));
    },
    open(sealed, place, ...more) {
      const find = (keyId: string) => {
        const key = keys.find(({ id }) => id === keyId);
        return key && subkey(key.secret, place);
      };
      const result = openText(find, sealed, context(place, more));
      if (!result.opened) throw new UnreadableValue(result.reason, place, result.keyId);
      return result.plaintext;
    },
  };
}

function subkey(dataKey: KeyObject, { table, column, row }: OwnPlace): KeyObject {
  const info = lengthPrefixed(['tacet value 1', table, column, row]);
  return createSecretKey(Buffer.from(hkdfSync('sha256', dataKey, '', info, KEY_BYTES)));
}
