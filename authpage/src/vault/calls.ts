import type { KeysState } from '../../../contract/keys.ts';
import type { KeysOrder } from '../../../contract/step.ts';
import type { EntryAt } from './file-entry.ts';

/** What everything is bound to: whose key it is, at which server. */
export interface KeyOwner {
  readonly issuer: string;
  /** The account id. */
  readonly accountId: string;
}

/** A wrap that a passkey opens, as the server keeps it. */
export interface PasskeyWrap {
  readonly credentialId: string;
  readonly jwe: string;
  readonly privateJwe: string;
  readonly publicJwe: string;
}

export interface Recovery {
  readonly lookup: string;
  readonly proof: string;
  readonly jwe: string;
}

/** A wrap that opens in one browser for one session. */
export interface DeviceWrap {
  readonly deviceId: string;
  /** 32 bytes, base64url: the half of its key that the server keeps. */
  readonly share: string;
  readonly jwe: string;
}

/**
 * What the page may ask the vault worker. Export keys come to it through a port from the OPAQUE worker and never pass the
 * page: `proved` is that of a login, `chosen` that of a registration. The account key never leaves; what leaves is sealed,
 * or is what its owner wants to see.
 */
export interface VaultCalls {
  /** Forgets the export key it held of that kind, and takes another from a port. Not `taken`: none came. */
  'take-export': { input: { kind: 'proved' | 'chosen'; port: MessagePort }; output: { taken: boolean } };
  /** What was registered is the password of the account by now: its export key is what a login with it proves. */
  'chosen-counts': { input: object; output: object };
  /** Makes an account key; wrapped under `chosen`, or else `proved`, if there is one. Unlocked afterwards. */
  make: {
    input: KeyOwner & { generation: number };
    output: { opaque: string | undefined; proof: string };
  };
  /** Opens the account key under `proved`, through bridges where there are some. */
  'open-password': {
    input: KeyOwner & { generation: number; opaque: string; bridges: readonly string[] };
    output: { opened: boolean };
  };
  'open-passkey': {
    input: KeyOwner & { generation: number; wrap: PasskeyWrap; prf: ArrayBuffer };
    output: { opened: boolean };
  };
  /** What a typed recovery key is split into; undefined: it was mistyped. Kept until `open-recovery`. */
  'read-recovery': {
    input: KeyOwner & { text: string };
    output: { lookup: string; proof: string } | undefined;
  };
  'open-recovery': { input: KeyOwner & { generation: number; jwe: string }; output: { opened: boolean } };
  /** The open account key under `chosen`, or else `proved`. */
  'wrap-password': { input: KeyOwner; output: { generation: number; jwe: string; proof: string } };
  /** The key of `proved` under that of `chosen`. */
  bridge: { input: KeyOwner & { generation: number }; output: { jwe: string } };
  /** `text` is shown once. */
  'new-recovery': {
    input: KeyOwner;
    output: { text: string; generation: number; proof: string; recovery: Recovery };
  };
  'wrap-passkey': {
    input: KeyOwner & { credentialId: string; prf: ArrayBuffer };
    output: { generation: number; proof: string; wrap: PasskeyWrap };
  };
  /** What only a holder of the open account key can say. */
  'prove-key': { input: KeyOwner; output: { generation: number; proof: string } };
  /**
   * Opens an older key under `proved` of a login with its password, through the bridges of then; `seal-older` then puts it
   * under the one in use.
   */
  'open-older': {
    input: KeyOwner & { generation: number } & (
        { opaque: string; bridges: readonly string[] } | { recoveryJwe: string }
      );
    output: { opened: boolean };
  };
  'seal-older': { input: KeyOwner; output: { generation: number; proof: string; successor: string } };
  /** Opens every key that was opened again before, from `KeysState.older`; those that do not open are left out. */
  'open-successors': {
    input: KeyOwner & { older: KeysState['older'] };
    output: { generations: readonly number[] };
  };
  /** Makes a key in this browser that no script reads, in the place of one before, and seals the open account key for it. */
  'keep-device': { input: KeyOwner; output: DeviceWrap & { generation: number; proof: string } };
  /** Whether this browser keeps a key for that owner. */
  'find-device': { input: KeyOwner; output: { deviceId: string | undefined } };
  'open-device': {
    input: KeyOwner & { generation: number } & Pick<DeviceWrap, 'share' | 'jwe'>;
    output: { opened: boolean };
  };
  'forget-device': { input: KeyOwner; output: object };
  /** Another account key in the place of the open one, sealed to every passkey of the list that is sealed under it. */
  replace: {
    input: KeyOwner & { passkeys: readonly PasskeyWrap[] };
    output: {
      generation: number;
      proof: string;
      newProof: string;
      opaque: string | undefined;
      passkeys: readonly PasskeyWrap[];
      successor: string;
    };
  };
  /** The keys that an app asked for, sealed to it (docs/scoped-keys.md). `keysChangedAtSeconds`: when the key was made. */
  'scoped-keys': {
    input: KeyOwner & {
      order: KeysOrder;
      keysChangedAtSeconds: number;
      older: readonly { generation: number; createdAtSeconds: number }[];
      nowSeconds: number;
    };
    output: { jwe: string };
  };
  /** One vault item of the owner, as text; bound to its id. */
  'seal-item': { input: KeyOwner & { id: string; text: string }; output: { body: string } };
  /** Undefined: it does not open with any key that is open. */
  'open-items': {
    input: KeyOwner & { items: readonly { id: string; body: string }[] };
    output: { texts: readonly (string | undefined)[] };
  };
  /** Begins a file of the vault under a key of its own; `text` is that key, shown once. */
  'new-file': { input: KeyOwner & { atSeconds: number }; output: { text: string; name: string } };
  /** One part of the file that was begun, at most 1,000 entries; the last one ends it. `unopened`: left out, no key fits. */
  'seal-file': {
    input: KeyOwner & { part: number; of: number; entries: readonly (EntryAt & { body: string })[] };
    output: { jwe: string; unopened: number };
  };
  /** Which account key of that owner is open; undefined: none. */
  status: { input: KeyOwner; output: { generation: number | undefined } };
}

export type VaultKind = keyof VaultCalls;

/** One call on its way from the page. */
export type VaultMessage = {
  [Kind in VaultKind]: {
    readonly id: number;
    readonly kind: Kind;
    readonly input: VaultCalls[Kind]['input'];
  };
}[VaultKind];

/** And back. */
export type VaultAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly reason: 'locked' | 'refused' };

/** A function for each call. */
export type Answers = {
  readonly [Kind in VaultKind]: (input: VaultCalls[Kind]['input']) => Promise<VaultCalls[Kind]['output']>;
};
