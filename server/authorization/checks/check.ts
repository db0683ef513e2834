import type { Client } from '../../clients/client.ts';
import type { Config } from '../../config/config.ts';
import type { Parameters } from '../../http/form.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { AuthorizationRequest, ResponseTarget } from '../request.ts';

/** What a check may look at. The client and the return address are already trusted. */
export interface Question {
  readonly parameters: Parameters;
  readonly client: Client;
  readonly target: ResponseTarget;
  readonly config: Pick<Config, 'issuer'>;
  readonly keyring: Pick<Keyring, 'verify'>;
}

/** One rule of the specs: throws the OAuthError that goes to the client, or tells what the request now holds. */
export type Check = (question: Question) => Partial<AuthorizationRequest>;
