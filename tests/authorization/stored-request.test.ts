import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { storedAuthorizationRequest } from '../../server/authorization/stored-request.ts';
import { validate } from './parts.ts';

const full = {
  nonce: 'n',
  prompt: 'login consent',
  max_age: '0',
  login_hint: 'a@b.test',
  id_token_hint: 'good',
  ui_locales: 'nl en',
  acr_values: 'urn:tacet:acr:pwd',
  response_mode: 'form_post',
};

describe('storedAuthorizationRequest', () => {
  for (const [what, changes] of [
    ['the plain request', {}],
    ['a request without state', { state: undefined }],
    ['a request with everything', full],
  ] as const) {
    it(`DOD-C01 restores ${what} exactly`, async () => {
      const validation = await validate(changes);
      assert.equal(validation.kind, 'valid');
      if (validation.kind !== 'valid') return;
      const lay = JSON.parse(JSON.stringify(validation.request)) as unknown;
      assert.deepEqual(storedAuthorizationRequest.parse(lay), validation.request);
    });
  }

  it('takes nothing that we did not write', () => {
    for (const other of [{}, null, 'x', { clientId: 'spa' }]) {
      assert.ok(!storedAuthorizationRequest.safeParse(other).success);
    }
  });
});
