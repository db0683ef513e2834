import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { type Answer, call, MINIMAL, register } from './registering.ts';

describe('RFC 7592 /register/:id', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ env: { TACET_DYNAMIC_REGISTRATION: 'open' } });
  });
  after(() => server.stop());

  const ask = (method: string, { told }: Answer, body?: unknown) =>
    call(method, told.registration_client_uri, { body, token: told.registration_access_token });
  const put = (made: Answer, changes: object) =>
    ask('PUT', made, { client_id: made.told.client_id, ...MINIMAL, ...changes });

  it('C22 §2.1 GET tells what is registered, but for the secret', async () => {
    const made = await register(server, { ...MINIMAL, initiate_login_uri: 'https://notes.test/begin' });
    const { status, headers, told } = await ask('GET', made);
    assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store']);
    const { client_secret: _, ...rest } = made.told;
    assert.deepEqual(told, rest);
  });

  it('§2.2 PUT takes the place of everything, and what is left out falls back to its default', async () => {
    const made = await register(server, { ...MINIMAL, contacts: ['a@notes.test'], scope: 'openid' });
    const { status, told } = await put(made, { client_name: 'Better notes' });
    assert.deepEqual([status, told.client_name, told.contacts], [200, 'Better notes', undefined]);
    assert.equal(told.scope, 'openid profile email offline_access');
    assert.equal(told.client_secret, undefined);
    const client = await server.parts.storage.clients.find(made.told.client_id);
    assert.equal(client?.secretDigests.length, 1);
    assert.equal(client?.settings.tacetRegisteredBy, 'self');
  });

  it('§2.2 makes a secret when one is needed, and drops it when none is', async () => {
    const made = await register(server, { ...MINIMAL, token_endpoint_auth_method: 'none' });
    assert.equal(made.told.client_secret, undefined);
    const confidential = await put(made, { token_endpoint_auth_method: 'client_secret_post' });
    assert.match(confidential.told.client_secret ?? '', /^cs_/);
    const [withSecret, wrong] = [confidential.told.client_secret, `cs_${'x'.repeat(43)}`];
    assert.equal((await put(made, { client_secret: withSecret })).status, 200);
    assert.equal((await put(made, { client_secret: wrong })).status, 400);
    await put(made, { token_endpoint_auth_method: 'none' });
    const client = await server.parts.storage.clients.find(made.told.client_id);
    assert.deepEqual(client?.secretDigests, []);
  });

  const swaps: readonly (readonly [string, Record<string, unknown>])[] = [
    ['an address that is a script', { redirect_uris: ['javascript:alert(1)'] }],
    ['an address with a fragment', { redirect_uris: ['https://notes.test/cb#x'] }],
    ['a grant of the operator', { grant_types: ['authorization_code', 'client_credentials'] }],
    ['a private key', { jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'A', d: 'A' }] } }],
    ['a policy that is a script', { policy_uri: 'javascript:alert(1)' }],
    ['a sector of others', { subject_type: 'pairwise', sector_identifier_uri: 'https://127.0.0.1/sector' }],
    ['keys behind the fence', { jwks_uri: 'http://169.254.169.254/keys' }],
    ['no signature', { id_token_signed_response_alg: 'none' }],
  ];
  for (const [what, changes] of swaps) {
    it(`★DR-03 a change to ${what} is judged like a registration, and changes nothing`, async () => {
      const made = await register(server, MINIMAL);
      const before = await server.parts.storage.clients.find(made.told.client_id);
      const { status, told } = await put(made, changes);
      assert.equal(status, 400);
      assert.match(told.error ?? '', /^invalid_(redirect_uri|client_metadata)$/);
      assert.deepEqual(await server.parts.storage.clients.find(made.told.client_id), before);
    });
  }

  it('★DR-03 a change gives no more than a registration does', async () => {
    const made = await register(server, MINIMAL);
    await put(made, {
      tacet_first_party: true,
      tacet_pkce_required: false,
      trusted: true,
      scope: 'openid admin',
    });
    assert.partialDeepStrictEqual(await server.parts.storage.clients.find(made.told.client_id), {
      firstParty: false,
      pkceRequired: true,
      scopes: ['openid'],
    });
  });

  it('§2.2 a change names its client, and none of the members that the server settles', async () => {
    const made = await register(server, MINIMAL);
    for (const changes of [
      { client_id: 'another' },
      { client_id: undefined },
      { registration_access_token: made.told.registration_access_token },
      { registration_client_uri: 'https://evil.test' },
      { client_secret_expires_at: 0 },
      { client_id_issued_at: 1 },
    ]) {
      const { status, told } = await put(made, changes);
      assert.deepEqual([status, told.error], [400, 'invalid_request']);
    }
  });

  it('C22 §2.3 DELETE answers 204, and then there is nobody', async () => {
    const made = await register(server, MINIMAL);
    const { status, text } = await ask('DELETE', made);
    assert.deepEqual([status, text], [204, '']);
    assert.equal((await ask('GET', made)).status, 401);
    assert.equal(await server.parts.storage.clients.find(made.told.client_id), undefined);
  });

  it('§2 a wrong token, none, another client’s, an unknown client and a disabled one look the same', async () => {
    const [mine, others] = [await register(server, MINIMAL), await register(server, MINIMAL)];
    const byOperator = await server.client();
    const nobody = `${server.issuer}/register/nobody`;
    const token = mine.told.registration_access_token;
    const answers = [
      await call('GET', mine.told.registration_client_uri, { token: `ra_${'x'.repeat(43)}` }),
      await call('GET', mine.told.registration_client_uri, {}),
      await call('GET', others.told.registration_client_uri, { token }),
      await call('GET', nobody, { token }),
      await call('GET', `${server.issuer}/register/${byOperator.client.id}`, { token }),
      await call('PUT', others.told.registration_client_uri, { token, body: MINIMAL }),
      await call('DELETE', others.told.registration_client_uri, { token }),
      await disabled(others),
    ];
    for (const { status, text, headers } of answers) {
      assert.deepEqual([status, text], [401, answers[0]?.text]);
      assert.match(headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token"/);
    }
  });

  async function disabled(made: Answer): Promise<Answer> {
    const { clients } = server.parts.storage;
    const client = await clients.find(made.told.client_id);
    assert.ok(client);
    const event = { kind: 'client.updated', atSeconds: server.clock.nowSeconds() } as const;
    await clients.update({ ...client, enabled: false }, event);
    server.clock.turn(5);
    return ask('GET', made);
  }

  it('DR-05 the sweep takes away who was never used for 90 days, and nobody else', async () => {
    const [unused, used] = [await register(server, MINIMAL), await register(server, MINIMAL)];
    const byOperator = await server.client();
    const account = await server.account('ada@example.org');
    const { consents, clients, sweep } = server.parts.storage;
    const nowSeconds = server.clock.nowSeconds();
    await consents.save(
      {
        accountId: account.id,
        clientId: used.told.client_id,
        scopes: ['openid'],
        hosts: ['notes.test'],
        grantedAtSeconds: nowSeconds,
      },
      { kind: 'consent.given', atSeconds: nowSeconds },
    );
    const left = async () =>
      await Promise.all([unused.told.client_id, used.told.client_id, byOperator.client.id].map(clients.find));
    await sweep(nowSeconds + 89 * 86_400);
    assert.ok((await left()).every((client) => client !== undefined));
    await sweep(nowSeconds + 91 * 86_400);
    const [first, ...others] = await left();
    assert.equal(first, undefined);
    assert.ok(others.every((client) => client !== undefined));
  });
});
