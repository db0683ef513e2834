import { holdsSecret } from './held-secret.ts';
import type { ClientAuthMethod } from './method.ts';

/** Id and secret in the Authorization header, each form-encoded before they are joined (RFC 6749 §2.3.1). */
export const clientSecretBasic: ClientAuthMethod = {
  name: 'client_secret_basic',
  carrier: 'header',
  // Whatever the scheme: a header that we cannot read must not be passed over in favour of the form.
  uses: ({ header }) => header('Authorization') !== undefined,
  claimedId: ({ header }) => readBasic(header('Authorization') ?? '')?.clientId,
  proves: (client, request, tools) =>
    holdsSecret(client, readBasic(request.header('Authorization') ?? '')?.secret, request, tools),
};

const HEADER_CHARACTERS_MAX = 2048;

/** Strict all the way (CA-03): what Node would decode loosely, bad padding for one, is no credential. */
function readBasic(header: string): { readonly clientId: string; readonly secret: string } | undefined {
  if (header.length > HEADER_CHARACTERS_MAX) return undefined;
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;

  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) return undefined;
  const joined = bytes.toString('latin1');
  const colon = joined.indexOf(':');
  if (colon < 0) return undefined;

  const clientId = formDecoded(joined.slice(0, colon));
  const secret = formDecoded(joined.slice(colon + 1));
  return clientId === undefined || secret === undefined ? undefined : { clientId, secret };
}

const PRINTABLE = /^[\x20-\x7E]+$/;

// Ids and secrets of ours are made of [A-Za-z0-9_-], which means the same encoded and raw: many clients send it raw.
function formDecoded(text: string): string | undefined {
  if (!PRINTABLE.test(text)) return undefined;
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
