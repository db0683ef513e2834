import { authorizationCode } from './authorization-code.ts';
import type { SealedGrant } from './grant.ts';
import { refreshToken } from './refresh-token.ts';

/** Every grant type this server speaks. Discovery and client registration list exactly these. */
export const grants: readonly SealedGrant[] = [authorizationCode, refreshToken];
