import type { Caller } from './caller.ts';
import type { ClientCertificate } from './client-certificate.ts';
import type { Form } from './form.ts';

/** What a protocol endpoint may see of a form POST: no parameter twice, nothing from the query. */
export interface FormRequest {
  readonly method: 'POST';
  /** Of the endpoint, as discovery tells it after the issuer: `/token`. */
  readonly path: string;
  readonly form: Form;
  /** All values of a parameter that a spec lets be repeated, in their order; empty when it is absent. */
  readonly many: (name: Repeatable) => readonly string[];
  readonly header: (name: 'Authorization' | 'Origin' | 'Accept') => string | undefined;
  /** Every DPoP header that came: more than one is no proof (RFC 9449 §4.3). */
  readonly proofs: readonly string[];
  /** That the TLS connection, or a trusted proxy in its name, has proved to hold (RFC 8705 §2). */
  readonly certificate: ClientCertificate | undefined;
  readonly caller: Caller;
  /** Puts a header on the answer, be it a refusal or not. */
  readonly tell: (header: 'DPoP-Nonce', value: string) => void;
}

/** RFC 8707 §2, RFC 8693 §2.1: the parameters that may be sent more than once. */
export type Repeatable = 'resource' | 'audience';
