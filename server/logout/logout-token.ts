import type { Client } from '../clients/client.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { newId } from '../platform/random.ts';
import { sessionIdForClient } from '../tokens/id-token.ts';
import { subjectFor } from '../tokens/subject.ts';
import type { LogoutNotice } from './logout-notice-store.ts';

/** `typ` of a logout token (Back-Channel Logout §2.4): keeps it from passing as any other JWT of ours (JT-05). */
export const LOGOUT_TOKEN_TYPE = 'logout+jwt';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** §2.4: preferably at most two minutes in the future. */
const LIFETIME_SECONDS = 120;

/**
 * Back-Channel Logout §2.4: signed as the client's ID tokens are. Never a nonce, so that nobody can pass it for one.
 * It is made when it is sent: each attempt has a `jti` and an `iat` of its own, and nothing that is signed lies about.
 */
export function logoutToken(
  keyring: Pick<Keyring, 'sign' | 'pairwiseSubject'>,
  client: Client,
  { accountId, toldSessionId }: Pick<LogoutNotice, 'accountId' | 'toldSessionId'>,
  { issuer, nowSeconds }: { readonly issuer: string; readonly nowSeconds: number },
): string {
  return keyring.sign(client.idTokenAlgorithm, LOGOUT_TOKEN_TYPE, {
    iss: issuer,
    sub: subjectFor(keyring, client, accountId),
    aud: client.id,
    iat: nowSeconds,
    exp: nowSeconds + LIFETIME_SECONDS,
    jti: newId(),
    sid: sessionIdForClient(client.id, toldSessionId),
    events: { [EVENT]: {} },
  });
}
