import type Router from '@koa/router';
import type Koa from 'koa';
import type { AppParts, Shared } from './app-parts.ts';
import { authorizationCodes } from './authorization/code.ts';
import { pushedRequests } from './authorization/pushed.ts';
import { pushedRoute } from './authorization/pushed.route.ts';
import { backchannelAuthenticationRoute } from './ciba/backchannel-authentication.route.ts';
import { backchannelRequests } from './ciba/backchannel-requests.ts';
import { clientAuthentication } from './clients/authenticate.ts';
import { cachedClients } from './clients/cached-clients.ts';
import { openClientKeys } from './clients/client-keys.ts';
import type { ClientStore } from './clients/client-store.ts';
import { clientOrigins } from './clients/client-origins.ts';
import { type DocumentClients, documentClients } from './clients/document-clients.ts';
import { registrationRoute } from './clients/registration.route.ts';
import { mailRoute } from './development/mail.route.ts';
import { playgroundRoute } from './development/playground.route.ts';
import { deviceAuthorizationRoute } from './device/device-authorization.route.ts';
import { deviceRequests } from './device/device-requests.ts';
import { discoveryRoute } from './discovery/discovery.route.ts';
import { errorsRoute } from './discovery/errors.route.ts';
import { openapiRoute } from './discovery/openapi.route.ts';
import { protectedResourceRoute } from './discovery/protected-resource.route.ts';
import { dpopProofs } from './dpop/proof.ts';
import { grantTypes } from './grants/index.ts';
import { accountsRoute } from './fedcm/accounts.route.ts';
import { assertionRoute } from './fedcm/assertion.route.ts';
import { fedcmDocumentsRoute } from './fedcm/documents.route.ts';
import { tokenRoute } from './grants/token.route.ts';
import { healthRoute } from './health/health.route.ts';
import { assetFiles } from './http/asset-files.ts';
import { kernel, newRouter } from './http/kernel.ts';
import type { Web } from './http/web.ts';
import { jwksRoute } from './keyring/jwks.route.ts';
import type { Keyring } from './keyring/keyring.ts';
import { signingPurposes } from './keyring/purposes.ts';
import { checkSessionRoute } from './logout/check-session.route.ts';
import { endSessionRoute } from './logout/end-session.route.ts';
import { backchannelLetters } from './mail/backchannel-letters.ts';
import { mountPages } from './mount-pages.ts';
import { replayGuard } from './platform/replay.ts';
import { recordsRoute } from './records/records.route.ts';
import type { Storage } from './storage/storage.ts';
import { deviceSecrets } from './tokens/device-secret.ts';
import { introspectRoute } from './tokens/introspect.route.ts';
import { tokenIssuer } from './tokens/issue.ts';
import { refreshFamilies } from './tokens/refresh-family.ts';
import { revokeRoute } from './tokens/revoke.route.ts';
import { userinfoRoute } from './tokens/userinfo.route.ts';
import { vaultRoute } from './vault/vault.route.ts';

/** The composition root: makes every room from its parts and mounts every route. */
export function createApp(opened: AppParts): Koa {
  const { config, clock, log, assets, keyring } = opened;
  const { registrations } = opened.storage;
  const known = cachedClients(opened.storage.clients, clock);
  const clients = documentClients(known, { ...opened, registrations, grantTypes });
  const storage = keepingDocuments(opened.storage, clients);
  const parts: AppParts = { ...opened, storage };
  const shared: Shared = {
    ...parts,
    clientKeys: openClientKeys(parts),
    pushed: pushedRequests(parts),
    devices: deviceRequests(parts),
    backchannel: backchannelRequests(parts),
  };
  const web: Web = { config, clock, log, assets, isClientOrigin: clientOrigins(storage.clients, clock) };
  const router = newRouter();

  const healthParts = { ...parts, keys: () => hasSigningKeys(keyring), keks: parts.keksPresent };
  healthRoute(router, web, healthParts);
  discoveryRoute(router, web, parts);
  errorsRoute(router, web);
  protectedResourceRoute(router, web, parts);
  jwksRoute(router, web, parts);
  mountProtocol(router, web, shared, clients);
  mountPages(router, web, shared, clients);
  if (config.fedcm) mountFedcm(router, web, shared, clients);
  if (config.mode === 'development') {
    playgroundRoute(router, web);
    mailRoute(router, web, { store: storage.outbox, sealer: keyring.sealer('outbox') });
  }
  openapiRoute(router, web, parts);
  return kernel(web, router, assetFiles());
}

/** What clients call. */
function mountProtocol(router: Router, web: Web, parts: Shared, clients: ClientStore): void {
  const { families } = parts.storage;
  const replay = replayGuard(parts);
  const authenticate = clientAuthentication({ ...parts, clients, replay });
  const proofs = dpopProofs({ ...parts, replay });
  const known = { ...parts, clients, families, authenticate, proofs, replay };
  tokenRoute(router, web, {
    ...known,
    codes: authorizationCodes(parts),
    refreshFamilies: refreshFamilies(known),
    deviceSecrets: deviceSecrets({ store: parts.storage.deviceSecrets, clock: parts.clock }),
    accounts: parts.storage.accounts,
    consents: parts.storage.consents,
    issuer: tokenIssuer(known),
  });
  pushedRoute(router, web, known);
  userinfoRoute(router, web, known);
  introspectRoute(router, web, known);
  revokeRoute(router, web, known);
  recordsRoute(router, web, { ...known, records: parts.storage.records });
  vaultRoute(router, web, { ...known, vaultEntries: parts.storage.vaultEntries });
  deviceAuthorizationRoute(router, web, known);
  const letters = backchannelLetters({ sealer: parts.keyring.sealer('outbox'), clock: parts.clock });
  const { accounts, outbox } = parts.storage;
  backchannelAuthenticationRoute(router, web, { ...known, accounts, outbox, letters });
  const { registrations } = parts.storage;
  registrationRoute(router, web, { ...known, registrations, grantTypes });
  checkSessionRoute(router, web);
  endSessionRoute(router, web, { ...known, sessions: parts.storage.sessions });
}

/** What a person allows the client that is a document can only be written down beside that client. */
function keepingDocuments(storage: Storage, clients: DocumentClients): Storage {
  const { consents } = storage;
  return {
    ...storage,
    consents: {
      ...consents,
      save: async (consent, event) => {
        await clients.keep(consent.clientId);
        await consents.save(consent, event);
      },
    },
  };
}

/** What a browser asks by itself. */
function mountFedcm(router: Router, web: Web, parts: Shared, clients: ClientStore): void {
  const known = { ...parts, ...parts.storage, clients };
  fedcmDocumentsRoute(router, web);
  accountsRoute(router, web, known);
  assertionRoute(router, web, { ...known, issuer: tokenIssuer(known) });
}

/** Ready means able to sign: a ring whose active key has gone must take this instance out of service. */
function hasSigningKeys({ keys }: Keyring): boolean {
  return Object.values(signingPurposes).every((ring) =>
    keys.some(({ purpose, state }) => purpose === ring && state === 'active'),
  );
}
