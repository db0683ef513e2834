import type { Form } from '../../http/form.ts';
import type { Client } from '../client.ts';

/** What the caller sent that could be a client credential. */
export interface Credentials {
  readonly form: Form;
  readonly authorization: string | undefined;
}

/** Who the caller claims to be, and the secret that shall prove it. */
export interface ClientClaim {
  readonly clientId: string;
  readonly secret: string | undefined;
}

/** One way for a client to prove itself (OAuth 2.1 §2.4). */
export interface ClientAuthMethod {
  readonly name: Client['authMethod'];
  /** True when the request carries what this method uses, well-formed or not. */
  uses(credentials: Credentials): boolean;
  /** Undefined when what it carries cannot be read. */
  claim(credentials: Credentials): ClientClaim | undefined;
}
