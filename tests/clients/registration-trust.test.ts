import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startServer, type TestServer } from '../harness/server.ts';
import { target } from '../http/egress-target.ts';
import { call, giveOut, MINIMAL, register } from './registering.ts';

const ISSUER = 'https://vouches.test';

describe('RFC 7591 §2.3 software statements', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const stranger = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one' }] };
  const issuers = JSON.stringify([{ issuer: ISSUER, jwks }]);
  let server: TestServer;
  before(async () => {
    server = await startServer({
      env: { TACET_DYNAMIC_REGISTRATION: 'statement', TACET_SOFTWARE_STATEMENT_ISSUERS: issuers },
    });
  });
  after(() => server.stop());

  const statement = (claims: Record<string, unknown>, { iss = ISSUER, by = privateKey } = {}) =>
    new SignJWT({ iss, ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(by);

  it('let their bearer in, have the last word, and are told back unchanged', async () => {
    const said = await statement({ software_id: 'notes-4', client_name: 'Vouched', iat: 1 });
    const { status, told } = await register(server, {
      ...MINIMAL,
      software_id: 'x',
      software_statement: said,
    });
    assert.equal(status, 201);
    assert.deepEqual([told.client_name, told.software_id], ['Vouched', 'notes-4']);
    assert.equal(told.software_statement, said);
  });

  it('★DR-02 cannot give what is the operator’s to give', async () => {
    const said = await statement({
      tacet_first_party: true,
      grant_types: ['authorization_code', 'password'],
    });
    assert.equal((await register(server, { ...MINIMAL, software_statement: said })).status, 400);
    const other = await statement({ tacet_first_party: true });
    const { told } = await register(server, { ...MINIMAL, software_statement: other });
    assert.equal((await server.parts.storage.clients.find(told.client_id))?.firstParty, false);
  });

  it('★DR-03 are judged again at a change', async () => {
    const said = await statement({ client_name: 'Vouched' });
    const { told } = await register(server, { ...MINIMAL, software_statement: said });
    const forged = await statement({ client_name: 'Forged' }, { by: stranger.privateKey });
    const { client_id, registration_access_token: token, registration_client_uri: uri } = told;
    const body = { ...MINIMAL, client_id, software_statement: forged };
    assert.equal((await call('PUT', uri, { body, token })).told.error, 'invalid_software_statement');
  });

  it('are refused when they are not what they should be', async () => {
    const now = server.clock.nowSeconds();
    const [, payload = ''] = (await statement({})).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const refused: readonly (readonly [unknown, string])[] = [
      [await statement({}, { iss: 'https://unknown.test' }), 'unapproved_software_statement'],
      [await statement({}, { by: stranger.privateKey }), 'invalid_software_statement'],
      [await statement({ exp: now }), 'invalid_software_statement'],
      [await statement({ nbf: now + 60 }), 'invalid_software_statement'],
      [await statement({ exp: 'never' }), 'invalid_software_statement'],
      [none, 'invalid_software_statement'],
      ['x', 'invalid_software_statement'],
      [{ iss: ISSUER }, 'invalid_software_statement'],
      [undefined, 'invalid_software_statement'],
    ];
    for (const [said, code] of refused) {
      const { status, told } = await register(server, { ...MINIMAL, software_statement: said });
      assert.deepEqual([status, told.error], [400, code]);
    }
  });

  it('need not be there when the operator gave a token', async () => {
    const token = await giveOut(server);
    assert.equal((await register(server, MINIMAL, { token })).status, 201);
  });

  it('are passed over by a server that believes nobody', async () => {
    const other = await startServer({ env: { TACET_DYNAMIC_REGISTRATION: 'open' } });
    try {
      const said = { ...MINIMAL, software_statement: await statement({ client_name: 'Vouched' }) };
      const { status, told } = await register(other, said);
      assert.deepEqual([status, told.client_name, told.software_statement], [201, 'Notes', undefined]);
    } finally {
      await other.stop();
    }
  });
});

describe('OIDC Registration §5 sector_identifier_uri', () => {
  it('§2.8 is read once, at registration, and must list every redirect address', async () => {
    let list: unknown = ['https://a.test/cb', 'https://b.test/cb'];
    await using sector = await target((_, response) => response.end(JSON.stringify(list)));
    const server = await startServer({
      env: {
        TACET_DYNAMIC_REGISTRATION: 'open',
        TACET_EGRESS_ALLOW: '127.0.0.1, ::1',
        TACET_EGRESS_CA: sector.caFile,
      },
    });
    try {
      const metadata = { subject_type: 'pairwise', sector_identifier_uri: `${sector.url}/list` };
      const good = await register(server, {
        ...metadata,
        redirect_uris: ['https://a.test/cb', 'https://b.test/cb'],
      });
      assert.deepEqual([good.status, sector.connections()], [201, 1]);

      for (const answer of [['https://a.test/cb'], [], {}, 'https://b.test/cb', null, [1]]) {
        list = answer;
        const { status, told } = await register(server, {
          ...metadata,
          redirect_uris: ['https://b.test/cb'],
        });
        assert.deepEqual([status, told.error], [400, 'invalid_client_metadata']);
      }
    } finally {
      await server.stop();
    }
  });

  it('★SS-01 SS-06 an inner address gives the words of a list that does not fit, and is not called', async () => {
    await using canary = await target((_, response) => response.end('["https://a.test/cb"]'));
    const server = await startServer({ env: { TACET_DYNAMIC_REGISTRATION: 'open' } });
    try {
      const texts = new Set<string>();
      for (const url of [
        canary.url,
        `https://127.0.0.1:${canary.port}/`,
        'https://127.0.0.1:1/',
        'https://x.invalid/',
      ]) {
        const { text, status } = await register(server, {
          ...{ subject_type: 'pairwise', sector_identifier_uri: url, redirect_uris: ['https://a.test/cb'] },
        });
        assert.equal(status, 400);
        texts.add(text);
      }
      assert.deepEqual([texts.size, canary.connections()], [1, 0]);
    } finally {
      await server.stop();
    }
  });
});

describe('RFC 8252 an app on a device that registers itself', () => {
  const inProduction = { TACET_MODE: 'production', TACET_DYNAMIC_REGISTRATION: 'open' };
  for (const [mode, env] of [
    ['development', { TACET_DYNAMIC_REGISTRATION: 'open' }],
    ['production', inProduction],
  ] as const) {
    it(`MCP is known by its loopback or private-use address, in ${mode}`, async () => {
      const more = { ISSUER: 'http://localhost:4242', TACET_MAIL_URL: 'smtp://localhost:1' };
      const server = await startServer({ env: mode === 'production' ? { ...env, ...more } : env });
      const url = `http://localhost:${server.parts.config.port}/register`;
      try {
        const addresses = [
          'http://127.0.0.1:33418/',
          'http://localhost:6274/oauth/callback',
          'http://[::1]/cb',
          'com.example.app:/cb',
        ];
        for (const uri of addresses) {
          const body = { redirect_uris: [uri], token_endpoint_auth_method: 'none' };
          const { status, told } = await call('POST', url, { body });
          assert.deepEqual(
            [status, told.application_type, told.token_endpoint_auth_method, told.client_secret],
            [201, 'native', 'none', undefined],
          );
          assert.ok(told.client_name);
        }
        const asked = {
          redirect_uris: ['com.example.app:/cb'],
          token_endpoint_auth_method: 'client_secret_post',
        };
        const { told } = await call('POST', url, { body: asked });
        assert.deepEqual([told.client_name, told.token_endpoint_auth_method], ['com.example.app', 'none']);
      } finally {
        await server.stop();
      }
    });
  }

  it('§2.3 a server that somebody develops on this machine keeps its secret', async () => {
    const server = await startServer({ env: { TACET_DYNAMIC_REGISTRATION: 'open' } });
    try {
      const { told } = await register(server, { redirect_uris: ['http://localhost:3000/cb'] });
      assert.deepEqual([told.application_type, told.client_name], ['web', 'localhost:3000']);
      assert.match(told.client_secret ?? '', /^cs_/);
    } finally {
      await server.stop();
    }
  });
});
