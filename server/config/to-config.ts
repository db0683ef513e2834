import type { Config, Lifetimes } from './config.ts';
import type { Environment } from './schema.ts';

/** The settings as the house knows them. Called with settings that broke no rule. */
export function toConfig(env: Environment): Config {
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
    dpopNonce: env.TACET_DPOP_NONCE,
    sessionManagement: env.TACET_SESSION_MANAGEMENT,
    fedcm: env.TACET_FEDCM,
    lifetimes: lifetimes(env),
  };
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
