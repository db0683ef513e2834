import { z } from 'zod';
import type { ClientStore } from '../clients/client-store.ts';
import type { Config } from '../config/config.ts';
import type { Form } from '../http/form.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Session } from '../sessions/session.ts';
import { sessionIdForClient } from '../tokens/id-token.ts';
import { verifyLogoutHint } from './hint.ts';
import { returnToClient } from './return-to-client.ts';

/** What a client may ask of us when a person signs out there, once it was checked. Nothing unproved is kept. */
export interface LogoutRequest {
  readonly clientId: string;
  readonly sid: string;
  /** Where to afterwards, `state` included; absent: stay with us. */
  readonly returnTo?: string | undefined;
  /** True when it asked for a return address that is not registered: then a person must look at it. */
  readonly doubtful: boolean;
}

export const logoutRequest: z.ZodType<LogoutRequest> = z.strictObject({
  clientId: z.string(),
  sid: z.string(),
  returnTo: z.string().optional(),
  doubtful: z.boolean(),
});

/** RP-Initiated Logout §2. Undefined without a genuine hint: then there is nobody to believe, and nowhere to go. */
export async function parseLogoutRequest(
  parts: { readonly keyring: Keyring; readonly clients: ClientStore; readonly config: Config },
  form: Form,
): Promise<LogoutRequest | undefined> {
  const {
    id_token_hint: idTokenHint,
    client_id: clientId,
    post_logout_redirect_uri: requested,
    state,
  } = form;
  const hint = await verifyLogoutHint(parts, { idTokenHint, clientId });
  if (!hint) return undefined;

  const returnTo = requested === undefined ? undefined : returnToClient(hint.client, requested, state);
  return {
    clientId: hint.client.id,
    sid: hint.sid,
    returnTo,
    doubtful: requested !== undefined && returnTo === undefined,
  };
}

/**
 * Whether to sign out without asking: only for the client's own token of this very session, which its `sid` names and
 * nobody can guess. A token of another account or of an earlier session is suspect (RP-Initiated Logout §2), and without
 * one it may be a stranger's link (LO-01).
 */
export function mayEndUnasked(request: LogoutRequest | undefined, session: Session): boolean {
  return (
    request !== undefined &&
    !request.doubtful &&
    request.sid === sessionIdForClient(request.clientId, session.id)
  );
}
