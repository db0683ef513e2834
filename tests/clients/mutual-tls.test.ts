import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, type RequestOptions, request as secureRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Client } from '../../server/clients/client.ts';
import { publicJwk } from '../../server/protocol/json-web-key.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { authority, CN, type Issued, name, names } from '../http/authority.ts';

const clientCa = authority('Client authority');
const subject = name([[CN, 'client']]);
const trusted = clientCa.issue({ subject });
const stranger = authority('Another authority').issue({ subject });
const expired = clientCa.issue({ subject, endsInSeconds: -60 });
const own = authority('client');

const byAuthority: Partial<Client> = {
  authMethod: 'tls_client_auth',
  secretDigests: [],
  settings: { tlsClientAuthSubjectDn: 'CN=client' },
};
const byKey: Partial<Client> = {
  authMethod: 'self_signed_tls_client_auth',
  secretDigests: [],
  settings: { jwks: { keys: [publicJwk.parse(own.publicJwk)] } },
};

const body = (client: Client) => new URLSearchParams({ client_id: client.id, token: 'x' }).toString();
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

describe('client certificates on our own socket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tacet-mtls-'));
  const serverCa = authority('Server authority');
  let server: TestServer;
  before(async () => {
    const pair = serverCa.issue({ subject: name([[CN, 'localhost']]), names: [names.dns('localhost')] });
    const write = (file: string, text: string) => {
      writeFileSync(join(folder, file), text);
      return join(folder, file);
    };
    const env = {
      TACET_TLS_CERT: write('tls.crt', pair.cert),
      TACET_TLS_KEY: write('tls.key', pair.key),
      TACET_TLS_CLIENT_CA: write('ca.crt', clientCa.cert),
    };
    server = await startServer({ env });
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  async function ask(client: Client, shown: Issued | undefined, more: RequestOptions = {}): Promise<number> {
    const call = secureRequest(`${server.issuer}/introspect`, {
      method: 'POST',
      ca: serverCa.cert,
      agent: false,
      ...(shown && { cert: shown.cert, key: shown.key }),
      ...more,
      headers: { ...FORM, ...more.headers },
    });
    call.end(body(client));
    const [response] = await once(call, 'response');
    response.resume();
    await once(response, 'end');
    return response.statusCode;
  }

  it('RFC 8705 §2.1 prove a client to be whom an authority of ours names', async () => {
    const { client } = await server.client(byAuthority);
    assert.equal(await ask(client, trusted), 200);
    for (const shown of [stranger, expired, own, undefined]) assert.equal(await ask(client, shown), 401);
  });

  it('RFC 8705 §2.2 prove a client to hold its key, whoever signed them', async () => {
    const { client } = await server.client(byKey);
    assert.equal(await ask(client, own), 200);
    for (const shown of [trusted, stranger, undefined]) assert.equal(await ask(client, shown), 401);
  });

  it('are those of the connection: a header says nothing here', async () => {
    const { client } = await server.client(byAuthority);
    const headers = { 'X-Client-Cert': encodeURIComponent(trusted.cert), 'X-Client-Verify': 'SUCCESS' };
    assert.equal(await ask(client, undefined, { headers }), 401);
    assert.equal(await ask(client, stranger, { headers }), 401);
  });

  it('hold for every request of a connection, and for one that is taken up again', async () => {
    const { client } = await server.client(byAuthority);
    for (const keepAlive of [true, false]) {
      // Of one socket at a time; the second connection resumes the TLS session of the first.
      const agent = new Agent({ keepAlive, maxSockets: 1, maxVersion: 'TLSv1.2' });
      for (let n = 0; n < 3; n += 1) assert.equal(await ask(client, trusted, { agent }), 200);
      assert.equal(await ask(client, stranger, { agent }), 401);
      agent.destroy();
    }
  });

  it('DOD-S01 are told of in discovery', async () => {
    const call = secureRequest(`${server.issuer}/.well-known/openid-configuration`, {
      ca: serverCa.cert,
      agent: false,
    });
    call.end();
    const [response] = await once(call, 'response');
    const told = JSON.parse(Buffer.concat(await response.toArray()).toString());
    assert.ok(told.token_endpoint_auth_methods_supported.includes('tls_client_auth'));
    assert.equal(told.issuer, server.issuer);
  });
});

describe('client certificates in the header of a proxy', () => {
  const settings = {
    TACET_CLIENT_CERTIFICATE_HEADER: 'X-Client-Cert',
    TACET_CLIENT_VERIFY_HEADER: 'X-Client-Verify',
  };
  let server: TestServer;
  let elsewhere: TestServer;
  before(async () => {
    server = await startServer({ env: { ...settings, TACET_TRUSTED_PROXIES: '127.0.0.1' } });
    elsewhere = await startServer({
      env: { ...settings, TACET_TRUSTED_PROXIES: '10.0.0.0/8' },
      beside: server,
    });
  });
  after(async () => {
    await elsewhere.stop();
    await server.stop();
  });

  const ask = async (client: Client, headers: Record<string, string> | [string, string][], at = server) => {
    const all = new Headers(headers);
    all.set('Content-Type', FORM['Content-Type']);
    const { status } = await fetch(`${at.issuer}/introspect`, {
      method: 'POST',
      headers: all,
      body: body(client),
    });
    return status;
  };
  const nginx = ({ cert }: Issued) => encodeURIComponent(cert);
  const rfc9440 = ({ raw }: Issued) => `:${raw.toString('base64')}:`;

  it('RFC 9440 §2.2 are read as nginx and as the RFC writes them', async () => {
    const { client } = await server.client(byKey);
    for (const written of [nginx, rfc9440]) {
      assert.equal(await ask(client, { 'X-Client-Cert': written(own) }), 200);
      assert.equal(await ask(client, { 'X-Client-Cert': written(trusted) }), 401);
    }
    for (const broken of [
      '',
      'x',
      '::',
      ':%%:',
      own.raw.toString('base64'),
      '%ZZ',
      `${rfc9440(own)} x`,
      '%00',
    ])
      assert.equal(await ask(client, { 'X-Client-Cert': broken }), 401, broken);
  });

  it('RFC 8705 §2.1 are trusted when the proxy says that it verified them', async () => {
    const { client } = await server.client(byAuthority);
    const shown = { 'X-Client-Cert': nginx(trusted) };
    for (const said of ['SUCCESS', '0'])
      assert.equal(await ask(client, { ...shown, 'X-Client-Verify': said }), 200);
    for (const said of ['NONE', 'FAILED:self signed certificate', '1', 'success', ''])
      assert.equal(await ask(client, { ...shown, 'X-Client-Verify': said }), 401, said);
    assert.equal(await ask(client, shown), 401);
  });

  it('are none when a header came twice: one of them is not of the proxy', async () => {
    const { client } = await server.client(byAuthority);
    const good: [string, string][] = [
      ['X-Client-Cert', nginx(trusted)],
      ['X-Client-Verify', 'SUCCESS'],
    ];
    assert.equal(await ask(client, [...good, ['X-Client-Verify', 'SUCCESS']]), 401);
    assert.equal(await ask(client, [...good, ['X-Client-Cert', nginx(stranger)]]), 401);
  });

  it('are none in the header of anybody else', async () => {
    const { client } = await server.client(byAuthority);
    const headers = {
      'X-Client-Cert': nginx(trusted),
      'X-Client-Verify': 'SUCCESS',
      'X-Forwarded-For': '10.0.0.1',
    };
    assert.equal(await ask(client, headers), 200);
    assert.equal(await ask(client, headers, elsewhere), 401);
  });
});
