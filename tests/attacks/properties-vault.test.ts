import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ownVaultCalls } from '../../contract/vault.ts';
import type { Recipe } from './anything.ts';
import { drive } from './verdict.ts';
import {
  closedAccount,
  codeFor,
  type Instance,
  openInstance,
  ownClient,
  redeem,
  sessionOf,
  tokensIn,
} from './world.ts';

const ERRORS = ['invalid_request', 'invalid_token', 'insufficient_scope'];
const PROBLEMS = ['invalid_input', 'cross_site', 'sign_in_first', 'vault_changed', 'vault_full'];
const SCOPES = ['openid', 'vault:read', 'vault:write'];
const REQUESTS = 400;
/** So many that some are left, whatever is deleted on the way. */
const KEPT = 60;
const IDS = Array.from({ length: KEPT }, (_, index) => `i${index}`);
const SECRET = 'what somebody else keeps';

interface Person {
  readonly token: string;
  readonly cookie: string;
}

/** An app of one person, in the same key group as that of another, drives every endpoint of the vault. */
describe('DOD-N11 AD-02 CF-15 400 requests of any kind to', () => {
  let at: Instance;
  let mine: Person;
  let theirs: Person;
  let person: () => Promise<Person>;
  before(async () => {
    at = await openInstance();
    const app = await ownClient(at, { scopes: SCOPES });
    person = async () => {
      const cookie = await sessionOf(at, await closedAccount(at));
      const code = await codeFor(at, app, cookie, { scope: SCOPES.join(' ') });
      const { access_token: token } = tokensIn(await redeem(at, app, code));
      const body = Buffer.from(SECRET).toString('base64url');
      const operations = IDS.map((id) => ({ op: 'put', id, body, if_match: 0 }));
      const headers = { Authorization: `Bearer ${token}` };
      const kept = await at.wire.call('/vault/batch', { operations }, headers);
      assert.equal(kept.status, 200, kept.text);
      for (const id of IDS.slice(0, 30)) {
        const octets = { 'Content-Type': 'application/octet-stream', 'If-None-Match': '*' };
        const blob = { method: 'PUT', path: `/vault/blobs/${id}`, body: SECRET };
        assert.equal((await at.wire.send({ ...blob, headers: { ...headers, ...octets } })).status, 201);
      }
      return { token, cookie };
    };
    theirs = await person();
  });
  after(() => at.stop());

  const ofItem = IDS.map((id) => `/vault/items/${id}`);
  const ofBlob = IDS.slice(0, 30).map((id) => `/vault/blobs/${id}`);
  const query = { since: '3', forgotten: '0', limit: '3' };
  const put = { op: 'put', id: 'i1', body: 'eA', if_match: 0, envelope: 2 };
  const batches = [
    { operations: [put] },
    { operations: [{ op: 'delete', id: 'i2', if_match: 3 }] },
    { operations: [put, { ...put, id: 'new' }] },
  ];
  const OF_ONE = ['GET', 'PUT', 'DELETE'];

  const ROUTES = [
    ['GET', ['/vault'], ['GET', 'DELETE'], 'query', [{}]],
    ['GET', ['/vault/items', '/vault/blobs'], ['GET'], 'query', [{}, query]],
    ['POST', ['/vault/batch'], ['POST'], 'json', batches],
    ['GET', [...ofItem, ...ofBlob, '/vault/items/none'], OF_ONE, 'query', [{}]],
    ['PUT', [...ofItem, ...ofBlob], OF_ONE, 'bytes', [{ any: 'thing' }]],
    ['DELETE', [...ofItem, ...ofBlob], OF_ONE, 'query', [{}]],
    ['DELETE', ['/vault'], ['GET', 'DELETE'], 'query', [{}]],
  ] as const;

  for (const [method, paths, methods, kind, good] of ROUTES) {
    it(`${method} ${paths[0]}`, async () => {
      mine = await person();
      const recipe: Recipe = {
        ...{ method, paths, kind, good },
        seeds: [mine.token, theirs.token, 'i1', 'i2', '1', '999999999999999', SECRET],
        headers: { Authorization: `Bearer ${mine.token}`, ...(kind !== 'json' && { 'If-Match': '*' }) },
        otherHeaders: [
          ...[{ Authorization: '' }, { Authorization: 'Bearer x' }, { Authorization: `DPoP ${mine.token}` }],
          ...[{ 'If-Match': '"1"' }, { 'If-Match': '' }, { 'If-Match': 'x'.repeat(900) }],
          ...[{ 'If-None-Match': '*' }, { 'If-Match': `"${'9'.repeat(15)}"` }],
          ...[{ 'Envelope-Version': '2' }, { 'Envelope-Version': 'x' }, { Cookie: mine.cookie }],
        ],
        insideMin: method === 'DELETE' ? 0 : 20,
      };
      const octets = methods === OF_ONE;
      const manner = { shape: 'oauth', errors: ERRORS, octets } as const;
      await drive(at.wire, at.server.issuer, { recipe, methods, manner, requests: REQUESTS });
      await untouched();
    });
  }

  const own = { id: 'i1', body: 'eA', ifMatch: 0, envelope: 1 };
  const GOOD: Readonly<Record<keyof typeof ownVaultCalls, Recipe['good']>> = {
    '/account/vault/items': [{}, { since: 1, limit: 5, forgotten: 0 }],
    '/account/vault/put': [own, { ...own, id: 'i2' }, { ...own, ifMatch: 1 }],
    '/account/vault/delete': [
      { id: 'i1', ifMatch: 1 },
      { id: 'none', ifMatch: 2 },
    ],
    '/account/vault/delete-all': [{}],
  };
  for (const [call, good] of Object.entries(GOOD)) {
    it(`POST ${call}`, async () => {
      mine = await person();
      const headers = { Cookie: mine.cookie, Origin: at.server.issuer, 'Sec-Fetch-Site': 'same-origin' };
      const recipe: Recipe = {
        ...{ method: 'POST', paths: [call], kind: 'json', good, headers },
        seeds: [mine.token, theirs.token, 'i1', '1', SECRET],
        otherHeaders: [{ Cookie: '' }, { Cookie: `tacet_session=${mine.token}` }],
        insideMin: call === '/account/vault/put' ? 1 : 20,
      };
      const manner = { shape: 'problem', problems: PROBLEMS } as const;
      await drive(at.wire, at.server.issuer, { recipe, methods: ['POST'], manner, requests: REQUESTS });
      await untouched();
    });
  }

  async function untouched(): Promise<void> {
    const headers = { Authorization: `Bearer ${theirs.token}` };
    const state = JSON.parse((await at.wire.get('/vault', headers)).text);
    assert.deepEqual(
      [state.revision, state.items, state.blobs],
      [KEPT + 30, KEPT, 30],
      'nobody else touched it',
    );
    assert.equal((await at.wire.get('/vault/items/i1', headers)).text, SECRET);
  }
});
