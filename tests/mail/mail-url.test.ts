import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MailUrlError, parseMailUrl } from '../../server/mail/mail-url.ts';
import { secret } from '../../server/platform/secret.ts';

const parse = (url: string) => parseMailUrl(secret(url));

describe('the URL of the mail server', () => {
  const rows = [
    ['smtp://mail.example.com', 'mail.example.com', 587, 'required', true],
    ['smtp://mail.example.com:2525', 'mail.example.com', 2525, 'required', true],
    ['smtps://mail.example.com', 'mail.example.com', 465, 'implicit', true],
    ['smtps://mail.example.com/', 'mail.example.com', 465, 'implicit', true],
    ['smtp://mail:1025?tls=off', 'mail', 1025, 'off', true],
    ['smtp://10.0.0.7:25', '10.0.0.7', 25, 'required', true],
    ['smtp://localhost:1025', 'localhost', 1025, 'offered', false],
    ['smtp://127.0.0.1:1025', '127.0.0.1', 1025, 'offered', false],
    ['smtp://[::1]:1025', '::1', 1025, 'offered', false],
    ['smtp://127.0.0.1.example.com:25', '127.0.0.1.example.com', 25, 'required', true],
    ['smtp://notlocalhost:25', 'notlocalhost', 25, 'required', true],
  ] as const;
  for (const [url, host, port, tls, verifyCertificate] of rows) {
    it(`${url}: TLS ${tls}`, () => {
      assert.deepEqual(parse(url), { host, port, tls, verifyCertificate, login: undefined });
    });
  }

  it('carries a login, decoded', () => {
    assert.deepEqual(parse('smtps://tacet%40example.com:p%40ss%2Fword@mail.example.com').login, {
      user: 'tacet@example.com',
      pass: 'p@ss/word',
    });
  });

  const refused = [
    'http://mail.example.com',
    'smtp://',
    'smtp://mail.example.com/path',
    'smtp://mail.example.com?tls=maybe',
    'smtp://mail.example.com?ignoreTLS=true',
    'smtps://mail.example.com?tls=off',
    'smtp://tacet:hunter2@mail.example.com?tls=off',
  ];
  for (const url of refused) {
    it(`refuses ${url} without quoting it`, () => {
      assert.throws(
        () => parse(url),
        (error) => {
          assert.ok(error instanceof MailUrlError);
          assert.ok(!error.message.includes('hunter2') && !error.message.includes('\n'));
          return true;
        },
      );
    });
  }
});
