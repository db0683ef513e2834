import { z } from 'zod';
import { OAuthError } from '../protocol/error.ts';
import { aimOf } from '../tokens/audience.ts';
import { actingFor } from './exchange-actor.ts';
import { exchangeSubject } from './exchange-subject.ts';
import { type ExchangeTarget, exchangeTarget } from './exchange-target.ts';
import { ACCESS_TOKEN, DEVICE_SECRET, JWT } from './exchange-types.ts';
import { grant, type GrantContext } from './grant.ts';
import { nativeSso } from './native-sso.ts';

const parameters = z.object({
  subject_token: z.string(),
  subject_token_type: z.string(),
  actor_token: z.string().optional(),
  actor_token_type: z.string().optional(),
  requested_token_type: z.string().default(ACCESS_TOKEN),
  scope: z.string().optional(),
});

/**
 * RFC 8693: a token of ours for one that may do less. It never gets a scope, a resource or a second of life that the
 * subject token did not have, nor one that the client may not have; it dies with the family of the subject token. With
 * an actor token the new one says who acts (`act`, delegation); without, `client_id` alone does (impersonation). With a
 * device secret as actor it is Native SSO, which begins a family of its own.
 */
export const tokenExchange = grant({
  type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  parameters,

  async redeem(presented, context) {
    const { client, clock } = context;
    if ((presented.actor_token === undefined) !== (presented.actor_token_type === undefined))
      throw new OAuthError('invalid_request', 'actor_token and actor_token_type come together');
    if (![ACCESS_TOKEN, JWT].includes(presented.requested_token_type))
      throw new OAuthError('invalid_request', 'requested_token_type is not supported');
    if (presented.actor_token_type === DEVICE_SECRET) return nativeSso(presented, context);

    // Whoever runs on a person's machine may share a sign-in between apps, and nothing else.
    if (client.authMethod === 'none')
      throw new OAuthError(
        'unauthorized_client',
        'a public client exchanges tokens with a device_secret only',
      );
    const subject = await exchangeSubject(presented, context);
    const target = await exchangeTarget(subject, presented.scope, context);
    if (presented.requested_token_type === JWT && isOpaque(target, context))
      throw new OAuthError('invalid_request', 'for this client and these targets no JWT is made');
    const actor = await actingFor(subject, presented, context);
    return {
      kind: 'unbound',
      accountId: subject.accountId,
      family: subject.family,
      scopes: target.scopes,
      terms: {
        resources: [...target.resources],
        ...(actor && { actor }),
        ...(subject.authorizationDetails && { authorizationDetails: [...subject.authorizationDetails] }),
      },
      ttlSeconds: subject.expiresAtSeconds - clock.nowSeconds(),
      extras: { issued_token_type: presented.requested_token_type },
    };
  },
});

/** As the mint will write it: `issued_token_type` must not say otherwise (RFC 8693 §2.2.1). */
function isOpaque({ scopes, resources }: ExchangeTarget, { config, client }: GrantContext): boolean {
  return aimOf(config, client, { resources, requested: undefined, scopes }).format === 'opaque';
}
