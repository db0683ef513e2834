import type { StatementIssuer } from '../protocol/statement-issuers.ts';
import type { Secret } from '../platform/secret.ts';
import type { ConfiguredDetailType } from '../protocol/detail-types.ts';
import type { ConfiguredRecordType } from '../protocol/record-types.ts';
import type { TrustedIssuer } from '../protocol/trusted-issuers.ts';
import type { Resource } from '../protocol/resources.ts';
import type { RegistrationMode } from './registration.ts';

/** What an operator decided, checked and frozen at start. Nothing else in the house reads the environment. */
export interface Config {
  readonly mode: 'development' | 'production';
  /** Public URL of this server, without a trailing slash; the source of every link, never a Host header. */
  readonly issuer: string;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly keysDir: string;
  /** Who holds the key-encryption keys that are made from now on, and where to find those that lie elsewhere. */
  readonly keys: { readonly provider: 'local' | 'transit'; readonly transit: TransitConfig | undefined };
  /** Absent: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: Secret | undefined;
  /** Absent: ephemera in the memory of this one process. */
  readonly redisUrl: Secret | undefined;
  /** smtp:// or smtps:// URL. Absent (development only): letters stay in the outbox and are read at /dev/mail. */
  readonly mailUrl: Secret | undefined;
  readonly mailFrom: string;
  /** Addresses or CIDR ranges whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** The header, in lower case, in which one of them tells the country of a caller. */
  readonly countryHeader: string | undefined;
  readonly registration: RegistrationMode;
  /** `required`: who has no factor of their own is asked for a mailed code. */
  readonly secondFactor: 'optional' | 'required';
  readonly workers: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Multiplies every throttle budget; 1 in production. */
  readonly throttleScale: number;
  readonly tls:
    | {
        readonly certFile: string;
        readonly keyFile: string;
        /** Set: clients are asked for a certificate, and those of these authorities are trusted. */
        readonly clientAuthoritiesFile?: string | undefined;
      }
    | undefined;
  /** Headers, in lower case, in which a trusted proxy passes on the certificate of a client, and that it verified it. */
  readonly clientCertificate: {
    readonly header: string | undefined;
    readonly verifiedHeader: string | undefined;
  };
  /** Another origin of the same endpoints, where certificates are asked for. */
  readonly mtlsOrigin: string | undefined;
  /** What outgoing calls may reach beside the public internet: addresses, CIDR ranges, host:port. */
  readonly egressAllow: readonly string[];
  /** PEM file of authorities that outgoing calls believe besides those of the system. */
  readonly egressCaFile: string | undefined;
  /** The resource servers that clients may ask tokens for (RFC 8707), besides this server itself. */
  readonly resources: readonly Resource[];
  /** Whose assertions about people and clients are believed (RFC 7523 §2.1). */
  readonly trustedIssuers: readonly TrustedIssuer[];
  /** The types of `authorization_details` that the operator designed (RFC 9396). */
  readonly authorizationDetails: readonly ConfiguredDetailType[];
  /** The types of records that the operator designed. */
  readonly recordTypes: readonly ConfiguredRecordType[];
  /** How old a sign-in may be for records to be read in clear; undefined: as old as it likes. */
  readonly revealSignInSeconds: number | undefined;
  /** Of all that an account keeps in its vault, of every app together. */
  readonly vaultQuotaBytes: number;
  /** Whether a DPoP proof must carry a nonce of ours, or may (RFC 9449 §8). */
  readonly dpopNonce: 'offered' | 'required';
  /** Who may register a client by itself (RFC 7591): nobody, who has a token or an approved statement, everybody. */
  readonly dynamicRegistration: 'off' | 'token' | 'statement' | 'open';
  /** Whose software statements are believed. */
  readonly statementIssuers: readonly StatementIssuer[];
  readonly clientDocuments: 'off' | 'allow';
  /** Hosts whose client id documents are read; empty: all. */
  readonly clientDocumentHosts: readonly string[];
  /** OIDC Session Management 1.0, with its cookie that other sites see. */
  readonly sessionManagement: boolean;
  /** FedCM, with its cookie that other sites send. */
  readonly fedcm: boolean;
  readonly lifetimes: Lifetimes;
}

/** The Transit engine of an OpenBao or Vault server, and how to log in there. */
export interface TransitConfig {
  /** Scheme, host and port. */
  readonly url: string;
  readonly namespace: string | undefined;
  readonly mount: string;
  /** Name of the key; its versions are our key-encryption keys. */
  readonly key: string;
  readonly login:
    | {
        readonly method: 'token';
        readonly token: Secret;
        /** It lies in a file, where somebody else may put another. */
        readonly mayChange: boolean;
      }
    | {
        readonly method: 'approle';
        readonly mount: string;
        readonly roleId: Secret;
        readonly secretId: Secret;
      }
    | {
        readonly method: 'kubernetes';
        readonly mount: string;
        readonly role: string;
        readonly jwtFile: string;
      };
  /** PEM file of the authorities that vouch for it; absent: those of the system. */
  readonly caFile: string | undefined;
}

/** All in seconds. Defaults: product.md, Lifetimes. */
export interface Lifetimes {
  readonly interactionSeconds: number;
  readonly loginAttemptSeconds: number;
  readonly codeSeconds: number;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshAbsoluteSeconds: number;
  readonly refreshIdleSeconds: number;
  readonly refreshRetrySeconds: number;
  readonly sessionIdleSeconds: number;
  readonly sessionAbsoluteSeconds: number;
  readonly signUpTicketSeconds: number;
  readonly resetSeconds: number;
  readonly undoEmailSeconds: number;
  readonly rememberBrowserSeconds: number;
  readonly inviteSeconds: number;
  /** How long a mailed link for another address is good. */
  readonly emailChangeSeconds: number;
  /** How long somebody may take back that they want their account gone. */
  readonly deletionGraceSeconds: number;
  readonly signingKeySeconds: number;
  readonly signingKeyPublishSeconds: number;
  readonly clockLeewaySeconds: number;
}
