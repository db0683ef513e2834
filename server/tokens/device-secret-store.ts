export interface DeviceSecretStore {
  /**
   * Writes the one secret of that client in that session, replacing the one before. False when the session is not
   * live, its account not active or the client disabled. One statement.
   */
  put(secret: DeviceSecret, nowSeconds: number): Promise<boolean>;
  /** The session behind a secret, if all three still live. One statement. */
  find(secretDigest: string, nowSeconds: number): Promise<DeviceSession | undefined>;
}

export interface DeviceSecret {
  readonly accountId: string;
  readonly sessionId: string;
  readonly clientId: string;
  /** base64url SHA-256. */
  readonly secretDigest: string;
}

/** The sign-in that the apps on a device share. */
export interface DeviceSession {
  readonly accountId: string;
  readonly sessionId: string;
  /** Which client was given the secret. */
  readonly clientId: string;
  readonly authenticatedAtSeconds: number;
  readonly amr: readonly string[];
}
