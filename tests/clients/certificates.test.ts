import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Client } from '../../server/clients/client.ts';
import { fingerprintOf } from '../../server/platform/digest.ts';
import { publicJwk } from '../../server/protocol/json-web-key.ts';
import { authority, C, CN, type Issued, name, names, O } from '../http/authority.ts';
import { authenticator, clientStore, spa } from './parts.ts';
import { signer } from './signer.ts';

const ca = authority();
const subject = name([[C, 'NL']], [[O, 'Example']], [[CN, 'client']]);
const full = ca.issue({
  subject,
  names: [
    names.dns('client.test'),
    names.uri('spiffe://test/client'),
    names.email('client@test.example'),
    names.ip(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
  ],
});
const bare = ca.issue({ subject: name([[CN, 'client.test']]) });

const base: Client = { ...spa, id: 'tls', type: 'web', authMethod: 'tls_client_auth' };

function accepts(client: Client, presented: Issued | undefined, { trusted = true } = {}): Promise<boolean> {
  const certificate = presented && {
    raw: presented.raw,
    thumbprint: fingerprintOf(presented.raw),
    trusted,
  };
  const { authenticate } = authenticator(clientStore(client));
  return authenticate({ form: { client_id: client.id }, certificate }).then(
    () => true,
    (error: unknown) => {
      assert.ok(error instanceof Error && 'code' in error && error.code === 'invalid_client', String(error));
      return false;
    },
  );
}

describe('tls_client_auth', () => {
  const members: [string, Client['settings'], boolean][] = [
    ['the subject', { tlsClientAuthSubjectDn: 'CN=client,O=Example,C=NL' }, true],
    ['a subject in another order', { tlsClientAuthSubjectDn: 'C=NL,O=Example,CN=client' }, false],
    ['a part of the subject', { tlsClientAuthSubjectDn: 'CN=client' }, false],
    ['a DNS name', { tlsClientAuthSanDns: 'client.test' }, true],
    ['a DNS name in capitals', { tlsClientAuthSanDns: 'CLIENT.test' }, true],
    ['another DNS name', { tlsClientAuthSanDns: 'a.client.test' }, false],
    ['a wildcard', { tlsClientAuthSanDns: '*.test' }, false],
    ['a URI', { tlsClientAuthSanUri: 'spiffe://test/client' }, true],
    ['a URI in capitals', { tlsClientAuthSanUri: 'spiffe://test/CLIENT' }, false],
    ['an address', { tlsClientAuthSanIp: '2001:db8:0::1' }, true],
    ['another address', { tlsClientAuthSanIp: '2001:db8::2' }, false],
    ['a mailbox', { tlsClientAuthSanEmail: 'client@test.example' }, true],
    ['a mailbox among the DNS names', { tlsClientAuthSanDns: 'client@test.example' }, false],
    ['nothing', {}, false],
  ];
  for (const [what, settings, expected] of members) {
    it(`RFC 8705 §2.1.2 ${expected ? 'takes' : 'refuses'} ${what}`, async () => {
      assert.equal(await accepts({ ...base, settings }, full), expected);
    });
  }

  it('RFC 8705 §2.1 refuses one that nobody vouches for, and a request without any', async () => {
    const client: Client = { ...base, settings: { tlsClientAuthSubjectDn: 'CN=client,O=Example,C=NL' } };
    assert.equal(await accepts(client, full, { trusted: false }), false);
    assert.equal(await accepts(client, undefined), false);
  });

  it('takes a common name for no DNS name', async () => {
    assert.equal(await accepts({ ...base, settings: { tlsClientAuthSanDns: 'client.test' } }, bare), false);
  });
});

describe('self_signed_tls_client_auth', () => {
  const own = authority('client');
  const registered = (...keys: readonly unknown[]): Client => ({
    ...base,
    authMethod: 'self_signed_tls_client_auth',
    settings: { jwks: { keys: keys.map((key) => publicJwk.parse(key)) } },
  });

  it('RFC 8705 §2.2 takes a certificate whose key is registered, whoever signed it', async () => {
    assert.equal(await accepts(registered(own.publicJwk), own, { trusted: false }), true);
    assert.equal(await accepts(registered(signer().jwk, full.publicJwk), full, { trusted: false }), true);
  });

  it('RFC 8705 §2.2.2 takes a certificate that is registered itself, as x5c', async () => {
    const jwk = { ...own.publicJwk, x5c: [own.raw.toString('base64')] };
    assert.equal(await accepts(registered(jwk), own, { trusted: false }), true);
  });

  it('CA-10 refuses another certificate, even one that is trusted, and a key for encryption', async () => {
    assert.equal(await accepts(registered(own.publicJwk), full), false);
    assert.equal(await accepts(registered(own.publicJwk), authority('client')), false);
    assert.equal(await accepts(registered({ ...own.publicJwk, use: 'enc' }), own), false);
    assert.equal(await accepts(registered(own.publicJwk), undefined), false);
  });
});

describe('a certificate beside another method', () => {
  it('CA-02 is no second method: it may be there for the tokens alone (RFC 8705 §3)', async () => {
    assert.equal(await accepts({ ...spa, authMethod: 'none' }, full), true);
  });

  it('CA-02 is none for a client that registered another', async () => {
    assert.equal(await accepts({ ...base, authMethod: 'private_key_jwt' }, full), false);
    assert.equal(await accepts({ ...base, authMethod: 'client_secret_basic' }, full), false);
  });
});
