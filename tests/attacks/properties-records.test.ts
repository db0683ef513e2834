import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
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
const SCOPES = ['openid', 'records:read', 'records:write', 'records:reveal'];
const CARD = { type: 'card-number', value: '4242424242424242' };
const GOOD = [
  CARD,
  { type: 'free-text', value: 'a note' },
  { type: 'address', value: { street_address: 'Singel 1', locality: 'Amsterdam', country: 'NL' } },
];

interface Person {
  readonly token: string;
  readonly id: string;
  readonly ids: readonly string[];
}

/** So many that some are left, whatever is deleted on the way. */
const KEPT = 40;

/** An app of one person, which knows the ids of what is kept for another, drives every endpoint of records. */
describe('KMS-R38 AD-02 1,000 requests of any kind to', () => {
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
      const made = await Promise.all(
        Array.from({ length: KEPT }, () => send(token, 'POST', '/records', CARD)),
      );
      const ids = made.map(({ text }): string => JSON.parse(text).id);
      return { token, ids, id: ids[0] ?? '' };
    };
    theirs = await person();
  });
  after(() => at.stop());

  const send = (token: string, method: string, path: string, body?: object) =>
    at.wire.send({
      ...{ method, path },
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });

  const pathOf = (id: string) => `/records/${id}`;
  const ROUTES = [
    ['GET', () => ['/records'], ['GET', 'POST']],
    ['POST', () => ['/records'], ['GET', 'POST']],
    ['GET', () => [...mine.ids.map(pathOf), `/records/${theirs.id}`, '/records/x'], ['GET', 'PUT', 'DELETE']],
    ['PUT', () => [...mine.ids.map(pathOf), `/records/${theirs.id}`], ['GET', 'PUT', 'DELETE']],
    ['POST', () => [`/records/${mine.id}/reveal`, `/records/${theirs.id}/reveal`], ['POST']],
    ['DELETE', () => [...mine.ids.map(pathOf), `/records/${theirs.id}`], ['GET', 'PUT', 'DELETE']],
  ] as const;

  for (const [method, paths, methods] of ROUTES) {
    it(`${method} ${methods.join('/')}`, async () => {
      mine = await person();
      const inQuery = method === 'GET';
      const query = {
        limit: '3',
        type: 'iban',
        mine: 'true',
        created_after: '1',
        created_before: '9999999999',
      };
      const recipe: Recipe = {
        ...{ method, paths: paths(), kind: inQuery ? 'query' : 'json' },
        // A record keeps its type: another one is refused, and here all are cards.
        good: inQuery ? [{}, query] : method === 'PUT' ? [CARD] : GOOD,
        seeds: [mine.id, theirs.id, mine.token, theirs.token, 'card-number', '4242424242424242'],
        headers: { Authorization: `Bearer ${mine.token}`, 'If-Match': '*' },
        otherHeaders: [
          ...[{ Authorization: '' }, { Authorization: 'Bearer x' }, { Authorization: `DPoP ${mine.token}` }],
          ...[
            { 'If-Match': '"1"' },
            { 'If-Match': '' },
            { 'If-Match': 'x'.repeat(900) },
            { 'If-None-Match': '*' },
          ],
          ...[{ 'Idempotency-Key': 'k' }, { 'Idempotency-Key': 'a b' }, { Cookie: 'tacet_session=x' }],
        ],
        insideMin: method === 'DELETE' ? 0 : 60,
      };
      await drive(at.wire, at.server.issuer, { recipe, methods, manner: { shape: 'oauth', errors: ERRORS } });
      const { status, text } = await send(theirs.token, 'POST', `/records/${theirs.id}/reveal`);
      assert.deepEqual([status, JSON.parse(text).value], [200, CARD.value], 'nobody else touched it');
    });
  }
});
