/** A certificate whose private key the caller has proved to hold (RFC 8705 §2). */
export interface ClientCertificate {
  /** DER. */
  readonly raw: Buffer;
  /** base64url SHA-256 of the DER: `x5t#S256` (RFC 8705 §3.1). */
  readonly thumbprint: string;
  /** True when it chains to an authority that this server was told to trust: what `tls_client_auth` needs. */
  readonly trusted: boolean;
}
