import { authCore } from './auth-core.ts';
import { expressOpenidConnect } from './express-openid-connect.ts';
import { mcpSdk } from './mcp-sdk.ts';
import { oauth4webapi } from './oauth4webapi.ts';
import { oidcClientTs } from './oidc-client-ts.ts';
import { openidClient } from './openid-client.ts';
import type { Party } from './party.ts';
import { passportOpenidconnect } from './passport-openidconnect.ts';
import { simpleOauth2 } from './simple-oauth2.ts';

/** Every relying party that Tacet is tried with. */
export const parties: readonly Party[] = [
  openidClient,
  oauth4webapi,
  oidcClientTs,
  authCore,
  expressOpenidConnect,
  passportOpenidconnect,
  simpleOauth2,
  mcpSdk,
];
