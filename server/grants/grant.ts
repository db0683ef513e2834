import type { z } from 'zod';
import type { AccountStore } from '../accounts/account-store.ts';
import type { AuthorizationCodes } from '../authorization/code.ts';
import type { AuthenticatedClient } from '../clients/client.ts';
import type { ClientKeys } from '../clients/client-keys.ts';
import type { ClientStore } from '../clients/client-store.ts';
import type { BackchannelRequests } from '../ciba/backchannel-requests.ts';
import type { Config } from '../config/config.ts';
import type { DeviceRequests } from '../device/device-requests.ts';
import type { Caller } from '../http/caller.ts';
import type { Form } from '../http/form.ts';
import type { FormRequest } from '../http/json-request.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { ReplayGuard } from '../platform/replay.ts';
import { OAuthError } from '../protocol/error.ts';
import type { DeviceSecrets } from '../tokens/device-secret.ts';
import type { FamilyStore } from '../tokens/family-store.ts';
import type { Owed } from '../tokens/owed.ts';
import type { RefreshFamilies } from '../tokens/refresh-family.ts';
import type { Confirmation } from '../tokens/terms.ts';

/** What grants are made of: where what they are given is redeemed, and looked up. */
export interface GrantParts {
  readonly codes: AuthorizationCodes;
  readonly refreshFamilies: RefreshFamilies;
  readonly families: FamilyStore;
  readonly devices: Pick<DeviceRequests, 'redeem'>;
  readonly backchannel: Pick<BackchannelRequests, 'redeem'>;
  readonly deviceSecrets: DeviceSecrets;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly accounts: Pick<AccountStore, 'findByEmail'>;
  readonly consents: Pick<ConsentStore, 'find'>;
  readonly clientKeys: Pick<ClientKeys, 'verify'>;
  readonly replay: ReplayGuard;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly config: Config;
}

/** What a grant may use: who is asking, and the parts. */
export interface GrantContext extends GrantParts {
  readonly client: AuthenticatedClient;
  readonly caller: Caller;
  /** The key that this request has proved to hold, by DPoP or by certificate. */
  readonly confirmation: Confirmation | undefined;
  readonly many: FormRequest['many'];
}

/** One `grant_type`. A grant decides what is owed to the caller; it never mints a token itself. */
export interface Grant<Parameters> {
  readonly type: string;
  readonly parameters: z.ZodType<Parameters>;
  redeem(parameters: Parameters, context: GrantContext): Promise<Owed>;
}

/** A grant whose parameter type is sealed in, so that grants of different shapes fit one registry. */
export interface SealedGrant {
  readonly type: string;
  /** For /openapi.json: what the form carries besides `grant_type`. */
  readonly parameters: z.ZodType;
  /** Throws `invalid_request` for what is not even a request of this grant. */
  redeem(form: Form, context: GrantContext): Promise<Owed>;
}

export function grant<Parameters>({ type, parameters, redeem }: Grant<Parameters>): SealedGrant {
  return {
    type,
    parameters,
    redeem(form, context) {
      const parsed = parameters.safeParse(form);
      if (parsed.success) return redeem(parsed.data, context);
      const names = parsed.error.issues.map(({ path }) => String(path[0]));
      throw new OAuthError('invalid_request', `missing or malformed: ${[...new Set(names)].join(', ')}`);
    },
  };
}
