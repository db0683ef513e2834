import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import { isSecret, newSecret } from '../platform/random.ts';
import { OAuthError } from '../protocol/error.ts';
import type { Authorization } from './authorization.ts';
import type { DeviceSecretStore, DeviceSession } from './device-secret-store.ts';

/** The scope that asks for a device secret (Native SSO §3.1). */
export const DEVICE_SSO = 'device_sso';

/** OpenID Connect Native SSO: a secret that the apps of one maker share on a device. */
export interface DeviceSecrets {
  /** A fresh secret for the client and session of an authorization. Throws `invalid_grant` when the session has ended. */
  issue(authorization: Pick<Authorization, 'accountId' | 'sessionId' | 'clientId'>): Promise<string>;
  /** The live session behind it; undefined for whatever is no living secret. */
  find(presented: string): Promise<DeviceSession | undefined>;
}

export function deviceSecrets({
  store,
  clock,
}: {
  readonly store: DeviceSecretStore;
  readonly clock: Clock;
}): DeviceSecrets {
  return {
    async issue({ accountId, sessionId, clientId }) {
      const secret = newSecret('ds');
      const written = { accountId, sessionId, clientId, secretDigest: fingerprint(secret) };
      if (!(await store.put(written, clock.nowSeconds())))
        throw new OAuthError('invalid_grant', 'the session has ended');
      return secret;
    },
    find: async (presented) =>
      isSecret('ds', presented) ? store.find(fingerprint(presented), clock.nowSeconds()) : undefined,
  };
}

/** `ds_hash` (Native SSO §3.4): which device secret an ID token came with. Of a purpose of its own, so not the digest. */
export function deviceSecretHash(secret: string): string {
  return fingerprint(`ds_hash ${secret}`);
}
