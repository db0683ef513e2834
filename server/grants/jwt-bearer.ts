import { z } from 'zod';
import type { Account } from '../accounts/account.ts';
import { parseEmail } from '../accounts/email.ts';
import { OAuthError } from '../protocol/error.ts';
import { DEVICE_SSO } from '../tokens/device-secret.ts';
import { grant, type GrantContext } from './grant.ts';
import { machineTarget, personTarget } from './machine-target.ts';
import { trustedAssertion, type TrustedAssertion } from './trusted-assertion.ts';

/** What only a sign-in gives: an asserted token is not refreshed, and opens no other app. */
const NEVER_ASSERTED = ['openid', 'offline_access', DEVICE_SSO];

/**
 * RFC 7523 §2.1: an access token on the word of an issuer that the operator trusts: for an account, named by its
 * verified address, that has allowed this client what it asks (unless the client is the operator's own), or for the
 * client itself. No session begins, so there is no ID token and no refresh token.
 */
export const jwtBearer = grant({
  type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',

  parameters: z.object({ assertion: z.string(), scope: z.string().optional() }),

  async redeem({ assertion, scope }, context) {
    const { client, config, many } = context;
    if (client.authMethod === 'none')
      throw new OAuthError('unauthorized_client', 'this grant is for clients that authenticate');
    const said = await trustedAssertion(assertion, context);
    if (!said) throw refused();
    const asked = { scope, resources: many('resource') };
    if (said.issuer.subject === 'client') {
      if (said.claims.sub !== client.id) throw refused();
      return { kind: 'unbound', ...machineTarget(config, client, asked) };
    }

    const account = await accountOf(said, context);
    const allowed = account && (await allowedScopes(account, context));
    if (!allowed) throw refused();
    return { kind: 'unbound', accountId: account.id, ...personTarget(config, client, allowed, asked) };
  },
});

/** RFC 7521 §4.1.1. One text for every reason: which part was wrong helps nobody but a forger. */
function refused(): OAuthError {
  return new OAuthError('invalid_grant', 'the assertion is not one that this server acts on');
}

/** An address that the issuer has verified and may speak of, and that is verified here as well. */
async function accountOf(
  { issuer, claims }: TrustedAssertion,
  { accounts }: GrantContext,
): Promise<Account | undefined> {
  const email = claims.email_verified === true ? parseEmail(claims.email ?? '') : undefined;
  const domain = email?.split('@').at(-1) ?? '';
  if (email === undefined || issuer.emailDomains?.includes(domain) === false) return undefined;
  const account = await accounts.findByEmail(email);
  return account?.state === 'active' && account.emailVerified ? account : undefined;
}

/** There is no page to ask on: what the person has not allowed before is not given. Undefined: nothing was. */
async function allowedScopes(
  { id }: Account,
  { client, consents }: GrantContext,
): Promise<readonly string[] | undefined> {
  const own = client.scopes.filter((name) => !NEVER_ASSERTED.includes(name));
  if (client.firstParty) return own;
  const consent = await consents.find(id, client.id);
  return consent && own.filter((name) => consent.scopes.includes(name));
}
