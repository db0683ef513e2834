import type { TestServer } from '../harness/server.ts';
import { assertion, type Keys } from './fapi-client.ts';

/** A client of the suite, and what it proves itself with. */
export type SuiteClient = SecretClient | KeyClient;

export interface SecretClient {
  readonly id: string;
  readonly secret: string;
  readonly method: 'client_secret_basic' | 'client_secret_post';
}

export interface KeyClient {
  readonly id: string;
  readonly keys: Keys;
  readonly method: 'private_key_jwt';
  /** Whom its assertions are for: the token endpoint, as the suite writes it outside of FAPI (C4), unless it says. */
  readonly audience?: string;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A call of the token endpoint with the client's own method. */
export async function callToken(
  { issuer, server }: { readonly issuer: string; readonly server: Pick<TestServer, 'clock'> },
  client: SuiteClient,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  const url = `${issuer}/token`;
  const body = new URLSearchParams(fields);
  const headers = new Headers();
  switch (client.method) {
    case 'client_secret_post':
      body.set('client_id', client.id);
      body.set('client_secret', client.secret);
      break;
    case 'client_secret_basic':
      headers.set('Authorization', `Basic ${basic(client)}`);
      break;
    case 'private_key_jwt': {
      const claims = { aud: client.audience ?? url };
      body.set('client_assertion_type', ASSERTION_TYPE);
      body.set(
        'client_assertion',
        await assertion(issuer, server.clock.nowSeconds(), client, { claims, by: client.keys }),
      );
    }
  }
  return fetch(url, { method: 'POST', headers, body });
}

/** C23: each of the two is written as in a form before they are joined. */
function basic({ id, secret }: SecretClient): string {
  const encoded = [id, secret].map((part) => new URLSearchParams({ part }).toString().slice('part='.length));
  return Buffer.from(encoded.join(':')).toString('base64');
}
