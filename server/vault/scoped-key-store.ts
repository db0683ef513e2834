import type { AuditEvent } from '../audit/event.ts';

/** What one scoped key is derived with since it was replaced. */
export interface Rotation {
  readonly scope: string;
  /** 32 bytes, base64url. */
  readonly rotationSalt: string;
  readonly rotatedAtSeconds: number;
}

/** Whose keys: of one account, for the clients of one group. */
export interface KeyHolder {
  readonly accountId: string;
  readonly keyGroup: string;
}

/** Which scoped keys were replaced, and with what. The keys themselves are nowhere but in pages and in clients. */
export interface ScopedKeyStore {
  /** Of these scopes those that were ever replaced; one statement. */
  rotations(holder: KeyHolder, scopes: readonly string[]): Promise<readonly Rotation[]>;
  /**
   * Replaces the keys of these scopes and revokes every family of the account at clients of the group, in one
   * transaction: from the next sign-in on they derive others, which sort after those before (`rotatedAtSeconds` is that of
   * the event, and always later than the last). Consents stay. False when the account is not there any more.
   */
  rotate(
    holder: KeyHolder,
    next: readonly { readonly scope: string; readonly rotationSalt: string }[],
    event: AuditEvent,
  ): Promise<boolean>;
}
