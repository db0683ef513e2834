import type { OAuthError } from '../protocol/error.ts';
import type { Client } from '../clients/client.ts';
import type { Terms } from '../tokens/terms.ts';
import type { ReturnAddress } from './return-address.ts';

/** Where and how the answer of an authorization request goes. */
export interface ResponseTarget {
  readonly address: ReturnAddress;
  readonly mode: 'query' | 'form_post';
  readonly state: string | undefined;
}

/** A request that passed every check of validate.ts. Stored in the interaction until it is answered. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly target: ResponseTarget;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly prompts: readonly ('none' | 'login' | 'consent' | 'select_account')[];
  readonly maxAgeSeconds: number | undefined;
  readonly loginHint: string | undefined;
  /** `sub` of a verified id_token_hint: only that account may answer. */
  readonly hintedAccountId: string | undefined;
  readonly uiLocales: readonly string[];
  readonly acrValues: readonly string[];
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
