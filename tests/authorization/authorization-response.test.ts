import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { authorizationResponse } from '../../server/authorization/authorization-response.ts';
import type { ResponseTarget } from '../../server/authorization/request.ts';
import { responseModes } from '../../server/authorization/response-modes/index.ts';
import { storedReturnAddress } from '../../server/authorization/return-address.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { responseModeNames } from '../../server/protocol/response-mode.ts';
import { issuer } from './parts.ts';

const target = (address: string, changes: Partial<ResponseTarget> = {}): ResponseTarget => ({
  address: storedReturnAddress(address),
  mode: 'query',
  state: 'st-1',
  ...changes,
});
const denied = new OAuthError('access_denied', 'the person said no');
const urlOf = (to: ResponseTarget, fields: Parameters<typeof authorizationResponse>[2]): string => {
  const reply = authorizationResponse(issuer, to, fields);
  return reply.kind === 'redirect' ? reply.to : reply.kind;
};

describe('authorizationResponse', () => {
  it('has one file for every response mode', () => {
    assert.deepEqual(
      responseModes.map(({ name }) => name),
      [...responseModeNames],
    );
  });

  for (const [address, expected] of [
    ['https://app.test/cb', 'https://app.test/cb?code=c&state=st-1&iss=https%3A%2F%2Fid.test'],
    ['https://app.test', 'https://app.test?code=c&state=st-1&iss=https%3A%2F%2Fid.test'],
    [
      'https://app.test/cb?x=%2f+1',
      'https://app.test/cb?x=%2f+1&code=c&state=st-1&iss=https%3A%2F%2Fid.test',
    ],
    ['https://app.test/cb?', 'https://app.test/cb?code=c&state=st-1&iss=https%3A%2F%2Fid.test'],
    ['https://app.test/cb?x&', 'https://app.test/cb?x&code=c&state=st-1&iss=https%3A%2F%2Fid.test'],
    ['com.example.app:/cb', 'com.example.app:/cb?code=c&state=st-1&iss=https%3A%2F%2Fid.test'],
    ['http://[::1]:51004/cb', 'http://[::1]:51004/cb?code=c&state=st-1&iss=https%3A%2F%2Fid.test'],
  ] as const) {
    it(`DOD-C05 adds to ${address} and changes nothing of it`, () => {
      assert.equal(urlOf(target(address), { code: 'c' }), expected);
    });
  }

  it('MX-01 names the issuer on errors too, with nothing but what the specs know (C12)', () => {
    const url = new URL(urlOf(target('https://app.test/cb'), { error: denied }));
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      error: 'access_denied',
      error_description: 'the person said no',
      state: 'st-1',
      iss: issuer,
    });
  });

  it('MX-03 an absent state stays absent', () => {
    assert.ok(!urlOf(target('https://app.test/cb', { state: undefined }), { code: 'c' }).includes('state'));
  });

  it('answers with a form when that was asked for, for errors too', () => {
    const state = '"><script>';
    const reply = authorizationResponse(
      issuer,
      target('https://app.test/cb?x=1', { mode: 'form_post', state }),
      { code: 'c' },
    );
    assert.deepEqual(reply, {
      kind: 'form-post',
      to: 'https://app.test/cb?x=1',
      fields: { code: 'c', state, iss: issuer },
    });
    const error = authorizationResponse(issuer, target('https://app.test/cb', { mode: 'form_post' }), {
      error: denied,
    });
    assert.deepEqual(error.kind === 'form-post' && Object.keys(error.fields), [
      'error',
      'error_description',
      'state',
      'iss',
    ]);
  });

  it('MX-03 gives any state back to the character, whichever way it is decoded, and never as a fragment', () => {
    const property = fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (state) => {
      const url = urlOf(target('https://app.test/cb?keep=1', { state }), { code: 'c' });
      assert.match(url, /^[\x21-\x7E]+$/);
      assert.ok(!url.includes('#') && !url.includes('+'));
      assert.equal(new URL(url).searchParams.get('state'), state.toWellFormed());
      const raw = /&state=([^&]*)/.exec(url)?.[1] ?? '';
      assert.equal(decodeURIComponent(raw), state.toWellFormed());
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});
