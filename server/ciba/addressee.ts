import type { Account } from '../accounts/account.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { Email } from '../accounts/email.ts';
import type { Client } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { OAuthError } from '../protocol/error.ts';
import { ID_TOKEN_TYPE } from '../tokens/id-token.ts';
import type { Hint } from './backchannel-request.ts';

/** Whom a request is for. Without an account nobody gets a letter, and the client is told nothing of that. */
export interface Addressee {
  readonly account: Account | undefined;
  /** Whatever the client wrote, by which its letters are counted. */
  readonly email: Email;
}

export interface AddresseeParts {
  readonly accounts: Pick<AccountStore, 'find' | 'findByEmail'>;
  readonly keyring: Pick<Keyring, 'verify'>;
  readonly config: Pick<Config, 'issuer'>;
}

/**
 * One look-up, whether or not there is such an account: `unknown_user_id` would tell any client who is a member
 * (EN-05), so we never say it. Throws `invalid_request` for an ID token that is not ours for this client.
 */
export async function addresseeOf(parts: AddresseeParts, hint: Hint, client: Client): Promise<Addressee> {
  if (hint.kind === 'email') {
    const account = await parts.accounts.findByEmail(hint.email);
    return { account: active(account), email: hint.email };
  }
  const account = await parts.accounts.find(subjectOf(parts, hint.token, client));
  // Its own token names it: that the account has gone meanwhile is nothing the client could not see elsewhere.
  if (!account) throw new OAuthError('unknown_user_id', 'there is no such account any more');
  return { account: active(account), email: account.email };
}

/** Our own keyring verifies it; nothing in the hint chooses a key, an algorithm or an issuer. Expired ones count too. */
function subjectOf({ keyring, config }: AddresseeParts, token: string, client: Client): string {
  const claims = keyring.verify(ID_TOKEN_TYPE, token);
  const audience: readonly unknown[] = claims === undefined ? [] : [claims.aud].flat();
  const sub = claims?.sub;
  if (claims?.iss !== config.issuer || !audience.includes(client.id) || typeof sub !== 'string')
    throw new OAuthError('invalid_request', 'id_token_hint is no ID token of this server for this client');
  // A pairwise subject cannot be turned back into an account.
  if (client.settings.subjectType === 'pairwise')
    throw new OAuthError('invalid_request', 'a client with pairwise subjects must send login_hint');
  return sub;
}

function active(account: Account | undefined): Account | undefined {
  return account?.state === 'active' ? account : undefined;
}
