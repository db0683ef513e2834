import type { KsfId } from '../../contract/opaque-parameters.ts';

/** What the server keeps of a password: an OPAQUE registration record, useless without the server setup. */
export interface Credential {
  readonly accountId: string;
  /** HMAC(own key, canonical e-mail), base64url; made once and stored (decision 8). */
  readonly credentialId: string;
  /** The server setup this record was made under. */
  readonly setupId: string;
  readonly ksfId: KsfId;
  /** 256 characters of base64url: the RFC 9807 registration record. */
  readonly registrationRecord: string;
  readonly createdAtSeconds: number;
}
