import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CompactEncrypt } from 'jose';
import { prover } from '../dpop/prover.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { answered, enter, leave, openTrip, problemOf } from '../interaction/trip.ts';
import {
  aFapiClient,
  aPusher,
  aRequest,
  assertion,
  push,
  pushedUrl,
  type Pusher,
  requestObject,
  signedJwt,
} from './pushing.ts';

const EMAIL = 'ada@example.org';
const HOUR = 3600;

type Claims = Readonly<Record<string, unknown>>;

describe('request objects (RFC 9101)', () => {
  let server: TestServer;
  let by: Pusher;
  let fapi: Pusher;
  let now: number;

  before(async () => {
    server = await startServer();
    by = await aPusher(server, { firstParty: true });
    fapi = await aFapiClient(server, 'fapi2-message-signing', { firstParty: true });
    await server.account(EMAIL);
    now = server.clock.nowSeconds();
  });
  after(() => server.stop());

  const front = (request: string, beside: Readonly<Record<string, string>> = {}) =>
    `${server.issuer}/authorize?${new URLSearchParams({ client_id: by.client.id, request, ...beside })}`;
  const pushed = (request: string, who = by, beside: Readonly<Record<string, string>> = {}) =>
    push(server, who, { client_id: who.client.id, request, ...beside });

  it('RFC 9101 §6.3 MX-05 takes the inside alone', async () => {
    const beside = aRequest(by.client, {
      client_id: undefined,
      state: 'outside',
      nonce: 'outside',
      scope: 'openid offline_access',
      redirect_uri: 'https://evil.example/cb',
      prompt: 'none',
    });
    const browser = server.browser();
    const { id } = await openTrip(browser, front(requestObject(server, by), beside));
    const told = await leave(browser, await enter(browser, id, EMAIL));
    assert.equal(told.get('state'), 'st-~._-1');
    assert.match(told.get('code') ?? '', /^ac_/);

    const silent = front(requestObject(server, by, { prompt: 'none', state: undefined }), {
      state: 'outside',
    });
    const refused = answered(await server.browser().visit(silent));
    assert.equal(refused.get('error'), 'login_required');
    assert.equal(refused.get('state'), null);
  });

  it('PK-10 a challenge outside does not stand in for one inside', async () => {
    const inside = requestObject(server, by, { code_challenge: undefined, code_challenge_method: undefined });
    const { client_id, ...beside } = aRequest(by.client);
    assert.equal(client_id, by.client.id);
    const told = answered(await server.browser().visit(front(inside, beside)));
    assert.equal(told.get('error'), 'invalid_request');
  });

  it('RFC 9101 §4 takes JSON, numbers and lists where they are due', async () => {
    const { status } = await pushed(
      requestObject(server, by, {
        max_age: 300,
        claims: { userinfo: { name: null } },
        resource: [server.issuer],
        unknown: { any: true },
      }),
    );
    assert.equal(status, 201);
  });

  const taken: readonly (readonly [string, () => string])[] = [
    ['no typ', () => requestObject(server, by, {}, { typ: undefined })],
    ['typ JWT', () => requestObject(server, by, {}, { typ: 'JWT' })],
    [
      'typ with a prefix, in capitals',
      () => requestObject(server, by, {}, { typ: 'application/OAUTH-AUTHZ-REQ+JWT' }),
    ],
    ['several audiences', () => requestObject(server, by, { aud: [server.issuer, 'other', 'invalid'] })],
    ['nbf 8 s ahead', () => requestObject(server, by, { nbf: now + 8 })],
    [
      'C10 neither exp nor nbf, outside of FAPI',
      () => requestObject(server, by, { exp: undefined, nbf: undefined }),
    ],
    ['no kid', () => requestObject(server, by, {}, { kid: undefined })],
  ];
  for (const [what, object] of taken) {
    it(`takes ${what}`, async () => assert.equal((await pushed(object())).status, 201));
  }

  const refused: readonly (readonly [string, () => string])[] = [
    ['alg none', () => unsigned(requestObject(server, by))],
    ['a broken signature', () => `${requestObject(server, by).slice(0, -8)}AAAAAAAA`],
    ['the key of another', () => requestObject(server, { client: by.client, key: prover() })],
    ['the typ of an access token', () => requestObject(server, by, {}, { typ: 'at+jwt' })],
    ['the typ of a proof', () => requestObject(server, by, {}, { typ: 'dpop+jwt' })],
    ['crit', () => requestObject(server, by, {}, { crit: ['exp'] })],
    ['another iss', () => requestObject(server, by, { iss: 'somebody' })],
    ['no iss', () => requestObject(server, by, { iss: undefined })],
    ['a foreign aud', () => requestObject(server, by, { aud: 'https://other.example' })],
    ['no aud', () => requestObject(server, by, { aud: undefined })],
    ['another client_id inside', () => requestObject(server, by, { client_id: 'somebody' })],
    ['sub of a client assertion', () => requestObject(server, by, { sub: by.client.id })],
    ['an assertion in its place', () => assertion(server, by.client, by.key)],
    ['an expired one', () => requestObject(server, by, { exp: now - 11 })],
    ['one of the future', () => requestObject(server, by, { nbf: now + 60 })],
    ['exp as text', () => requestObject(server, by, { exp: String(now + 60) })],
    ['PA-09 a number for a text', () => requestObject(server, by, { state: 5 })],
    [
      'PA-09 a list for a text',
      () => requestObject(server, by, { redirect_uri: ['https://app.example/callback'] }),
    ],
    ['PA-09 null for a text', () => requestObject(server, by, { nonce: null })],
    ['another object inside', () => requestObject(server, by, { request: 'a.b.c' })],
    ['a member twice', () => twice(by, 'state')],
  ];
  for (const [what, object] of refused) {
    it(`refuses ${what}: invalid_request_object, at /par and at the registered address`, async () => {
      const { status, body } = await pushed(object());
      assert.equal(status, 400);
      assert.equal(body.error, 'invalid_request_object');
      const told = answered(await server.browser().visit(front(object(), { state: 'outside' })));
      assert.equal(told.get('error'), 'invalid_request_object');
      assert.equal(told.get('iss'), server.issuer);
      assert.equal(told.get('code'), null);
    });
  }

  /** The same header and payload, with a member given twice, signed. */
  function twice({ client, key }: Pusher, name: string): string {
    const text = JSON.stringify({ iss: client.id, aud: server.issuer, ...aRequest(client) });
    const payload = text.replace(/}$/, `,"${name}":"second"}`);
    const about = { htm: '', htu: '', iat: 0 };
    return key.proof(about, { header: { typ: undefined, jwk: undefined, kid: 'k1' }, payload });
  }

  it('PR-07 refuses one that is wrapped in a JWE, signed or not', async () => {
    const plain = new TextEncoder().encode(JSON.stringify({ iss: by.client.id, ...aRequest(by.client) }));
    const wrapped = await new CompactEncrypt(plain)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(new Uint8Array(32));
    const must = await aPusher(server, { settings: { requireSignedRequestObject: true } });
    for (const who of [by, must]) {
      const { status, body } = await pushed(wrapped, who);
      assert.equal(status, 400);
      assert.equal(body.error, 'invalid_request_object');
    }
  });

  it('RFC 9101 §5 refuses an object beside a reference, and two objects', async () => {
    const object = requestObject(server, by);
    const both = front(object, { request_uri: 'https://app.example/object' });
    assert.equal(answered(await server.browser().visit(both)).get('error'), 'invalid_request');
    const two = `${front(object)}&${new URLSearchParams({ request: object })}`;
    assert.equal(answered(await server.browser().visit(two)).get('error'), 'invalid_request');
  });

  it('conformance #36 a good address inside an unsigned object does not save a bad one outside', async () => {
    const url = front(unsigned(requestObject(server, by)), { redirect_uri: 'https://evil.example/cb' });
    assert.equal(problemOf(await server.browser().visit(url)), 'bad_client_request');
  });

  it('RFC 9101 §10.5 a client that must sign may do nothing else', async () => {
    const must = await aPusher(server, { settings: { requireSignedRequestObject: true } });
    const { status, body } = await push(server, must, aRequest(must.client));
    assert.equal(status, 400);
    assert.equal(body.error, 'invalid_request');
    assert.equal((await pushed(requestObject(server, must), must)).status, 201);
  });

  it('takes no algorithm but the registered one', async () => {
    const named = await aPusher(server, { settings: { requestObjectSigningAlg: 'PS256' } });
    const { body } = await pushed(requestObject(server, named), named);
    assert.equal(body.error, 'invalid_request_object');
  });

  const strict: readonly (readonly [string, () => Claims])[] = [
    ['without exp', () => ({ exp: undefined })],
    ['without nbf', () => ({ nbf: undefined })],
    ['expired an hour ago', () => ({ exp: now - HOUR })],
    ['with exp 70 minutes ahead', () => ({ exp: now + 70 * 60 })],
    ['with nbf 70 minutes ago', () => ({ nbf: now - 70 * 60 })],
    ['with a foreign aud', () => ({ aud: 'https://other.example' })],
  ];
  for (const [what, claims] of strict) {
    it(`FAPI 2.0 Message Signing §5.3.1 refuses one ${what}`, async () => {
      const { status, body } = await pushed(requestObject(server, fapi, claims()), fapi);
      assert.equal(status, 400);
      assert.equal(body.error, 'invalid_request_object');
    });
  }

  it('FAPI 2.0 takes exp and nbf up to an hour away, and no RS256', async () => {
    const wide = { exp: now + HOUR, nbf: now - HOUR };
    assert.equal((await pushed(requestObject(server, fapi, wide), fapi)).status, 201);

    const rsa = await aPusher(server, { settings: { tacetProfile: 'fapi2-message-signing' } }, 'RS256');
    const { body } = await pushed(requestObject(server, rsa), rsa);
    assert.equal(body.error, 'invalid_request_object');
  });

  it('FAPI 2.0 Message Signing refuses plain parameters at /par, and an object at /authorize', async () => {
    const { status, body } = await push(server, fapi, aRequest(fapi.client));
    assert.equal(status, 400);
    assert.equal(body.error, 'invalid_request');
    await pushedUrl(server, fapi, { client_id: fapi.client.id, request: requestObject(server, fapi) });
  });

  function unsigned(object: string): string {
    const [, payload] = object.split('.');
    return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  }

  it('PA-04 an object of 9 kB, and one with a hundred members, are refused at once', async () => {
    const members = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`m${at}`, 'x']));
    for (const claims of [{ state: 'x'.repeat(9_000) }, members]) {
      const object = signedJwt(by.key, {
        iss: by.client.id,
        aud: server.issuer,
        ...aRequest(by.client),
        ...claims,
      });
      assert.equal((await pushed(object)).status, 400);
    }
  });
});
