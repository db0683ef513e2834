import type { Secret } from '../platform/secret.ts';
import type { Config, TransitConfig } from './config.ts';
import { settingEntries, type SettingName } from './schema.ts';
import { settingDocs } from './setting.ts';

/** docs/configuration.md, made from the schema; a test checks that the file is current. */
export function configurationDocument(): string {
  const rows = settingEntries.map(([name, schema]) => {
    const { description = '', example = '', defaultText } = settingDocs.get(schema) ?? {};
    const byDefault = defaultText ?? `\`${String(schema.parse(undefined))}\``;
    return `| \`${name}\` | ${description} | ${byDefault} | \`${example}\` |`;
  });
  return `${HEAD}\n${rows.join('\n')}\n`;
}

const HEAD = `<!-- Made by \`npm run docs\` from server/config/schema.ts. Change it there. -->

# Configuration

Tacet reads its configuration from the environment, once, at start. An empty variable counts as absent. Every setting
whose value is not itself a path may be given as \`NAME_FILE\`, the path of a file that holds the value: use it for
secrets. Both at once, an unknown \`TACET_\` name and an unsafe combination are refused, all in one go, with a line each
that says what to do. \`npm run -s tacet -- config check\` tells before you deploy, \`config print\` shows what is in force.

| Name | Meaning | Default | Example |
|---|---|---|---|`;

/** What is in force, setting by setting; secrets only say that they are there. */
export function describeConfig(
  config: Config,
): readonly { readonly name: SettingName; readonly value: string }[] {
  return settingEntries.map(([name]) => ({ name, value: text(IN_FORCE[name](config)) }));
}

type Shown = string | number | readonly string[] | Secret | undefined;

const IN_FORCE: Readonly<Record<SettingName, (config: Config) => Shown>> = {
  TACET_MODE: ({ mode }) => mode,
  ISSUER: ({ issuer }) => issuer,
  HOST: ({ host }) => host,
  PORT: ({ port }) => port,
  DATABASE_URL: ({ databaseUrl }) => databaseUrl,
  REDIS_URL: ({ redisUrl }) => redisUrl,
  TACET_DATA_DIR: ({ dataDir }) => dataDir,
  TACET_KEYS_DIR: ({ keysDir }) => keysDir,
  TACET_KEY_PROVIDER: ({ keys }) => keys.provider,
  TACET_TRANSIT_URL: ({ keys }) => keys.transit?.url,
  TACET_TRANSIT_NAMESPACE: ({ keys }) => keys.transit?.namespace,
  TACET_TRANSIT_MOUNT: ({ keys }) => keys.transit?.mount,
  TACET_TRANSIT_KEY: ({ keys }) => keys.transit?.key,
  TACET_TRANSIT_AUTH: ({ keys }) => keys.transit?.login.method,
  TACET_TRANSIT_AUTH_MOUNT: ({ keys }) => loginPart(keys.transit, 'mount'),
  TACET_TRANSIT_TOKEN: ({ keys }) => loginPart(keys.transit, 'token'),
  TACET_TRANSIT_ROLE_ID: ({ keys }) => loginPart(keys.transit, 'roleId'),
  TACET_TRANSIT_SECRET_ID: ({ keys }) => loginPart(keys.transit, 'secretId'),
  TACET_TRANSIT_ROLE: ({ keys }) => loginPart(keys.transit, 'role'),
  TACET_TRANSIT_JWT_FILE: ({ keys }) => loginPart(keys.transit, 'jwtFile'),
  TACET_TRANSIT_CA_FILE: ({ keys }) => keys.transit?.caFile,
  TACET_MAIL_URL: ({ mailUrl }) => mailUrl,
  TACET_MAIL_FROM: ({ mailFrom }) => mailFrom,
  TACET_TRUSTED_PROXIES: ({ trustedProxies }) => trustedProxies,
  TACET_COUNTRY_HEADER: ({ countryHeader }) => countryHeader,
  TACET_REGISTRATION: ({ registration }) => registration,
  TACET_SECOND_FACTOR: ({ secondFactor }) => secondFactor,
  TACET_WORKERS: ({ workers }) => workers,
  TACET_LOG_LEVEL: ({ logLevel }) => logLevel,
  TACET_THROTTLE_SCALE: ({ throttleScale }) => throttleScale,
  TACET_TLS_CERT: ({ tls }) => tls?.certFile,
  TACET_TLS_KEY: ({ tls }) => tls?.keyFile,
  TACET_TLS_CLIENT_CA: ({ tls }) => tls?.clientAuthoritiesFile,
  TACET_CLIENT_CERTIFICATE_HEADER: ({ clientCertificate }) => clientCertificate.header,
  TACET_CLIENT_VERIFY_HEADER: ({ clientCertificate }) => clientCertificate.verifiedHeader,
  TACET_MTLS_ORIGIN: ({ mtlsOrigin }) => mtlsOrigin,
  TACET_EGRESS_ALLOW: ({ egressAllow }) => egressAllow,
  TACET_DYNAMIC_REGISTRATION: ({ dynamicRegistration }) => dynamicRegistration,
  TACET_SOFTWARE_STATEMENT_ISSUERS: ({ statementIssuers }) => statementIssuers.map(({ issuer }) => issuer),
  TACET_CLIENT_ID_DOCUMENTS: ({ clientDocuments }) => clientDocuments,
  TACET_CLIENT_ID_DOCUMENT_HOSTS: ({ clientDocumentHosts }) => clientDocumentHosts,
  TACET_EGRESS_CA: ({ egressCaFile }) => egressCaFile,
  TACET_TRUSTED_ISSUERS: ({ trustedIssuers }) => trustedIssuers.map(({ issuer }) => issuer),
  TACET_RESOURCES: ({ resources }) => resources.map(({ identifier }) => identifier),
  TACET_DPOP_NONCE: ({ dpopNonce }) => dpopNonce,
  TACET_AUTHORIZATION_DETAILS: ({ authorizationDetails }) => authorizationDetails.map(({ type }) => type),
  TACET_RECORD_TYPES: ({ recordTypes }) => recordTypes.map(({ name }) => name),
  TACET_REVEAL_SIGN_IN_SECONDS: ({ revealSignInSeconds }) => revealSignInSeconds ?? 0,
  TACET_VAULT_QUOTA_MEGABYTES: ({ vaultQuotaBytes }) => vaultQuotaBytes / 1_048_576,
  TACET_SESSION_MANAGEMENT: ({ sessionManagement }) => (sessionManagement ? 'on' : 'off'),
  TACET_FEDCM: ({ fedcm }) => (fedcm ? 'on' : 'off'),
  TACET_INTERACTION_SECONDS: ({ lifetimes }) => lifetimes.interactionSeconds,
  TACET_LOGIN_ATTEMPT_SECONDS: ({ lifetimes }) => lifetimes.loginAttemptSeconds,
  TACET_CODE_SECONDS: ({ lifetimes }) => lifetimes.codeSeconds,
  TACET_ACCESS_TOKEN_SECONDS: ({ lifetimes }) => lifetimes.accessTokenSeconds,
  TACET_ID_TOKEN_SECONDS: ({ lifetimes }) => lifetimes.idTokenSeconds,
  TACET_REFRESH_ABSOLUTE_SECONDS: ({ lifetimes }) => lifetimes.refreshAbsoluteSeconds,
  TACET_REFRESH_IDLE_SECONDS: ({ lifetimes }) => lifetimes.refreshIdleSeconds,
  TACET_REFRESH_RETRY_SECONDS: ({ lifetimes }) => lifetimes.refreshRetrySeconds,
  TACET_SESSION_IDLE_SECONDS: ({ lifetimes }) => lifetimes.sessionIdleSeconds,
  TACET_SESSION_ABSOLUTE_SECONDS: ({ lifetimes }) => lifetimes.sessionAbsoluteSeconds,
  TACET_SIGN_UP_TICKET_SECONDS: ({ lifetimes }) => lifetimes.signUpTicketSeconds,
  TACET_EMAIL_CHANGE_SECONDS: ({ lifetimes }) => lifetimes.emailChangeSeconds,
  TACET_DELETION_GRACE_SECONDS: ({ lifetimes }) => lifetimes.deletionGraceSeconds,
  TACET_RESET_SECONDS: ({ lifetimes }) => lifetimes.resetSeconds,
  TACET_UNDO_EMAIL_SECONDS: ({ lifetimes }) => lifetimes.undoEmailSeconds,
  TACET_REMEMBER_BROWSER_SECONDS: ({ lifetimes }) => lifetimes.rememberBrowserSeconds,
  TACET_INVITE_SECONDS: ({ lifetimes }) => lifetimes.inviteSeconds,
  TACET_SIGNING_KEY_SECONDS: ({ lifetimes }) => lifetimes.signingKeySeconds,
  TACET_SIGNING_KEY_PUBLISH_SECONDS: ({ lifetimes }) => lifetimes.signingKeyPublishSeconds,
  TACET_CLOCK_LEEWAY_SECONDS: ({ lifetimes }) => lifetimes.clockLeewaySeconds,
};

/** What that login method is told; undefined for what is another's. */
function loginPart(transit: TransitConfig | undefined, name: string): Shown {
  const told = Object.entries(transit?.login ?? {}).find(([part]) => part === name);
  return told?.[1];
}

function text(shown: Shown): string {
  if (shown === undefined) return '';
  if (typeof shown === 'object') return 'reveal' in shown ? '[secret]' : shown.join(', ');
  return String(shown);
}
