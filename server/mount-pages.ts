import type Router from '@koa/router';
import { accountRoute } from './account/account.route.ts';
import { accountActs } from './account/acts/index.ts';
import type { Shared } from './app-parts.ts';
import { authorizationCodes } from './authorization/code.ts';
import type { ClientStore } from './clients/client-store.ts';
import { clientLogos } from './clients/logos/client-logos.ts';
import { logoRoute } from './clients/logos/logo.route.ts';
import { guesses } from './device/guesses.ts';
import { factorsOf } from './factors/index.ts';
import { passkeySignIn } from './factors/passkey-sign-in.ts';
import { languageRoute } from './http/language.route.ts';
import type { Web } from './http/web.ts';
import { authorizeRoute } from './interaction/authorize.route.ts';
import { cibaRoute } from './interaction/ciba.route.ts';
import { consentRoute } from './interaction/consent.route.ts';
import { deviceRoute } from './interaction/device.route.ts';
import { factorRoute } from './interaction/factor.route.ts';
import { openInteractions } from './interaction/interaction.ts';
import { interactionRoute } from './interaction/interaction.route.ts';
import { tripKeysRoute } from './interaction/keys.route.ts';
import { loginRoute } from './interaction/login.route.ts';
import { passkeyRoute } from './interaction/passkey.route.ts';
import { passwordRoute } from './interaction/password.route.ts';
import { renewalRoute } from './interaction/renewal.route.ts';
import { resetRoute } from './interaction/reset.route.ts';
import { setUpRoute } from './interaction/set-up.route.ts';
import { signUpRoute } from './interaction/sign-up.route.ts';
import { tripEndRoute } from './interaction/trip-end.route.ts';
import { recordTypes } from './records/types/index.ts';
import { accountLetters } from './mail/account-letters.ts';
import { signUpLetters } from './mail/sign-up-letters.ts';

/** What people see, and the calls of their pages. */
export function mountPages(router: Router, web: Web, parts: Shared, clients: ClientStore): void {
  const { storage, keyring, clock, config } = parts;
  const { issuer, lifetimes } = config;
  const posting = { sealer: keyring.sealer('outbox'), clock, issuer, lifetimes };
  const toAccounts = accountLetters(posting);
  const acts = accountActs({ ...parts, ...storage, accountLetters: toAccounts });
  const trip = {
    ...parts,
    ...storage,
    clients,
    acts,
    recordTypes: recordTypes(config),
    logos: clientLogos(parts),
    codes: authorizationCodes(parts),
    interactions: openInteractions(parts),
    letters: { ...signUpLetters(posting), ...toAccounts },
    accountLetters: toAccounts,
  };
  const proving = {
    ...trip,
    registry: factorsOf({ ...trip, letters: toAccounts }),
    sealer: keyring.sealer('factor'),
  };
  languageRoute(router, web);
  authorizeRoute(router, web, trip);
  interactionRoute(router, web, trip);
  loginRoute(router, web, trip);
  renewalRoute(router, web, trip);
  passkeyRoute(router, web, { ...trip, passkeys: passkeySignIn(proving) });
  factorRoute(router, web, proving);
  setUpRoute(router, web, proving);
  passwordRoute(router, web, trip);
  tripKeysRoute(router, web, trip);
  resetRoute(router, web, trip);
  tripEndRoute(router, web, trip);
  consentRoute(router, web, trip);
  signUpRoute(router, web, trip);
  deviceRoute(router, web, { ...trip, guesses: guesses(parts) });
  cibaRoute(router, web, trip);
  accountRoute(router, web, trip);
  logoRoute(router, trip);
}
