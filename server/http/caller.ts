/** Who is asking, as far as it may be written down. */
export interface Caller {
  readonly requestId: string;
  /** The /24 (IPv4) or /64 (IPv6) of the peer, found by `peer-address.ts`; throttles and audit take nothing finer. */
  readonly addressPrefix: string;
  /** Cut to a named limit. */
  readonly userAgent: string;
  /** ISO 3166-1 alpha-2, where a proxy of ours tells it. */
  readonly country?: string | undefined;
}
