import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type JSONWebKeySet, createLocalJWKSet, importJWK } from 'jose';
import { startServer, type TestServer } from '../harness/server.ts';
import { selfSigned } from '../http/certificate.ts';
import { type Discovery, discovery } from './discovery-schema.ts';

const OIDC_RESPONSE_TYPES = ['code', 'id_token', 'id_token token', 'code id_token', 'code token'];
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Over https, with a certificate of its own, because the module refuses every http endpoint: a development server on
 * http can never pass it (conformance C25), and fails in exactly those checks.
 */
describe('Config OP (oidcc-config-certification-test-plan)', () => {
  let server: TestServer;
  let folder: string;
  let cert: string | undefined;
  let document: Discovery;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacet-tls-'));
    // `npm run conformance` has made a certificate already, which every call trusts.
    const { CONFORMANCE_TLS: given } = process.env;
    const pair = selfSigned();
    if (given === undefined) ({ cert } = pair);
    await writeFile(
      join(folder, 'cert'),
      given === undefined ? pair.cert : await readFile(join(given, 'cert')),
    );
    await writeFile(join(folder, 'key'), given === undefined ? pair.key : await readFile(join(given, 'key')));
    const env = { TACET_TLS_CERT: join(folder, 'cert'), TACET_TLS_KEY: join(folder, 'key') };
    server = await startServer({ env });
    document = discovery.parse(await json(`${server.issuer}/.well-known/openid-configuration`));
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it('oidcc-discovery-endpoint-verification: the issuer', () => {
    assert.equal(document.issuer, server.issuer);
    const { protocol, hostname, search, hash, username } = new URL(document.issuer);
    assert.deepEqual([protocol, hostname, search, hash, username], ['https:', 'localhost', '', '', '']);
  });

  it('oidcc-discovery-endpoint-verification: every endpoint is https', () => {
    const endpoints = Object.entries(document).filter(([name]) => /_endpoint$|^jwks_uri$/.test(name));
    assert.ok(endpoints.length >= 7);
    for (const [name, url] of endpoints) assert.equal(new URL(String(url)).protocol, 'https:', name);
  });

  it('oidcc-discovery-endpoint-verification: what is supported', () => {
    assert.ok(document.response_types_supported.some((type) => OIDC_RESPONSE_TYPES.includes(type)));
    assert.ok(document.subject_types_supported.some((type) => type === 'public' || type === 'pairwise'));
    assert.ok(document.id_token_signing_alg_values_supported.includes('RS256'));
    assert.ok(document.grant_types_supported.length > 0);
    assert.ok(document.claims_supported.length > 0);
    assert.ok(document.scopes_supported.includes('openid'));
    assert.ok(document.token_endpoint_auth_methods_supported.includes('client_secret_basic'));
    assert.ok(document.code_challenge_methods_supported.includes('S256'));
    for (const scope of document.scopes_supported) assert.match(scope, /^[\x21\x23-\x5B\x5D-\x7E]+$/);
    for (const tag of document.ui_locales_supported) {
      assert.deepEqual(Intl.getCanonicalLocales(tag), [tag]);
      assert.notEqual(new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag), undefined);
    }
  });

  it('oidcc-discovery-endpoint-verification: the keys', async () => {
    const keys = await keySet();
    const ids = keys.map(({ kid }) => kid);
    assert.ok(ids.every((kid) => typeof kid === 'string' && kid !== ''));
    assert.equal(new Set(ids).size, ids.length);
    for (const key of keys) {
      await importJWK(key);
      assert.deepEqual(
        Object.keys(key).filter((name) => PRIVATE_MEMBERS.includes(name)),
        [],
      );
    }
    assert.ok(createLocalJWKSet({ keys }));
    assert.deepEqual(keys.map(({ alg = '' }) => alg).sort(), ['ES256', 'EdDSA', 'PS256', 'RS256']);
  });

  it('MX-02 the document of RFC 8414 is the same one', async () => {
    const other = await json(`${server.issuer}/.well-known/oauth-authorization-server`);
    assert.deepEqual(other, document);
  });

  async function keySet(): Promise<JSONWebKeySet['keys']> {
    const set: JSONWebKeySet = await json(document.jwks_uri);
    return set.keys;
  }

  async function json(url: string) {
    if (cert === undefined) return (await fetch(url)).json() as never;
    return new Promise<never>((resolve, reject) => {
      get(url, { ca: cert, agent: false }, (response) => {
        assert.equal(response.statusCode, 200);
        assert.match(response.headers['content-type'] ?? '', /^application\/json/);
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()) as never));
      }).on('error', reject);
    });
  }
});
