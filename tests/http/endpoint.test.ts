import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formEndpoint } from '../../server/http/endpoint.ts';
import { limits } from '../../server/platform/limits.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { form, json, serve } from './harness.ts';

const FORM = 'application/x-www-form-urlencoded';

function tokenServer() {
  return serve((router, web) =>
    formEndpoint(router, web, '/token', ({ form: { refuse, ...given }, header }) => {
      if (refuse === 'client') throw new OAuthError('invalid_client', 'client authentication failed');
      if (refuse === 'grant') throw new OAuthError('invalid_grant', 'the code is not usable');
      return Promise.resolve({ given, authorization: header('Authorization') ?? null });
    }),
  );
}

describe('an OAuth endpoint', () => {
  it('DOD-R29 answers with and without a trailing slash, without a redirect', async () => {
    await using server = await tokenServer();
    for (const path of ['/token', '/token/']) {
      const response = await server.fetch(path, form({ a: 'b' }));
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), { given: { a: 'b' }, authorization: null });
    }
  });

  for (const path of [
    '//token',
    '/TOKEN',
    '/%74oken',
    '/token;x=1',
    '/token//',
    '/a/../token',
    '/./token',
    '/token/.',
    '/token%2f',
    '/token\\',
    '/tokens',
  ]) {
    it(`PA-12 does not know ${path}`, async () => {
      await using server = await tokenServer();
      const answer = await server.raw(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=b`,
      );
      assert.match(answer, /^HTTP\/1\.1 404 /);
      assert.doesNotMatch(answer, /location:/i);
    });
  }

  it('PA-02 refuses a parameter that was sent twice', async () => {
    await using server = await tokenServer();
    const response = await server.fetch('/token', form('code=1&code=1'));
    assert.equal(response.status, 400);
    assert.equal((await json(response)).error, 'invalid_request');
  });

  it('takes nothing from the query', async () => {
    await using server = await tokenServer();
    const response = await server.fetch('/token?code=1', form({ a: 'b' }));
    assert.deepEqual((await json(response)).given, { a: 'b' });
  });

  const types: readonly (readonly [string, string])[] = [
    ['JSON', 'Content-Type: application/json\r\n'],
    ['plain text', 'Content-Type: text/plain\r\n'],
    ['multipart', 'Content-Type: multipart/form-data; boundary=x\r\n'],
    ['no type', ''],
    ['two types', `Content-Type: ${FORM}\r\nContent-Type: application/json\r\n`],
    ['the same type twice', `Content-Type: ${FORM}\r\nContent-Type: ${FORM}\r\n`],
    ['utf-7', `Content-Type: ${FORM}; charset=utf-7\r\n`],
    ['utf-16', `Content-Type: ${FORM}; charset=utf-16\r\n`],
  ];
  for (const [what, header] of types) {
    it(`PA-05 PA-06 refuses a body of ${what}`, async () => {
      await using server = await tokenServer();
      const answer = await server.raw(
        `POST /token HTTP/1.1\r\nHost: x\r\n${header}Content-Length: 3\r\nConnection: close\r\n\r\na=b`,
      );
      assert.match(answer, /^HTTP\/1\.1 400 /);
      assert.match(
        answer,
        /\{"error":"invalid_request","error_description":"[^"]+","error_uri":"[^"]+#invalid_request"\}/,
      );
    });
  }

  it('takes utf-8 said aloud', async () => {
    await using server = await tokenServer();
    const headers = { 'Content-Type': `${FORM}; charset=UTF-8` };
    assert.equal((await server.fetch('/token', { method: 'POST', body: 'a=é', headers })).status, 200);
  });

  it('PA-06 refuses bytes that are no UTF-8', async () => {
    await using server = await tokenServer();
    const headers = { 'Content-Type': FORM };
    for (const body of [Uint8Array.of(0x61, 0x3d, 0xff), Uint8Array.of(0x61, 0x3d, 0xed, 0xa0, 0x80)]) {
      const response = await server.fetch('/token', { method: 'POST', body, headers });
      assert.equal(response.status, 400);
      assert.equal((await json(response)).error, 'invalid_request');
    }
  });

  it('HT-06 takes 64 KB and refuses a byte more, announced or not', async () => {
    await using server = await tokenServer();
    const exactly = Array.from({ length: 8 }, (_, n) => `${n}=${'x'.repeat(limits.bodyBytes / 8 - 3)}`).join(
      '&',
    );
    assert.equal(exactly.length, limits.bodyBytes - 1);
    assert.equal((await server.fetch('/token', form(exactly))).status, 200);
    assert.equal((await server.fetch('/token', form(`${exactly}ab`))).status, 413);
    const chunk = 'x'.repeat(16 * 1024);
    const endless = `POST /token HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\nTransfer-Encoding: chunked\r\n\r\n${`4000\r\n${chunk}\r\n`.repeat(6)}`;
    const answer = await server.raw(endless);
    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.match(answer, /connection: close/i);
  });

  it('HT-06 unpacks nothing', async () => {
    await using server = await tokenServer();
    const init = form({ a: 'b' });
    const response = await server.fetch('/token', {
      ...init,
      headers: { ...init.headers, 'Content-Encoding': 'gzip' },
    });
    assert.equal(response.status, 415);
    assert.equal((await json(response)).error, 'invalid_request');
  });

  it('HT-01 CF-39 refuses in the words of RFC 6749 §5.2, and lets nobody keep an answer', async () => {
    await using server = await tokenServer();
    const table: readonly (readonly [RequestInit, number, string])[] = [
      [form({ refuse: 'grant' }), 400, 'invalid_grant'],
      [form({ refuse: 'client' }), 401, 'invalid_client'],
      [{ method: 'GET' }, 405, 'invalid_request'],
      [form({ ok: 'yes' }), 200, ''],
    ];
    for (const [init, status, code] of table) {
      const response = await server.fetch('/token', init);
      assert.equal(response.status, status);
      assert.equal(response.headers.get('Cache-Control'), 'no-store');
      assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
      assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
      const body = await json(response);
      if (code === '') continue;
      assert.deepEqual(Object.keys(body), ['error', 'error_description', 'error_uri']);
      assert.equal(body.error, code);
      assert.equal(body.error_uri, `${server.web.config.issuer}/errors#${code}`);
    }
  });

  it('challenges a client that used the header, and no other', async () => {
    await using server = await tokenServer();
    const init = form({ refuse: 'client' });
    const withHeader = { ...init, headers: { ...init.headers, Authorization: 'Basic eDp5' } };
    assert.match(
      (await server.fetch('/token', withHeader)).headers.get('WWW-Authenticate') ?? '',
      /^Basic realm=/,
    );
    assert.equal((await server.fetch('/token', init)).headers.get('WWW-Authenticate'), null);
  });

  it('says which methods an address takes', async () => {
    await using server = await tokenServer();
    const response = await server.fetch('/token', { method: 'PUT' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('Allow'), 'POST');
  });
});
