import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  authorizationResponse,
  type AuthorizationResponseParts,
} from '../../server/authorization/authorization-response.ts';
import type { ResponseTarget } from '../../server/authorization/request.ts';
import { responseModes } from '../../server/authorization/response-modes/index.ts';
import { storedReturnAddress } from '../../server/authorization/return-address.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { responseModeNames } from '../../server/protocol/response-mode.ts';
import { aClient } from '../harness/client.ts';
import { issuer } from './parts.ts';

const target = (address: string, changes: Partial<ResponseTarget> = {}): ResponseTarget => ({
  address: storedReturnAddress(address),
  mode: 'query',
  state: 'st-1',
  ...changes,
});
const denied = new OAuthError('access_denied', 'the person said no');
/** Parts that no unsigned answer touches. */
const parts: AuthorizationResponseParts = {
  config: { issuer },
  keyring: { sign: () => 'signed' },
  clientKeys: { encrypt: () => Promise.resolve('encrypted') },
  clock: { nowSeconds: () => 0 },
};
const answer = (to: ResponseTarget, fields: Parameters<typeof authorizationResponse>[3]) =>
  authorizationResponse(parts, aClient(), to, fields);
const urlOf = async (to: ResponseTarget, fields: Parameters<typeof answer>[1]): Promise<string> => {
  const reply = await answer(to, fields);
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
    it(`DOD-C05 adds to ${address} and changes nothing of it`, async () => {
      assert.equal(await urlOf(target(address), { code: 'c' }), expected);
    });
  }

  it('MX-01 names the issuer on errors too, with nothing but what the specs know (C12)', async () => {
    const url = new URL(await urlOf(target('https://app.test/cb'), { error: denied }));
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      error: 'access_denied',
      error_description: 'the person said no',
      error_uri: `${issuer}/errors#access_denied`,
      state: 'st-1',
      iss: issuer,
    });
  });

  it('MX-03 an absent state stays absent', async () => {
    const url = await urlOf(target('https://app.test/cb', { state: undefined }), { code: 'c' });
    assert.ok(!url.includes('state'));
  });

  it('answers with a form when that was asked for, for errors too', async () => {
    const state = '"><script>';
    const reply = await answer(target('https://app.test/cb?x=1', { mode: 'form_post', state }), {
      code: 'c',
    });
    assert.deepEqual(reply, {
      kind: 'form-post',
      to: 'https://app.test/cb?x=1',
      fields: { code: 'c', state, iss: issuer },
    });
    const error = await answer(target('https://app.test/cb', { mode: 'form_post' }), {
      error: denied,
    });
    assert.deepEqual(error.kind === 'form-post' && Object.keys(error.fields), [
      'error',
      'error_description',
      'error_uri',
      'state',
      'iss',
    ]);
  });

  it('MX-03 gives any state back to the character, whichever way it is decoded, and never as a fragment', async () => {
    const states = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
    const property = fc.asyncProperty(states, async (state) => {
      const url = await urlOf(target('https://app.test/cb?keep=1', { state }), { code: 'c' });
      assert.match(url, /^[\x21-\x7E]+$/);
      assert.ok(!url.includes('#') && !url.includes('+'));
      assert.equal(new URL(url).searchParams.get('state'), state.toWellFormed());
      const raw = /&state=([^&]*)/.exec(url)?.[1] ?? '';
      assert.equal(decodeURIComponent(raw), state.toWellFormed());
    });
    await fc.assert(property, { numRuns: 2_000 });
  });
});
