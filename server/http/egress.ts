/** What came back: any status, headers in lower case, the whole body. */
export interface EgressAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface EgressRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Of the body that is read; more is refused. */
  readonly bytesMax: number;
}

/**
 * The only way to call an address that somebody else chose (attacks.md §1.11, class 7): https alone, every address that
 * the name resolves to is judged and the judged one is connected to, no redirect is followed, time and size are bounded.
 */
export interface Egress {
  /** Throws EgressRefused, with one and the same text, for whatever kept the answer from coming (SS-06). */
  call(request: EgressRequest): Promise<EgressAnswer>;
}

/** The address is none that we call, or nothing usable came from it. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused';
}
