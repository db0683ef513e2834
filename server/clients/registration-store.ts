import type { AuditEvent } from '../audit/event.ts';
import type { Client } from './client.ts';

/** What an operator gave out so that somebody may register (RFC 7591 §3). Its digest alone is kept. */
export interface InitialToken {
  readonly digest: string;
  readonly usesLeft: number;
  /** Whether its holder may register a client that acts for itself (client_credentials). */
  readonly machines: boolean;
  readonly createdAtSeconds: number;
  readonly expiresAtSeconds: number;
}

/** How a client comes in by itself, and proves later that it was the one. */
export interface RegistrationStore {
  giveOut(token: InitialToken): Promise<void>;
  /** One that is alive and has a use left. Nothing is used up by looking. */
  findInitial(digest: string, nowSeconds: number): Promise<InitialToken | undefined>;
  /**
   * Writes the client down, and uses the initial token up in the same statement; false when it had no use left, and then
   * there is no client (DR-01).
   */
  register(
    client: Client,
    by: {
      readonly tokenDigest: string;
      readonly initialDigest: string | undefined;
      readonly nowSeconds: number;
    },
    event: AuditEvent,
  ): Promise<boolean>;
  /** Whether the registration access token of that client has this digest. */
  holds(clientId: string, tokenDigest: string): Promise<boolean>;
  /** Writes down a client that is a document, or what it says now. Whether it is enabled stays as it was. */
  keepDocument(client: Client, event: AuditEvent): Promise<void>;
}
