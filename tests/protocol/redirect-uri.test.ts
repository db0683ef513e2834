import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { redirectUriFault, redirectUriLimits } from '../../server/protocol/redirect-uri.ts';

const web = { clientType: 'web', mode: 'production' } as const;
const webInDevelopment = { clientType: 'web', mode: 'development' } as const;
const native = { clientType: 'native', mode: 'production' } as const;

describe('redirectUriFault', () => {
  const accepted = [
    ['https://app.test/cb', web],
    ['https://app.test', web],
    ['https://app.test/', web],
    ['https://app.test:8443/cb?tenant=1&x=%2F', web],
    ['https://xn--bcher-kva.test/cb', web],
    ['http://localhost:5173/cb', webInDevelopment],
    ['http://127.0.0.1:3000/cb', webInDevelopment],
    ['http://[::1]:3000/cb', webInDevelopment],
    ['http://127.0.0.1/cb', native],
    ['http://[::1]/cb', native],
    ['http://127.0.0.1:8000/cb', native],
    ['http://localhost:5173/cb', native],
    ['https://claimed.test/cb', native],
    ['com.example.app:/oauth2redirect', native],
    ['com.example.app://callback/path', native],
  ] as const;
  for (const [uri, rules] of accepted) {
    it(`accepts ${uri} (${rules.clientType}, ${rules.mode})`, () => {
      assert.equal(redirectUriFault(uri, rules), undefined);
    });
  }

  const refused: [string, string, readonly (keyof typeof every)[]][] = [
    ['RU-06', 'https://app.test/cb#', ['web', 'development', 'native']],
    ['RU-06', 'https://app.test/cb#x', ['web', 'development', 'native']],
    ['RU-06', 'com.example.app:/cb#', ['native']],
    ['RU-02', 'https://app.test@evil.test/cb', ['web', 'development', 'native']],
    ['RU-02', 'https://@evil.test/cb', ['web', 'development', 'native']],
    ['RU-02', 'com.example.app://user@callback', ['native']],
    ['RU-02', 'https://app.test\\@evil.test/cb', ['web', 'development', 'native']],
    ['RU-08', 'javascript:alert(1)', ['web', 'development', 'native']],
    ['RU-08', 'data:text/html,x', ['web', 'development', 'native']],
    ['RU-08', 'vbscript:x', ['web', 'development', 'native']],
    ['RU-08', 'file:///etc/passwd', ['web', 'development', 'native']],
    ['RU-08', 'blob:https://app.test/1', ['web', 'development', 'native']],
    ['RU-08', 'about:blank', ['web', 'development', 'native']],
    ['RU-08', 'view-source:https://app.test', ['web', 'development', 'native']],
    ['RU-08', 'http://app.test/cb', ['web', 'development', 'native']],
    ['RU-08', 'http://localhost:5173/cb', ['web']],
    ['RU-08', 'http://localhost.evil.test/cb', ['web', 'development', 'native']],
    ['RU-08', 'http://127.0.0.1.evil.test/cb', ['web', 'development', 'native']],
    ['RU-08', 'http://127.1/cb', ['web', 'development', 'native']],
    ['RU-08', 'http://2130706433/cb', ['web', 'development', 'native']],
    ['RU-08', 'ws://app.test/cb', ['web', 'development', 'native']],
    ['RU-09', 'myapp:/cb', ['native']],
    ['RU-09', 'myapp://cb', ['native']],
    ['RU-09', 'com.example.app:/cb', ['web', 'development']],
    ['RU-10', 'https://*.app.test/cb', ['web', 'development', 'native']],
    ['RU-10', 'https://app.test/*', ['web', 'development', 'native']],
    ['RU-01', 'https://app.test/cb/../x', ['web', 'development', 'native']],
    ['RU-01', 'https://app.test/cb/%2e%2e/x', ['web', 'development', 'native']],
    ['RU-01', 'https://APP.test/cb', ['web', 'development', 'native']],
    ['RU-01', 'https://app.test:443/cb', ['web', 'development', 'native']],
    ['RU-01', 'https://app.test./cb', ['web', 'development', 'native']],
    ['RU-01', 'https:app.test/cb', ['web', 'development', 'native']],
    ['RU-01', '//app.test/cb', ['web', 'development', 'native']],
    ['RU-01', '/cb', ['web', 'development', 'native']],
    ['RU-01', '', ['web', 'development', 'native']],
    ['RU-01', 'https://', ['web', 'development', 'native']],
    ['RU-01', 'https://bücher.test/cb', ['web', 'development', 'native']],
    ['RU-01', ' https://app.test/cb', ['web', 'development', 'native']],
    ['RU-01', 'https://app.test/c\nb', ['web', 'development', 'native']],
    ['RU-01', 'https://app.test/<script>', ['web', 'development', 'native']],
    [
      'RU-01',
      `https://app.test/${'x'.repeat(redirectUriLimits.characters)}`,
      ['web', 'development', 'native'],
    ],
  ];
  const every = { web, development: webInDevelopment, native };
  for (const [id, uri, rules] of refused) {
    it(`${id} refuses ${JSON.stringify(uri.slice(0, 50))} (${rules.join(', ')})`, () => {
      for (const name of rules) assert.notEqual(redirectUriFault(uri, every[name]), undefined, name);
    });
  }

  it('RU-01 what passes means the same to a person and to a parser', () => {
    const piece = fc.constantFrom(
      ...['https://', 'http://', 'HTTPS://', 'com.x:', 'javascript:', 'app.test', '127.0.0.1', 'evil.test'],
      ...[
        '/',
        '//',
        '\\',
        '@',
        ':',
        ':80',
        '#',
        '?',
        '..',
        '.',
        '%2e',
        '%00',
        '*',
        ' ',
        '\t',
        'ü',
        '[::1]',
        'cb',
        '&',
        '=',
      ],
    );
    const uri = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.string(),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(uri, fc.constantFrom(web, webInDevelopment, native), (text, rules) => {
        if (redirectUriFault(text, rules) !== undefined) return;
        const { href, hash, username, password, protocol, hostname } = new URL(text);
        assert.ok(href === text || href === `${text}/`);
        assert.deepEqual([hash, username, password], ['', '', '']);
        assert.ok(!text.includes('#') && !text.includes('*'));
        if (protocol === 'http:') assert.ok(['localhost', '127.0.0.1', '[::1]'].includes(hostname));
        else if (protocol !== 'https:') assert.ok(protocol.includes('.') && rules === native);
      }),
      { numRuns: 20_000 },
    );
  });
});
