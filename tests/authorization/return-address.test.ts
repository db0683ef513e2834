import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { returnAddress } from '../../server/authorization/return-address.ts';
import { spa } from '../clients/parts.ts';
import { native } from './parts.ts';

const allowed = (client: typeof spa, requested: string) => returnAddress(client, requested) !== undefined;

describe('returnAddress', () => {
  it('takes what was registered', () => {
    assert.ok(allowed(spa, 'https://app.test/cb'));
    assert.ok(allowed(native, 'com.example.app:/cb'));
  });

  for (const requested of [
    ...[
      'https://app.test/cb/',
      'https://app.test/cb/../evil',
      'https://app.test/cb/..;/evil',
      'https://app.test/cb%2f..%2fevil',
    ],
    ...[
      'https://app.test/cb%252f',
      'https://app.test/CB',
      'https://app.test//cb',
      'https://app.test/cb/x',
      '//app.test/cb',
    ],
    ...[
      'https://app.test/',
      'https://app.test',
      '/cb',
      'cb',
      '',
      ' https://app.test/cb',
      'https://app.test/cb ',
      'https://app.test/cb\n',
    ],
    ...[
      'https://APP.test/cb',
      'HTTPS://app.test/cb',
      'https://app.test:443/cb',
      'https://app.test:8443/cb',
      'https://app.test./cb',
    ],
    ...[
      'http://app.test/cb',
      'https://app.test/c%62',
      'https://app.test/cb?',
      'https://app.test/cb?x=1',
      'https://app.test\\cb',
    ],
  ]) {
    it(`RU-01 refuses ${JSON.stringify(requested)}`, () => assert.ok(!allowed(spa, requested)));
  }

  for (const requested of [
    ...[
      'https://app.test@evil.test/cb',
      'https://a@b@evil.test',
      'https://app.test%40evil.test',
      'https://app.test.evil.test/cb',
    ],
    ...[
      'https://evil.test#@app.test/cb',
      'https://evil.test?https://app.test/cb',
      'https://user:pass@app.test/cb',
    ],
    ...[
      'https://evil.test\\@app.test/cb',
      'https://app.test\t/cb',
      'https://аpp.test/cb',
      'javascript:alert(1)',
    ],
  ]) {
    it(`RU-02 refuses ${JSON.stringify(requested)}`, () => assert.ok(!allowed(spa, requested)));
  }

  for (const requested of [
    'https://app.test/cb#',
    'https://app.test/cb#x',
    'com.example.app:/cb#',
    'http://127.0.0.1/cb#',
  ]) {
    it(`RU-06 refuses ${requested}`, () =>
      assert.ok(!allowed(spa, requested) && !allowed(native, requested)));
  }

  for (const port of ['', ':1', ':80', ':51004', ':65535']) {
    it(`RU-07 a native client may come back to 127.0.0.1${port}`, () => {
      assert.equal(returnAddress(native, `http://127.0.0.1${port}/cb`), `http://127.0.0.1${port}/cb`);
    });
  }

  for (const requested of [
    ...[
      'http://localhost:51004/cb',
      'http://[::1]:51004/cb',
      'http://127.0.0.1:51004@evil.test/cb',
      'http://127.0.0.1.evil.test/cb',
    ],
    ...[
      'http://127.1:9/cb',
      'http://2130706433:9/cb',
      'https://127.0.0.1:9/cb',
      'http://127.0.0.1:9/other',
      'http://127.0.0.1:9',
    ],
    ...[
      'http://127.0.0.1:9/cb/',
      'http://127.0.0.1:9/cb?x=1',
      'http://127.0.0.1:65536/cb',
      'http://127.0.0.1:/cb',
      'http://127.0.0.1:9:9/cb',
    ],
    ...[
      'http://127.0.0.1:0x50/cb',
      'http://127.0.0.1: 9/cb',
      'http://127.0.0.1:9/cb\n',
      'http://127.0.0.2:9/cb',
      'http://user@127.0.0.1:9/cb',
    ],
    ...['HTTP://127.0.0.1:9/cb', 'http://0.0.0.0:9/cb', 'http://127.0.0.1:9\\@evil.test/cb'],
  ]) {
    it(`RU-07 refuses ${JSON.stringify(requested)}`, () => assert.ok(!allowed(native, requested)));
  }

  it('RU-07 gives the port to native clients alone', () => {
    const web = { ...spa, redirectUris: ['http://127.0.0.1/cb'] };
    assert.ok(allowed(web, 'http://127.0.0.1/cb') && !allowed(web, 'http://127.0.0.1:9/cb'));
  });

  it('RU-07 an IPv6 loopback address may choose its port too, and stays IPv6', () => {
    const v6 = { ...native, redirectUris: ['http://[::1]:80/cb?x=1'] };
    assert.ok(allowed(v6, 'http://[::1]:9/cb?x=1'));
    assert.ok(!allowed(v6, 'http://[::1]:9/cb') && !allowed(v6, 'http://127.0.0.1:9/cb?x=1'));
  });

  it('DOD-S12 lets pass byte-equal texts and loopback ports, nothing else', () => {
    const piece = fc.constantFrom(
      ...[
        'http://',
        'https://',
        '127.0.0.1',
        '[::1]',
        'app.test',
        'localhost',
        'evil.test',
        'com.example.app:',
        '/cb',
        '/',
      ],
      ...[':', ':80', ':51004', ':99999', '@', '#', '?', '\\', '%2f', '.', '..', ' ', '\n', '\0', ':٣'],
    );
    const requested = fc.oneof(
      { weight: 3, arbitrary: fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')) },
      fc
        .tuple(fc.constantFrom(...spa.redirectUris, ...native.redirectUris), fc.string(), fc.nat(40))
        .map(([uri, inserted, at]) => uri.slice(0, at) + inserted + uri.slice(at)),
      fc.integer({ min: 0, max: 99_999 }).map((port) => `http://127.0.0.1:${port}/cb`),
    );
    fc.assert(
      fc.property(requested, fc.constantFrom(spa, native), (text, client) => {
        const loopback = client === native && /^http:\/\/127\.0\.0\.1(:[0-9]{1,5})?\/cb$/.exec(text);
        const portIsGood = loopback && Number(loopback[1]?.slice(1) ?? 0) <= 65_535;
        const expected = client.redirectUris.includes(text) || Boolean(portIsGood);
        assert.equal(allowed(client, text), expected);
      }),
      { numRuns: 20_000 },
    );
  });
});
