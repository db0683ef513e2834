import type { AuditEvent } from '../audit/event.ts';
import type { Config } from '../config/config.ts';
import type { Proofs } from '../dpop/proof.ts';
import type { ClientStore } from '../clients/client-store.ts';
import { RequestRefused } from '../http/request-refused.ts';
import type { ResourceRequest } from '../http/resource-endpoint.ts';
import type { DataKeys } from '../keyring/data-keys.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { OAuthError } from '../protocol/error.ts';
import { acceptAccessToken, type Needs } from '../tokens/accept-access-token.ts';
import type { FamilyStore } from '../tokens/family-store.ts';
import type { RecordStore } from './record-store.ts';

export interface RecordsParts {
  readonly records: RecordStore;
  readonly dataKeys: DataKeys;
  readonly keyring: Keyring;
  readonly families: FamilyStore;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly proofs: Proofs;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}

/** An app that may do what it asks, and the account it asks about. */
export interface Access {
  readonly accountId: string;
  readonly clientId: string;
}

export type RecordScope = 'records:read' | 'records:write' | 'records:reveal';

/**
 * The account is that of the token and no other: no call names one (AD-02). A token that stands for nobody is refused,
 * whatever its scopes. Throws what `acceptAccessToken` throws.
 */
export async function accessOf(
  parts: RecordsParts,
  request: ResourceRequest,
  scope: RecordScope,
  needs: Omit<Needs, 'scope'> = {},
): Promise<Access> {
  const { token, claims } = await acceptAccessToken(parts, request, { scope, ...needs });
  if (!claims) throw new OAuthError('invalid_token', 'the access token stands for no person');
  return { accountId: claims.sub, clientId: token.clientId };
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id in the path. Whatever was never one is not there, like one of another account (KMS-N10). */
export function idOf(request: ResourceRequest): string {
  const id = request.part('id');
  if (!ID.test(id)) throw new RequestRefused('not_found');
  return id;
}

type RecordKind = 'record.created' | 'record.replaced' | 'record.revealed' | 'record.deleted';

/** What an app did with a record: never a value. */
export function eventOf(
  { clock }: Pick<RecordsParts, 'clock'>,
  kind: RecordKind,
  { accountId, clientId }: Access,
  { caller: { requestId, addressPrefix } }: ResourceRequest,
): AuditEvent {
  return { kind, atSeconds: clock.nowSeconds(), accountId, clientId, requestId, addressPrefix };
}
