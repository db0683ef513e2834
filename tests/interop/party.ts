import type { TestServer } from '../harness/server.ts';
import type { Visitor } from './visitor.ts';

/** What a relying party is tried with: a fresh server, somebody with an account, and a browser that knows nobody yet. */
export interface World {
  readonly server: TestServer;
  readonly issuer: string;
  readonly visitor: Visitor;
  /** Registers a client; the secret is for confidential ones. */
  readonly client: TestServer['client'];
}

/** A library that people build with. */
export interface Party {
  readonly name: string;
  /** Settings that its server needs. */
  readonly env?: Readonly<Record<string, string>>;
  /** A full login, a refresh and a logout, each by the library's own means where it has one. Throws when one fails. */
  run(world: World): Promise<void>;
}
