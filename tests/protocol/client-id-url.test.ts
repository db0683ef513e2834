import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isClientIdUrl, looksLikeClientIdUrl } from '../../server/protocol/client-id-url.ts';

describe('isClientIdUrl', () => {
  for (const url of [
    'https://app.test/client.json',
    'https://app.test/',
    'https://a.b.app.test/c/d~e/%C3%A9',
  ])
    it(`takes ${url}`, () => assert.ok(isClientIdUrl(url, [])));

  const refused = [
    'https://app.test/c?x=1',
    'https://app.test/c?',
    'https://app.test/c#x',
    'https://app.test/c#',
    'https://user@app.test/c',
    'https://user:x@app.test/c',
    'https://@app.test/c',
    'https://:@app.test/c',
    'https://app.test/./c',
    'https://app.test/../c',
    'https://app.test/a/..',
    'https://app.test/%2e%2e/c',
    'https://app.test/.%2E/c',
    'https://app.test:8443/c',
    'https://app.test:443/c',
    'http://app.test/c',
    'https://app.test',
    'https://127.0.0.1/c',
    'https://[::1]/c',
    'https://2130706433/c',
    'https://0x7f.1/c',
    'https://app.test./c',
    'https://APP.test/c',
    'HTTPS://app.test/c',
    'https://app.test\\c',
    'https:/app.test/c',
    'https:app.test/c',
    'https://bücher.test/c',
    'https://app.test/ c',
    'https:///c',
    'https://',
    '',
    'client-1',
  ];
  for (const url of refused) it(`★DR-07 refuses ${url}`, () => assert.ok(!isClientIdUrl(url, [])));

  it('takes a port, and hosts, that the operator named', () => {
    const places = ['localhost:8443', 'app.test'];
    assert.ok(isClientIdUrl('https://localhost:8443/c', places));
    assert.ok(isClientIdUrl('https://app.test/c', places));
    assert.ok(!isClientIdUrl('https://localhost:8444/c', places));
    assert.ok(!isClientIdUrl('https://localhost/c', places));
    assert.ok(!isClientIdUrl('https://evil.test/c', places));
  });

  it('is asked for nothing that does not look like a URL', () => {
    assert.ok(looksLikeClientIdUrl('HTTP://x'));
    assert.ok(!looksLikeClientIdUrl('8b7c4a1e'));
  });
});
