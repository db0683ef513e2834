import type Router from '@koa/router';
import { accountCalls } from '../../contract/account.ts';
import type { ClientStore } from '../clients/client-store.ts';
import { pageCall } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import { newBytes } from '../platform/random.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { signedIn } from '../sessions/signed-in.ts';
import { keyGroupOf } from '../vault/key-group.ts';
import type { ScopedKeyStore } from '../vault/scoped-key-store.ts';
import { happened } from './happened.ts';
import { type HomeParts, accountHome } from './home/home.ts';

export interface RotateKeysParts extends HomeParts {
  readonly clients: Pick<ClientStore, 'find'>;
  readonly consents: Pick<ConsentStore, 'find' | 'listUsed'>;
  readonly scopedKeys: Pick<ScopedKeyStore, 'rotate'>;
  readonly sessions: SessionStore;
}

const SALT_BYTES = 32;

/**
 * Other keys for a client that may have lost its own: those of its group, and of the scopes it has, for this account. Only
 * for clients that were allowed keys, so that nobody fills the store with those of others.
 */
export function rotateKeysRoute(router: Router, web: Web, parts: RotateKeysParts): void {
  const { clients, consents, scopedKeys } = parts;

  const rotateCall = '/account/keys/rotate';
  pageCall(router, web, rotateCall, accountCalls[rotateCall], async ({ clientId }, request) => {
    const live = await signedIn(parts, request);
    const { account } = live;
    const consent = await consents.find(account.id, clientId);
    const client = consent && (await clients.find(clientId));
    const scopes = client?.settings.tacetKeyScopes ?? [];
    if (!client || !scopes.some((name) => consent.scopes.includes(name))) throw new ProblemError('not_found');

    const holder = { accountId: account.id, keyGroup: keyGroupOf(client) };
    const next = scopes.map((scope) => ({
      scope,
      rotationSalt: newBytes(SALT_BYTES).toString('base64url'),
    }));
    const event = happened('keys.rotated', parts, request, account.id, { clientId });
    // An account that is gone by now has no keys to replace either.
    if (!(await scopedKeys.rotate(holder, next, event))) throw new ProblemError('sign_in_first');
    return accountHome(parts, live);
  });
}
