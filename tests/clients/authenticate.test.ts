import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clientAuthMethods } from '../../server/clients/auth/index.ts';
import type { Client } from '../../server/clients/client.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { authenticator, clientStore, spa } from './parts.ts';

const secret = 'cs_Qk3vT0s-a_9';
const web: Client = {
  ...spa,
  id: 'web',
  type: 'web',
  authMethod: 'client_secret_basic',
  secretDigests: [fingerprint(secret), fingerprint('the one before')],
};
const post: Client = { ...web, id: 'post', authMethod: 'client_secret_post' };
const disabled: Client = { ...web, id: 'disabled', enabled: false };
const odd: Client = { ...web, id: 'a-b_c.d~e', secretDigests: [fingerprint('p+w/d=%&:-_.~')] };
const bare: Client = { ...web, id: 'bare', secretDigests: [] };
const { authenticate } = authenticator(clientStore(spa, web, post, disabled, odd, bare));

const base64 = (text: string) => Buffer.from(text).toString('base64');
const basic = (id: string, password: string) => `Basic ${base64(`${id}:${password}`)}`;

async function outcome(form: Record<string, string>, authorization?: string): Promise<string> {
  try {
    return (await authenticate({ form, authorization })).id;
  } catch (error) {
    assert.ok(error instanceof OAuthError);
    return error.code;
  }
}

describe('authenticateClient', () => {
  it('offers exactly the methods of OIDC Core §9 and RFC 8705 §2', () => {
    assert.deepEqual(clientAuthMethods.map(({ name }) => name).sort(), [
      'client_secret_basic',
      'client_secret_jwt',
      'client_secret_post',
      'none',
      'private_key_jwt',
      'self_signed_tls_client_auth',
      'tls_client_auth',
    ]);
  });

  const accepted: [string, Record<string, string>, string | undefined, string][] = [
    ['a public client by its id', { client_id: 'spa' }, undefined, 'spa'],
    ['the header', {}, basic('web', secret), 'web'],
    ['the header, beside the same client_id in the form', { client_id: 'web' }, basic('web', secret), 'web'],
    ['a scheme in lower case', {}, basic('web', secret).replace('Basic', 'basic'), 'web'],
    ['the form', { client_id: 'post', client_secret: secret }, undefined, 'post'],
    ['the older of two overlapping secrets', {}, basic('web', 'the+one+before'), 'web'],
    // Interop fact 2: how openid-client, simple-oauth2 and Go write the same credentials.
    [
      'everything percent-encoded',
      {},
      basic('a%2Db%5Fc%2Ed%7Ee', 'p%2Bw%2Fd%3D%25%26%3A%2D%5F%2E%7E'),
      odd.id,
    ],
    ['only reserved characters encoded', {}, basic('a-b_c.d~e', 'p%2Bw%2Fd%3D%25%26%3A-_.~'), odd.id],
  ];
  for (const [what, form, header, id] of accepted) {
    it(`DOD-S10 accepts ${what}`, async () => assert.equal(await outcome(form, header), id));
  }

  const refused: [string, Record<string, string>, string | undefined, string][] = [
    ['CA-01 a wrong secret', {}, basic('web', 'wrong'), 'invalid_client'],
    ['CA-01 an unknown client', {}, basic('nobody', secret), 'invalid_client'],
    ['CA-01 a disabled client', {}, basic('disabled', secret), 'invalid_client'],
    ['CA-01 a client that has no secret at all', {}, basic('bare', ''), 'invalid_client'],
    [
      'CA-02 header and form at once',
      { client_id: 'web', client_secret: secret },
      basic('web', secret),
      'invalid_request',
    ],
    ['CA-02 another client_id in the form', { client_id: 'spa' }, basic('web', secret), 'invalid_request'],
    [
      'CA-02 the form for a client of the header',
      { client_id: 'web', client_secret: secret },
      undefined,
      'invalid_client',
    ],
    ['CA-02 the header for a client of the form', {}, basic('post', secret), 'invalid_client'],
    [
      'CA-02 a secret from a public client',
      { client_id: 'spa', client_secret: secret },
      undefined,
      'invalid_client',
    ],
    ['CA-02 the header from a public client', {}, basic('spa', ''), 'invalid_client'],
    ['CA-03 no base64', {}, 'Basic %%%', 'invalid_client'],
    ['CA-03 wrong padding', {}, `Basic ${base64('web:x').replace(/=+$/, '')}=====`, 'invalid_client'],
    [
      'CA-03 missing padding',
      {},
      basic(odd.id, 'p%2Bw%2Fd%3D%25%26%3A-_.~').replace('=', ''),
      'invalid_client',
    ],
    ['CA-03 no colon', {}, `Basic ${base64('web')}`, 'invalid_client'],
    ['CA-03 a broken percent', {}, basic('web', '%zz'), 'invalid_client'],
    ['CA-03 broken UTF-8', {}, basic('web', '%ff'), 'invalid_client'],
    ['CA-03 a NUL in the id', {}, basic('web%00', secret), 'invalid_client'],
    ['CA-03 a header beyond measure', {}, basic('web', 'x'.repeat(5_000)), 'invalid_client'],
    ['CA-03 another scheme', { client_id: 'spa' }, 'Bearer abc', 'invalid_client'],
    ['CA-05 a confidential client without its secret', { client_id: 'web' }, undefined, 'invalid_client'],
    ['CA-05 nothing at all', {}, undefined, 'invalid_client'],
    ['CA-05 a secret without an id', { client_secret: secret }, undefined, 'invalid_client'],
    [
      'CA-09 an assertion beside a good secret',
      { client_id: 'post', client_secret: secret, client_assertion: 'x' },
      undefined,
      'invalid_request',
    ],
    [
      'CA-09 an assertion of a public client',
      { client_id: 'spa', client_assertion: 'x' },
      undefined,
      'invalid_client',
    ],
    ['an id of ten kilobytes', { client_id: 'x'.repeat(10_000) }, undefined, 'invalid_client'],
  ];
  for (const [what, form, header, code] of refused) {
    it(`${what} is ${code}`, async () => assert.equal(await outcome(form, header), code));
  }

  it('CA-01 says the same for every reason', async () => {
    const bodies = await Promise.all(
      [basic('web', 'wrong'), basic('nobody', secret), basic('disabled', secret), basic('post', secret)].map(
        (authorization) =>
          authenticate({ form: {}, authorization }).then(
            () => 'accepted',
            (error: unknown) => JSON.stringify(error),
          ),
      ),
    );
    assert.equal(new Set(bodies).size, 1);
    assert.ok(bodies[0]?.includes('invalid_client'));
  });

  it('CA-03 never throws anything but a refusal, whatever the header', async () => {
    const header = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => `Basic ${base64(text)}`),
      fc.base64String({ maxLength: 300 }).map((text) => `Basic ${text}`),
      fc.tuple(fc.string(), fc.string()).map(([id, password]) => basic(id, password)),
    );
    const form = fc.dictionary(
      fc.constantFrom('client_id', 'client_secret', 'client_assertion', 'code'),
      fc.constantFrom('spa', 'web', secret).map(String),
    );
    await fc.assert(
      fc.asyncProperty(header, form, async (authorization, fields) => {
        assert.match(await outcome(fields, authorization), /^invalid_(client|request)$/);
      }),
      { numRuns: 3_000 },
    );
  });
});
