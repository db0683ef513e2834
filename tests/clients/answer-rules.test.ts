import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { newClient } from '../../server/clients/new-client.ts';
import { grantTypes } from '../../server/grants/index.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { standingClock } from './parts.ts';

const parts = { clock: standingClock(), grantTypes, config: { mode: 'production', resources: [] } } as const;
const key = { kty: 'EC', crv: 'P-256', use: 'enc', x: 'x'.repeat(43), y: 'y'.repeat(43) };
const keys = { jwks: { keys: [key] } };
const own = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const signer = { jwks: { keys: [{ ...own, use: 'sig' }] } };
const minimal = { client_name: 'Notes', redirect_uris: ['https://app.test/cb', 'https://app.test:8443/cb'] };
const register = (metadata: object) => newClient({ ...minimal, ...metadata }, parts).client;

function refused(metadata: object): string {
  try {
    register(metadata);
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof OAuthError, String(error));
    return error.code;
  }
}

describe('how a client may ask to be answered', () => {
  for (const member of [
    'id_token_signed_response_alg',
    'userinfo_signed_response_alg',
    'introspection_signed_response_alg',
    'authorization_signed_response_alg',
  ]) {
    it(`JT-09 never unsigned, nor with a secret: ${member}`, () => {
      for (const alg of ['none', 'None', '', 'HS256', 'RS512'])
        assert.equal(refused({ [member]: alg }), 'invalid_client_metadata', alg);
      for (const alg of ['RS256', 'PS256', 'ES256', 'EdDSA'])
        assert.equal(refused({ [member]: alg }), 'accepted', alg);
    });
  }

  it('OIDC Core §8.1 pairwise subjects need a sector', () => {
    const pairwise = { subject_type: 'pairwise' };
    const redirect_uris = ['https://app.test/cb', 'https://other.test/cb'];
    assert.equal(refused(pairwise), 'accepted');
    assert.equal(refused({ redirect_uris }), 'accepted');
    assert.equal(refused({ ...pairwise, redirect_uris }), 'invalid_client_metadata');
    const app = { application_type: 'native', redirect_uris: ['com.example.app:/cb'] };
    assert.equal(refused({ ...pairwise, ...app }), 'invalid_client_metadata');
    const named = { ...pairwise, redirect_uris, sector_identifier_uri: 'https://sector.test/list.json' };
    assert.equal(refused(named), 'accepted');
  });

  for (const answer of ['id_token', 'userinfo', 'introspection', 'authorization']) {
    it(`OIDC Registration §2 encryption needs an algorithm and a key: ${answer}`, () => {
      const alg = { [`${answer}_encrypted_response_alg`]: 'ECDH-ES' };
      const enc = { [`${answer}_encrypted_response_enc`]: 'A256GCM' };
      assert.equal(refused({ ...alg, ...enc, ...keys }), 'accepted');
      assert.equal(refused({ ...alg, jwks_uri: 'https://app.test/jwks' }), 'accepted');
      assert.equal(refused(alg), 'invalid_client_metadata');
      assert.equal(refused({ ...enc, ...keys }), 'invalid_client_metadata');
      for (const weak of ['RSA1_5', 'dir', 'A128KW', 'PBES2-HS256+A128KW', 'RSA-OAEP'])
        assert.equal(
          refused({ [`${answer}_encrypted_response_alg`]: weak, ...keys }),
          'invalid_client_metadata',
          weak,
        );
    });
  }

  it('FAPI 2.0 §5.4.1 nothing is signed with RS256 for such a client', () => {
    const fapi = {
      tacet_profile: 'fapi2',
      token_endpoint_auth_method: 'private_key_jwt',
      ...signer,
    };
    assert.equal(register(fapi).idTokenAlgorithm, 'PS256');
    assert.equal(register({ ...fapi, id_token_signed_response_alg: 'EdDSA' }).idTokenAlgorithm, 'EdDSA');
    assert.equal(register({}).idTokenAlgorithm, 'RS256');
    for (const member of ['id_token', 'userinfo', 'introspection', 'authorization'])
      assert.equal(
        refused({ ...fapi, [`${member}_signed_response_alg`]: 'RS256' }),
        'invalid_client_metadata',
        member,
      );
  });
});
