import type { SealedGrant } from './grant.ts';

/**
 * Every grant type this server speaks, a line each: a module here exports its grant and nothing else. Discovery and
 * client registration follow this list.
 */
const members = await Promise.all([
  import('./authorization-code.ts'),
  import('./refresh-token.ts'),
  import('./client-credentials.ts'),
  import('./token-exchange.ts'),
  import('./jwt-bearer.ts'),
  import('./device-code.ts'),
  import('./ciba.ts'),
]);

export const grants: readonly SealedGrant[] = members.flatMap((member) => Object.values<SealedGrant>(member));

/** The names of them all: what a client may be registered for. */
export const grantTypes: readonly string[] = grants.map(({ type }) => type);
