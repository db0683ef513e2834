import type { Client } from '../../clients/client.ts';
import type { Parameters } from '../../http/form.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { DetailsConfig } from '../details/index.ts';
import type { AuthorizationRequest, ResponseTarget } from '../request.ts';

/** What a check may look at. The client and the return address are already trusted. */
export interface Question {
  readonly parameters: Parameters;
  readonly client: Client;
  readonly target: ResponseTarget;
  /** How the request came: in the address bar, or pushed by the client itself (RFC 9126). */
  readonly way: 'browser' | 'pushed';
  /** True when the parameters are those of a request object whose signature held (RFC 9101). */
  readonly signed: boolean;
  /** The DPoP key that the client proved to hold when it pushed the request. */
  readonly provenThumbprint: string | undefined;
  readonly config: DetailsConfig;
  readonly keyring: Pick<Keyring, 'verify'>;
}

/**
 * One rule of the specs: throws the OAuthError that goes to the client, or tells what the request now holds besides
 * what is known so far. Terms are added to those that are there.
 */
export type Check = (question: Question, soFar: AuthorizationRequest) => Partial<AuthorizationRequest>;
