import type { Config } from '../../config/config.ts';
import type { FormRequest } from '../../http/json-request.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ReplayGuard } from '../../platform/replay.ts';
import type { ClientKeys } from '../client-keys.ts';
import type { Client } from '../client.ts';
import type { SecretGuesses } from '../secret-guesses.ts';

/** All of a request that can have to do with who sent it. */
export type ClientRequest = Pick<FormRequest, 'form' | 'header' | 'path' | 'certificate' | 'caller'>;

/** What a proof may be judged with. */
export interface ProofTools {
  readonly clientKeys: ClientKeys;
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly replay: ReplayGuard;
  readonly guesses: SecretGuesses;
  readonly clock: Clock;
  readonly config: Pick<Config, 'issuer'>;
}

/**
 * Where a request carries the proof. A request may use one of them (OAuth 2.1 §2.4), and several methods may share
 * one: which of those it is then says the registration of the client.
 */
export type ProofCarrier = 'header' | 'secret' | 'assertion' | 'id alone';

/** One way for a client to prove itself. */
export interface ClientAuthMethod {
  readonly name: Client['authMethod'];
  readonly carrier: ProofCarrier;
  /** True when the request carries what this method uses, well-formed or not. */
  uses(request: ClientRequest): boolean;
  /** Whom the request names; undefined when what it carries cannot be read. */
  claimedId(request: ClientRequest): string | undefined;
  /**
   * Whether the request proves to come from that client. Asked for unknown clients too, so that a method whose work
   * would tell them apart can do it all the same.
   */
  proves(client: Client | undefined, request: ClientRequest, tools: ProofTools): Promise<boolean>;
}
