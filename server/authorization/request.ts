import type { OAuthError } from '../protocol/error.ts';
import type { Prompt } from '../protocol/prompt.ts';
import type { ResponseModeName } from '../protocol/response-mode.ts';
import type { Client } from '../clients/client.ts';
import type { Terms } from '../tokens/terms.ts';
import type { KeysAsked } from './keys-asked.ts';
import type { ReturnAddress } from './return-address.ts';

/** Where and how the answer of an authorization request goes. */
export interface ResponseTarget {
  readonly address: ReturnAddress;
  readonly mode: ResponseModeName;
  readonly state: string | undefined;
}

/** A request that passed every check of validate.ts. Stored in the interaction until it is answered. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly target: ResponseTarget;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly prompts: readonly Prompt[];
  readonly maxAgeSeconds: number | undefined;
  readonly loginHint: string | undefined;
  /** `sub` of a verified id_token_hint, or of the claims parameter: only that account may answer. */
  readonly hintedSubject: string | undefined;
  readonly uiLocales: readonly string[];
  readonly acrValues: readonly string[];
  /** One of these must be reached, or there is no answer (OIDC Core §5.5.1.1); empty: any will do. */
  readonly essentialAcr: readonly string[];
  /** The request_uri it was pushed as: one answer is given to it, and no second (RFC 9126 §7.3). */
  readonly pushedAs: string | undefined;
  /** The end-to-end keys that shall come with the tokens. */
  readonly keys?: KeysAsked | undefined;
  /** What the tokens shall be limited to and bound to besides the scopes. */
  readonly terms: Terms;
}

export type Validation =
  | { readonly kind: 'valid'; readonly client: Client; readonly request: AuthorizationRequest }
  /** The return address is trusted: the error goes there. */
  | {
      readonly kind: 'refused';
      readonly client: Client;
      readonly target: ResponseTarget;
      readonly error: OAuthError;
    }
  /** No trusted return address: an error page of ours, never a redirect (OAuth 2.1 §4.1.2.1). */
  | {
      readonly kind: 'untrusted';
      readonly client: Client | undefined;
      readonly error: OAuthError;
      /** For the "For the developer" block, which is shown in development only. */
      readonly developer: readonly { readonly label: string; readonly value: string }[];
    };
