import { z } from 'zod';
import { detailTypeList } from '../protocol/detail-types.ts';
import { statementIssuers } from '../protocol/statement-issuers.ts';
import { keySettings } from './keys.ts';
import { lifetimeSettings } from './lifetimes.ts';
import { listSettings } from './lists.ts';
import { metricSettings } from './metrics.ts';
import { peopleSettings } from './people.ts';
import { recordSettings } from './records.ts';
import {
  destinations,
  headerName,
  hosts,
  jsonList,
  listenAddress,
  onRequest,
  ranges,
  secretUrl,
  settingDocs,
  wholeNumber,
} from './setting.ts';

/** Everything an operator may decide, by its name in the environment. docs/configuration.md is made from this. */
export const environment = z.strictObject({
  TACET_MODE: z
    .enum(['development', 'production'], 'must be development or production')
    .default('development')
    .register(settingDocs, {
      description:
        'What this server is for. `production` refuses whatever is only safe on a laptop; NODE_ENV plays no part.',
      example: 'production',
    }),
  ISSUER: z.string().optional().register(settingDocs, {
    description:
      'Public URL of this server: scheme, host and port alone. The source of every link and of `iss`; no request header can change it.',
    example: 'https://id.example.com',
    defaultText: '`http://localhost:PORT` in development; required in production',
  }),
  HOST: listenAddress().optional().register(settingDocs, {
    description: 'Address to listen on.',
    example: '0.0.0.0',
    defaultText: '127.0.0.1 in development, 0.0.0.0 in production',
  }),
  PORT: wholeNumber(4242, [1, 65535]).register(settingDocs, {
    description: 'Port to listen on.',
    example: '4242',
  }),
  DATABASE_URL: secretUrl(['postgres', 'postgresql']).register(settingDocs, {
    description: 'PostgreSQL, where everything that lasts is kept.',
    example: 'postgres://tacet:…@db.internal:5432/tacet',
    defaultText: 'a PostgreSQL of its own under TACET_DATA_DIR, in development; required in production',
    isSecret: true,
  }),
  REDIS_URL: secretUrl(['redis', 'rediss']).register(settingDocs, {
    description: 'Redis, where what dies within minutes is kept. Needed for more than one process.',
    example: 'redis://:…@redis.internal:6379',
    defaultText: 'the memory of the one process',
    isSecret: true,
  }),
  TACET_DATA_DIR: z.string().default('.data').register(settingDocs, {
    description: 'Folder of the PostgreSQL that development starts by itself.',
    example: '/var/lib/tacet',
    isPath: true,
  }),
  TACET_KEYS_DIR: z.string().default('keys').register(settingDocs, {
    description:
      'Folder of the key-encryption key. Made at first start; back it up apart from the database, for without it nobody can sign in.',
    example: '/run/secrets/tacet-keys',
    isPath: true,
  }),
  TACET_MAIL_URL: secretUrl(['smtp', 'smtps']).register(settingDocs, {
    description: 'Mail server for letters to people.',
    example: 'smtps://tacet:…@mail.example.com:465',
    defaultText: 'in development letters are read at /dev/mail; required in production',
    isSecret: true,
  }),
  TACET_MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n"@]{1,100} )?<?[^<>\s@"]{1,64}@[^<>\s@"]{1,253}>?$/,
      'must be an address, or Name <address>',
    )
    .optional()
    .register(settingDocs, {
      description: 'Sender of those letters.',
      example: 'Example sign-in <no-reply@id.example.com>',
      defaultText: '`Tacet <no-reply@HOST-OF-ISSUER>`',
    }),
  TACET_TRUSTED_PROXIES: ranges().register(settingDocs, {
    description: 'Proxies whose X-Forwarded-For is believed. No other header of a proxy ever is.',
    example: '10.0.0.0/8, fd00::/8',
    defaultText: 'none',
  }),
  TACET_COUNTRY_HEADER: headerName().register(settingDocs, {
    description:
      'Header in which a trusted proxy tells the country of a caller (two letters), for the list of devices. The proxy must strip it from what comes in. Needs TACET_TRUSTED_PROXIES.',
    example: 'CF-IPCountry',
    defaultText: 'none: devices are shown without a country',
  }),
  TACET_WORKERS: wholeNumber(1, [1, 64], 'processes').register(settingDocs, {
    description: 'Processes that share the port. More than one needs REDIS_URL.',
    example: '4',
  }),
  ...metricSettings,
  TACET_LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
      'must be trace, debug, info, warn, error or silent',
    )
    .default('info')
    .register(settingDocs, {
      description: 'How much is logged: a JSON object a line, on standard output.',
      example: 'warn',
    }),
  TACET_THROTTLE_SCALE: wholeNumber(1, [1, 1_000_000]).register(settingDocs, {
    description: 'Multiplies every throttle budget, for load tests. Development only.',
    example: '1000',
  }),
  TACET_TLS_CERT: z.string().optional().register(settingDocs, {
    description: 'PEM file with the certificate chain: serve https without a proxy. Needs TACET_TLS_KEY.',
    example: '/run/secrets/tls.crt',
    defaultText: 'none: http, behind a proxy that ends TLS',
    isPath: true,
  }),
  TACET_TLS_KEY: z.string().optional().register(settingDocs, {
    description: 'PEM file with the private key of that certificate.',
    example: '/run/secrets/tls.key',
    defaultText: 'none',
    isPath: true,
  }),
  TACET_DYNAMIC_REGISTRATION: z
    .enum(['off', 'token', 'statement', 'open'], 'must be off, token, statement or open')
    .default('off')
    .register(settingDocs, {
      description:
        'Who may register a client at /register: nobody, whoever has an initial access token of yours (`tacet client registration-token`), also whoever has a software statement that you believe, or everybody.',
      example: 'token',
    }),
  TACET_SOFTWARE_STATEMENT_ISSUERS: jsonList(statementIssuers).register(settingDocs, {
    description:
      'Whose software statements (RFC 7591 §2.3) are believed: a JSON list of issuers and their public keys.',
    example:
      '[{"issuer":"https://vouches.example","jwks":{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}}]',
    defaultText: 'none',
  }),
  TACET_CLIENT_ID_DOCUMENTS: z
    .enum(['off', 'allow'], 'must be off or allow')
    .default('off')
    .register(settingDocs, {
      description:
        'Whether a client id may be the https URL of a document that describes the client. `allow` makes this server fetch addresses that strangers name.',
      example: 'allow',
    }),
  TACET_CLIENT_ID_DOCUMENT_HOSTS: hosts().register(settingDocs, {
    description: 'The only hosts whose documents are read.',
    example: 'apps.example.com, tools.example.org',
    defaultText: 'none: all hosts',
  }),
  TACET_TLS_CLIENT_CA: z.string().optional().register(settingDocs, {
    description:
      'PEM file of the authorities that may vouch for certificates of clients (mutual TLS). Clients are then asked for one. Needs TACET_TLS_CERT.',
    example: '/run/secrets/client-ca.crt',
    defaultText: 'none: nobody is asked',
    isPath: true,
  }),
  TACET_CLIENT_CERTIFICATE_HEADER: headerName().register(settingDocs, {
    description:
      'Header in which a trusted proxy passes on the certificate of a client: PEM, percent-encoded, or RFC 9440. The proxy must strip it from what comes in. Needs TACET_TRUSTED_PROXIES.',
    example: 'X-Client-Cert',
    defaultText: 'none',
  }),
  TACET_CLIENT_VERIFY_HEADER: headerName().register(settingDocs, {
    description:
      'Header in which that proxy says `SUCCESS` or `0` when the certificate chains to an authority you trust (`tls_client_auth`).',
    example: 'X-Client-Verify',
    defaultText: 'none: certificates are matched by their key alone',
  }),
  TACET_MTLS_ORIGIN: z
    .string()
    .regex(/^https:\/\/[A-Za-z0-9.-]{1,253}(:\d{1,5})?$/, 'must be https:// and a host')
    .optional()
    .register(settingDocs, {
      description:
        'Where clients that show a certificate find the endpoints, if not at ISSUER (`mtls_endpoint_aliases`).',
      example: 'https://mtls.id.example.com',
      defaultText: 'none',
    }),
  TACET_EGRESS_ALLOW: destinations().register(settingDocs, {
    description:
      'What outgoing calls may reach beside port 443 of the public internet: addresses, CIDR ranges, `host:port`. Plain http is spoken to a loopback address of the list alone.',
    example: '10.1.2.0/24, app.internal:8443',
    defaultText: 'none',
  }),
  TACET_EGRESS_CA: z.string().optional().register(settingDocs, {
    description:
      'PEM file of certificate authorities that outgoing calls believe besides those of the system.',
    example: '/run/secrets/internal-ca.crt',
    defaultText: 'none',
    isPath: true,
  }),
  ...keySettings,
  ...peopleSettings,
  ...listSettings,
  ...recordSettings,
  TACET_DPOP_NONCE: z
    .enum(['offered', 'required'], 'must be offered or required')
    .default('offered')
    .register(settingDocs, {
      description:
        'Nonces for DPoP proofs: every answer to a proof offers one; `required` takes no proof without one, which also ends proofs made ahead of time.',
      example: 'required',
    }),
  TACET_AUTHORIZATION_DETAILS: jsonList(detailTypeList).register(settingDocs, {
    description:
      'Types of `authorization_details` that clients may ask for, as a JSON list: `type`, `sentence`, `fields`. See [flows/authorization-details.md](flows/authorization-details.md).',
    example:
      '[{"type":"payment","sentence":"Pay {amount} to {creditor}","fields":{"amount":{"kind":"amount"},"creditor":{"kind":"text"}}}]',
    defaultText: 'none',
  }),
  TACET_SESSION_MANAGEMENT: onRequest().register(settingDocs, {
    description:
      'The frame by which pages of clients see whether somebody is still signed in (OIDC Session Management 1.0). It needs a cookie that other sites see, which few browsers still send; prefer back-channel logout. See [flows/logout.md](flows/logout.md).',
    example: 'on',
    defaultText: '`off`',
  }),
  TACET_FEDCM: onRequest().register(settingDocs, {
    description:
      'Let browsers sign people in to clients by themselves (FedCM). It needs a cookie that other sites send. See [flows/fedcm.md](flows/fedcm.md).',
    example: 'on',
    defaultText: '`off`',
  }),

  ...lifetimeSettings,
});

export type Environment = z.output<typeof environment>;
export type SettingName = keyof Environment;

/** Every setting with its schema, in the order of the document. */
export const settingEntries: readonly (readonly [SettingName, z.ZodType])[] = Object.entries(
  environment.shape,
).flatMap(([name, schema]) => {
  const known = environment.keyof().safeParse(name);
  return known.success ? [[known.data, schema] as const] : [];
});
