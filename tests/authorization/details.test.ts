import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { narrowDetails } from '../../server/authorization/details/narrow.ts';
import { parseAuthorizationDetails } from '../../server/authorization/details/parse.ts';
import { loadConfig } from '../../server/config/load.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { aClient } from '../harness/client.ts';
import { problemsOf } from '../config/problems-of.ts';

const everyKind = {
  type: 'https://example.com/everything',
  sentence: { en: 'do {text} {missing}', nl: '{text} doen' },
  fields: {
    text: { kind: 'text' },
    texts: { kind: 'texts', optional: true },
    amount: { kind: 'amount', optional: true },
    number: { kind: 'number', optional: true },
    boolean: { kind: 'boolean', optional: true },
    choice: { kind: 'choice', values: ['a', 'b'], optional: true },
    choices: { kind: 'choices', values: ['a', 'b'], optional: true },
  },
};
const config = loadConfig({ TACET_AUTHORIZATION_DETAILS: JSON.stringify([everyKind]) });
const base = { type: everyKind.type, text: 'x' };
const parse = (element: object) => parseAuthorizationDetails(JSON.stringify([element]), config, aClient());

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof OAuthError) return error.code;
    throw error;
  }
}

describe('authorization details (RFC 9396)', () => {
  const members: readonly (readonly [string, readonly unknown[], readonly unknown[]])[] = [
    ['text', ['x', 'é'.repeat(200)], ['', 5, null, ['x'], 'x'.repeat(201), 'a\u0007b']],
    ['texts', [['a', 'b']], [[], 'a', [5], Array.from({ length: 17 }, () => 'a')]],
    ['amount', ['0', '12.50', '999999999999.9999'], [12, '01', '-1', '1.', '.5', '1,5', 'NaN']],
    ['number', [0, -5], ['5', 1.5, null, true]],
    ['boolean', [true, false], ['true', 1, null]],
    ['choice', ['a'], ['c', ['a'], '']],
    ['choices', [['a'], ['b', 'a']], [[], ['c'], 'a', ['a', 'b', 'a']]],
  ];
  for (const [kind, good, bad] of members) {
    it(`PA-09 takes a member of kind ${kind} as it is written, and no other`, () => {
      for (const value of good)
        assert.deepEqual(parse({ ...base, [kind]: value }), [{ ...base, [kind]: value }]);
      for (const value of bad) {
        const code = codeOf(() => parse({ ...base, [kind]: value }));
        assert.equal(code, 'invalid_authorization_details', JSON.stringify(value));
      }
    });
  }

  const granted = [{ ...base, actions: ['read', 'write'], locations: ['https://a.example'] }];
  const parts: readonly (readonly [string, object, boolean])[] = [
    ['the same', { ...base, actions: ['read', 'write'], locations: ['https://a.example'] }, true],
    ['fewer actions', { ...base, actions: ['write'], locations: ['https://a.example'] }, true],
    ['more actions', { ...base, actions: ['read', 'delete'], locations: ['https://a.example'] }, false],
    ['no list where there was one', { ...base, locations: ['https://a.example'] }, false],
    ['an empty list', { ...base, actions: [], locations: ['https://a.example'] }, false],
    ['another text', { ...base, text: 'y', actions: ['read'], locations: ['https://a.example'] }, false],
    ['a member more', { ...granted[0], amount: '5' }, false],
    ['another type', { ...granted[0], type: 'other' }, false],
  ];
  for (const [what, asked, fits] of parts) {
    it(`RFC 9396 §6 ${fits ? 'gives' : 'refuses'} ${what}`, () => {
      const details = [{ type: '', ...asked }];
      const code = codeOf(() => assert.deepEqual(narrowDetails(granted, details), details));
      assert.equal(code, fits ? undefined : 'invalid_authorization_details');
    });
  }

  const lists: readonly (readonly [string, string])[] = [
    ['no JSON', '{'],
    ['no list', '{}'],
    ['a type twice', JSON.stringify([everyKind, everyKind])],
    ['a type of ours', JSON.stringify([{ ...everyKind, type: 'resource_access' }])],
    ['no English', JSON.stringify([{ ...everyKind, sentence: { nl: 'doen' } }])],
    ['an unknown kind', JSON.stringify([{ ...everyKind, fields: { a: { kind: 'regex' } } }])],
    ['a choice of nothing', JSON.stringify([{ ...everyKind, fields: { a: { kind: 'choice' } } }])],
    ['a member called type', JSON.stringify([{ ...everyKind, fields: { type: { kind: 'text' } } }])],
  ];
  for (const [what, text] of lists) {
    it(`refuses to start with ${what}, and says where to look`, () => {
      const lines = problemsOf({ TACET_AUTHORIZATION_DETAILS: text });
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', /^TACET_AUTHORIZATION_DETAILS: must be a JSON list; look at /);
    });
  }

  it('refuses to start with a resource that could not be asked for', () => {
    const good = { identifier: 'https://api.example', name: 'API' };
    assert.deepEqual(problemsOf({ TACET_RESOURCES: JSON.stringify([good]) }), []);
    for (const bad of [
      [{ ...good, identifier: 'api' }],
      [{ ...good, identifier: 'https://api.example/#x' }],
      [{ ...good, scopes: ['openid'] }],
      [{ ...good, scopes: ['two words'] }],
      [{ ...good, name: '' }],
      [good, good],
    ]) {
      assert.equal(problemsOf({ TACET_RESOURCES: JSON.stringify(bad) }).length, 1, JSON.stringify(bad));
    }
  });
});
