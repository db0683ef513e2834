import type { Config, Lifetimes, TransitConfig } from './config.ts';
import type { Secret } from '../platform/secret.ts';
import type { Environment, SettingName } from './schema.ts';

/** A secret, and whether it is read anew each time because it lies in a file. */
export interface ChangingSecret {
  readonly value: Secret;
  readonly mayChange: boolean;
}

/** Of a setting that may lie in a file. */
type Anew = (name: SettingName, value: Secret) => ChangingSecret;

/** The settings as the house knows them. Called with settings that broke no rule. */
export function toConfig(env: Environment, anew: Anew): Config {
  const tls =
    env.TACET_TLS_CERT === undefined || env.TACET_TLS_KEY === undefined
      ? undefined
      : {
          certFile: env.TACET_TLS_CERT,
          keyFile: env.TACET_TLS_KEY,
          clientAuthoritiesFile: env.TACET_TLS_CLIENT_CA,
        };
  const issuer = env.ISSUER ?? `${tls === undefined ? 'http' : 'https'}://localhost:${env.PORT}`;
  return {
    mode: env.TACET_MODE,
    issuer,
    host: env.HOST ?? (env.TACET_MODE === 'production' ? '0.0.0.0' : '127.0.0.1'),
    port: env.PORT,
    dataDir: env.TACET_DATA_DIR,
    keysDir: env.TACET_KEYS_DIR,
    keys: { provider: env.TACET_KEY_PROVIDER, transit: transit(env, anew) },
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    mailUrl: env.TACET_MAIL_URL,
    mailFrom: env.TACET_MAIL_FROM ?? `Tacet <no-reply@${new URL(issuer).hostname}>`,
    trustedProxies: env.TACET_TRUSTED_PROXIES,
    countryHeader: env.TACET_COUNTRY_HEADER?.toLowerCase(),
    registration: env.TACET_REGISTRATION,
    secondFactor: env.TACET_SECOND_FACTOR,
    workers: env.TACET_WORKERS,
    logLevel: env.TACET_LOG_LEVEL,
    throttleScale: env.TACET_THROTTLE_SCALE,
    tls,
    clientCertificate: {
      header: env.TACET_CLIENT_CERTIFICATE_HEADER?.toLowerCase(),
      verifiedHeader: env.TACET_CLIENT_VERIFY_HEADER?.toLowerCase(),
    },
    mtlsOrigin: env.TACET_MTLS_ORIGIN,
    egressAllow: env.TACET_EGRESS_ALLOW,
    egressCaFile: env.TACET_EGRESS_CA,
    dynamicRegistration: env.TACET_DYNAMIC_REGISTRATION,
    statementIssuers: env.TACET_SOFTWARE_STATEMENT_ISSUERS,
    clientDocuments: env.TACET_CLIENT_ID_DOCUMENTS,
    clientDocumentHosts: env.TACET_CLIENT_ID_DOCUMENT_HOSTS,
    resources: env.TACET_RESOURCES,
    trustedIssuers: env.TACET_TRUSTED_ISSUERS,
    authorizationDetails: env.TACET_AUTHORIZATION_DETAILS,
    recordTypes: env.TACET_RECORD_TYPES,
    revealSignInSeconds:
      env.TACET_REVEAL_SIGN_IN_SECONDS === 0 ? undefined : env.TACET_REVEAL_SIGN_IN_SECONDS,
    vaultQuotaBytes: env.TACET_VAULT_QUOTA_MEGABYTES * 1_048_576,
    dpopNonce: env.TACET_DPOP_NONCE,
    sessionManagement: env.TACET_SESSION_MANAGEMENT,
    fedcm: env.TACET_FEDCM,
    lifetimes: lifetimes(env),
  };
}

function transit(env: Environment, anew: Anew): TransitConfig | undefined {
  const login = transitLogin(env, anew);
  if (env.TACET_TRANSIT_URL === undefined || login === undefined) return undefined;
  return {
    url: env.TACET_TRANSIT_URL,
    namespace: env.TACET_TRANSIT_NAMESPACE,
    mount: env.TACET_TRANSIT_MOUNT,
    key: env.TACET_TRANSIT_KEY,
    login,
    caFile: env.TACET_TRANSIT_CA_FILE,
  };
}

function transitLogin(env: Environment, anew: Anew): TransitConfig['login'] | undefined {
  const { TACET_TRANSIT_AUTH: method, TACET_TRANSIT_AUTH_MOUNT: at } = env;
  const { TACET_TRANSIT_TOKEN: token, TACET_TRANSIT_ROLE: role } = env;
  const { TACET_TRANSIT_ROLE_ID: roleId, TACET_TRANSIT_SECRET_ID: secretId } = env;
  if (method === 'token' && token !== undefined) {
    const { value, mayChange } = anew('TACET_TRANSIT_TOKEN', token);
    return { method, token: value, mayChange };
  }
  if (method === 'approle' && roleId !== undefined && secretId !== undefined) {
    const { value } = anew('TACET_TRANSIT_SECRET_ID', secretId);
    return { method, mount: at ?? method, roleId, secretId: value };
  }
  if (method === 'kubernetes' && role !== undefined)
    return { method, mount: at ?? method, role, jwtFile: env.TACET_TRANSIT_JWT_FILE };
  return undefined;
}

function lifetimes(env: Environment): Lifetimes {
  return {
    interactionSeconds: env.TACET_INTERACTION_SECONDS,
    loginAttemptSeconds: env.TACET_LOGIN_ATTEMPT_SECONDS,
    codeSeconds: env.TACET_CODE_SECONDS,
    accessTokenSeconds: env.TACET_ACCESS_TOKEN_SECONDS,
    idTokenSeconds: env.TACET_ID_TOKEN_SECONDS,
    refreshAbsoluteSeconds: env.TACET_REFRESH_ABSOLUTE_SECONDS,
    refreshIdleSeconds: env.TACET_REFRESH_IDLE_SECONDS,
    refreshRetrySeconds: env.TACET_REFRESH_RETRY_SECONDS,
    sessionIdleSeconds: env.TACET_SESSION_IDLE_SECONDS,
    sessionAbsoluteSeconds: env.TACET_SESSION_ABSOLUTE_SECONDS,
    signUpTicketSeconds: env.TACET_SIGN_UP_TICKET_SECONDS,
    resetSeconds: env.TACET_RESET_SECONDS,
    undoEmailSeconds: env.TACET_UNDO_EMAIL_SECONDS,
    rememberBrowserSeconds: env.TACET_REMEMBER_BROWSER_SECONDS,
    inviteSeconds: env.TACET_INVITE_SECONDS,
    emailChangeSeconds: env.TACET_EMAIL_CHANGE_SECONDS,
    deletionGraceSeconds: env.TACET_DELETION_GRACE_SECONDS,
    signingKeySeconds: env.TACET_SIGNING_KEY_SECONDS,
    signingKeyPublishSeconds: env.TACET_SIGNING_KEY_PUBLISH_SECONDS,
    clockLeewaySeconds: env.TACET_CLOCK_LEEWAY_SECONDS,
  };
}
