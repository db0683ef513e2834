import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newClient } from '../../server/clients/new-client.ts';
import { strangerMetadata } from '../../server/clients/stranger-metadata.ts';
import { grantTypes } from '../../server/grants/index.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { standingClock } from './parts.ts';

const resource = {
  ...{ identifier: 'https://notes.example/api', name: 'Notes', scopes: ['https://notes.example/all'] },
  ...{ scopeTexts: {}, accessTokenFormat: undefined },
};
const config = { mode: 'production', resources: [resource] } as const;
const minimal = { client_name: 'Notes', redirect_uris: ['https://app.test/cb'] };

function refused(metadata: object): string {
  try {
    newClient({ ...minimal, ...metadata }, { clock: standingClock(), grantTypes, config });
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof OAuthError, String(error));
    return error.code;
  }
}

describe('CF-38 key scopes of a client', () => {
  const keys = { tacet_key_scopes: ['key:notes'] };

  for (const scope of [
    'key:a',
    `key:${'a'.repeat(64)}`,
    'key:a-b_c.1',
    'https://identity.example/apps/notes',
  ]) {
    it(`may be ${scope.slice(0, 40)}`, () =>
      assert.equal(refused({ tacet_key_scopes: [scope] }), 'accepted'));
  }

  for (const scope of [
    ...['key:', 'key:A', 'key:a b', 'key:a/b', `key:${'a'.repeat(65)}`, 'notes', 'openid', 'records:read'],
    ...[
      'http://identity.example/a',
      'https://',
      `https://a.example/${'a'.repeat(256)}`,
      'https://a.example/a b',
    ],
    ...['https://a.example/"', 'https://notes.example/all', ''],
  ]) {
    it(`may not be ${scope.slice(0, 40)}`, () =>
      assert.equal(refused({ tacet_key_scopes: [scope] }), 'invalid_client_metadata'));
  }

  it('are few, and more than none', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `key:${index}`);
    assert.equal(refused({ tacet_key_scopes: many(16) }), 'accepted');
    for (const count of [0, 17])
      assert.equal(refused({ tacet_key_scopes: many(count) }), 'invalid_client_metadata');
  });

  it('have a group and a format, which mean nothing without them', () => {
    for (const also of [{ tacet_key_group: 'notes' }, { tacet_keys_format: 'mozilla' }]) {
      assert.equal(refused({ ...keys, ...also }), 'accepted');
      assert.equal(refused(also), 'invalid_client_metadata');
    }
    for (const wrong of [{ tacet_key_group: '' }, { tacet_key_group: 'a b' }, { tacet_keys_format: 'other' }])
      assert.equal(refused({ ...keys, ...wrong }), 'invalid_client_metadata');
  });

  it('need a grant with a page that can open them', () => {
    const machine = { grant_types: ['client_credentials'], redirect_uris: [] };
    assert.equal(refused({ ...keys, ...machine }), 'invalid_client_metadata');
    const device = { grant_types: ['urn:ietf:params:oauth:grant-type:device_code'], redirect_uris: [] };
    assert.equal(refused({ ...keys, ...device, tacet_type: 'native' }), 'accepted');
  });

  it('are for no client that came by itself, nor is a document one', () => {
    for (const by of ['self', 'document'] as const) {
      assert.equal(refused({ ...keys, tacet_registered_by: by }), 'invalid_client_metadata');
      const said = { ...minimal, ...keys, tacet_key_group: 'notes', scope: 'openid key:notes' };
      const kept = strangerMetadata(said, by, config);
      assert.deepEqual(
        [kept.tacet_key_scopes, kept.tacet_key_group, kept.scope],
        [undefined, undefined, 'openid'],
      );
    }
  });
});
