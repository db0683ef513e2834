import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { decide } from '../../server/commands/demo/person.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { type Target, target } from '../http/egress-target.ts';
import { authorizeUrl, enter, leave, openTrip, problemOf, VERIFIER } from '../interaction/trip.ts';

const REDIRECT = 'https://app.test/cb';
const tokens = z.looseObject({ access_token: z.string().optional(), refresh_token: z.string().optional() });

describe('a client id that is the URL of a document (draft-ietf-oauth-client-id-metadata-document)', () => {
  let server: TestServer;
  let host: Target;
  let documents = 0;
  let [status, headers, body]: [number, Record<string, string>, string] = [200, {}, ''];

  before(async () => {
    host = await target((_, response) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
    });
    server = await startServer({
      env: {
        TACET_CLIENT_ID_DOCUMENTS: 'allow',
        TACET_CLIENT_ID_DOCUMENT_HOSTS: `localhost:${host.port}`,
        TACET_EGRESS_ALLOW: '127.0.0.0/8, ::1',
        TACET_EGRESS_CA: host.caFile,
      },
    });
    await server.account('ada@example.org');
  });
  after(async () => {
    await server.stop();
    await host[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    [status, headers] = [200, {}];
    server.clock.turn(60);
  });

  /** A new address, and what lies there. */
  const lies = (changes: Record<string, unknown> = {}): string => {
    documents += 1;
    const url = `${host.url}/client-${documents}.json`;
    const usual = {
      client_id: url,
      client_name: 'Far',
      redirect_uris: [REDIRECT],
      token_endpoint_auth_method: 'none',
    };
    body = JSON.stringify({ ...usual, ...changes });
    return url;
  };
  const visit = (url: string, differs: Record<string, string> = {}) =>
    server.browser().visit(authorizeUrl(server, url, { redirect_uri: REDIRECT, ...differs }));
  const token = async (form: Record<string, string>) => {
    const response = await fetch(`${server.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return { status: response.status, ...tokens.parse(await response.json()) };
  };

  it('is told of in the metadata', async () => {
    const response = await fetch(`${server.issuer}/.well-known/oauth-authorization-server`);
    const { client_id_metadata_document_supported: supported } = z
      .looseObject({})
      .parse(await response.json());
    assert.equal(supported, true);
  });

  it('MCP signs in, is written down with the consent, and refreshes', async () => {
    const url = lies({
      scope: 'openid offline_access mcp:tools',
      grant_types: ['authorization_code', 'refresh_token', 'x'],
    });
    const browser = server.browser();
    const asked = authorizeUrl(server, url, { redirect_uri: REDIRECT, scope: 'openid offline_access' });
    const { id } = await openTrip(browser, asked);
    const step = await enter(browser, id, 'ada@example.org');
    assert.partialDeepStrictEqual(step, {
      kind: 'consent',
      client: { name: 'Far', host: 'app.test', describedAt: `localhost:${host.port}`, unchecked: true },
    });
    assert.equal(await server.parts.storage.clients.find(url), undefined);
    const answer = await leave(browser, await decide(browser, id, 'allow'));
    const stored = await server.parts.storage.clients.find(url);
    assert.partialDeepStrictEqual(stored, { name: 'Far', settings: { tacetRegisteredBy: 'document' } });

    const code = answer.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: VERIFIER };
    const first = await token({ ...form, client_id: url });
    assert.equal(first.status, 200);
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '', client_id: url };
    assert.equal((await token(refresh)).status, 200);

    // ★UI-13: the same request once more, by the same person, is shown to them again.
    const again = await openTrip(browser, asked);
    assert.equal(again.step.kind, 'consent');
    const silent = await browser.visit(`${asked}&prompt=none`);
    assert.match(silent.kind === 'left' ? silent.url : '', /error=consent_required/);
  });

  it('an operator can disable it', async () => {
    const url = lies();
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, url, { redirect_uri: REDIRECT }));
    await enter(browser, id, 'ada@example.org');
    await decide(browser, id, 'allow');
    const { clients } = server.parts.storage;
    const client = await clients.find(url);
    assert.ok(client);
    await clients.update({ ...client, enabled: false }, { kind: 'client.updated', atSeconds: 1 });
    server.clock.turn(5);
    assert.equal(problemOf(await visit(url)), 'bad_client_request');
  });

  it('is read once while it is fresh, and again when it is not', async () => {
    const url = lies();
    headers = { 'Cache-Control': 'public, max-age=600' };
    const reads = async (seconds: number) => {
      const before = host.connections();
      server.clock.turn(seconds);
      await visit(url);
      return host.connections() - before;
    };
    assert.deepEqual([await reads(0), await reads(599), await reads(1)], [1, 0, 1]);
    headers = { 'Cache-Control': 'no-store' };
    assert.deepEqual([await reads(600), await reads(299), await reads(1)], [1, 0, 1]);
    headers = { 'Cache-Control': 'max-age=99999999' };
    assert.deepEqual([await reads(300), await reads(86_399), await reads(1)], [1, 0, 1]);
  });

  it('holds for a while when nobody answers, and ends at once when there is something else', async () => {
    const url = lies();
    assert.equal(problemOf(await visit(url)), undefined);
    headers = { 'Content-Encoding': 'gzip' };
    server.clock.turn(600);
    assert.equal(problemOf(await visit(url)), undefined);
    server.clock.turn(86_400);
    assert.equal(problemOf(await visit(url)), 'bad_client_request');
    headers = {};
    server.clock.turn(60);
    assert.equal(problemOf(await visit(url)), undefined);
    server.clock.turn(600);
    status = 404;
    assert.equal(problemOf(await visit(url)), 'bad_client_request');
  });

  const refused: readonly (readonly [what: string, changes: Record<string, unknown>])[] = [
    ['another client_id', { client_id: 'https://localhost/other' }],
    ['no client_id', { client_id: undefined }],
    ['a secret', { client_secret: 'shared with everybody' }],
    ['a method with a secret', { token_endpoint_auth_method: 'client_secret_basic' }],
    [
      'mutual TLS by name',
      { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: 'CN=x' },
    ],
    ['a key to prove with, and no key', { token_endpoint_auth_method: 'private_key_jwt' }],
    ['no address', { redirect_uris: [] }],
    ['an address that is a script', { redirect_uris: ['javascript:alert(1)'] }],
    ['★UI-08 terms that are a script', { tos_uri: 'javascript:alert(1)' }],
    ['SS-04 more than 5 kB', { contacts: Array.from({ length: 30 }, () => 'x'.repeat(200)) }],
    ['a name that is a number', { client_name: 7 }],
    ['grants of the operator alone', { grant_types: ['client_credentials'] }],
  ];
  for (const [what, changes] of refused) {
    it(`★DR-07 is refused with ${what}`, async () => {
      assert.equal(problemOf(await visit(lies(changes))), 'bad_client_request');
    });
  }

  it('★DR-07 is refused when it is no JSON object, not 200, or of another type', async () => {
    const url = lies();
    const [good, answers] = [body, ['[]', 'null', '{', '"x"', `{"client_id":"${url}","client_id":"${url}"}`]];
    for (const text of answers) {
      lies();
      body = text;
      assert.equal(problemOf(await visit(url)), 'bad_client_request', text);
      server.clock.turn(60);
    }
    body = good;
    for (const [code, type] of [
      [201, 'application/json'],
      [302, 'application/json'],
      [200, 'text/html'],
    ] as const) {
      [status, headers] = [code, { 'Content-Type': type, Location: `${host.url}/x` }];
      assert.equal(problemOf(await visit(url)), 'bad_client_request', String(code) + type);
      server.clock.turn(60);
    }
    [status, headers] = [200, { 'Content-Type': 'application/oauth-client-metadata+json; charset=utf-8' }];
    assert.equal(problemOf(await visit(url)), undefined);
  });

  it('★DR-02 gives itself nothing', async () => {
    const url = lies({
      tacet_first_party: true,
      tacet_pkce_required: false,
      tacet_type: 'web',
      skip_consent: true,
    });
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, url, { redirect_uri: REDIRECT }));
    await enter(browser, id, 'ada@example.org');
    await decide(browser, id, 'allow');
    const stored = await server.parts.storage.clients.find(url);
    assert.partialDeepStrictEqual(stored, { firstParty: false, pkceRequired: true, type: 'spa' });
  });

  it('★RU-12 sends nobody anywhere that the document does not name', async () => {
    const url = lies();
    assert.equal(problemOf(await visit(url, { redirect_uri: 'https://evil.test/cb' })), 'bad_client_request');
  });

  it('SS-04 a stranger makes us read no more than so many a minute', async () => {
    const before = host.connections();
    for (let count = 0; count < 40; count += 1) await visit(lies());
    assert.equal(host.connections() - before, 30);
    server.clock.turn(60);
    assert.equal(problemOf(await visit(lies())), undefined);
  });
});
