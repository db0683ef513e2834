import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalIp, readCertificate } from '../../server/platform/certificate.ts';
import { jwkThumbprint } from '../../server/protocol/jwk-thumbprint.ts';
import { publicJwk } from '../../server/protocol/json-web-key.ts';
import { authority, C, CN, DC, EMAIL, name, names, O, OU, UID } from '../http/authority.ts';
import { der, oid, sequence } from '../http/certificate.ts';

const ca = authority();
const read = (asked: Parameters<typeof ca.issue>[0]) => readCertificate(ca.issue(asked).raw) ?? assert.fail();

describe('the subject of a certificate', () => {
  const vectors: [string, Buffer, string][] = [
    [
      'the last part first',
      name([[C, 'NL']], [[O, 'Example']], [[CN, 'client']]),
      'CN=client,O=Example,C=NL',
    ],
    [
      'RFC 4514 §4, 1',
      name([[DC, 'net']], [[DC, 'example']], [[UID, 'jsmith']]),
      'UID=jsmith,DC=example,DC=net',
    ],
    [
      'RFC 4514 §4, 2',
      name(
        [[DC, 'net']],
        [[DC, 'example']],
        [
          [OU, 'Sales'],
          [CN, 'J.  Smith'],
        ],
      ),
      'OU=Sales+CN=J.  Smith,DC=example,DC=net',
    ],
    [
      'RFC 4514 §4, 3',
      name([[DC, 'net']], [[DC, 'example']], [[CN, 'James "Jim" Smith, III']]),
      'CN=James \\"Jim\\" Smith\\, III,DC=example,DC=net',
    ],
    ['RFC 4514 §4, 4', name([[DC, 'net']], [[CN, 'Before\rAfter']]), 'CN=Before\\0DAfter,DC=net'],
    [
      'RFC 4514 §4, 5, of a type without a name',
      name([['2b060104018b3a00', 'Hi']]),
      '1.3.6.1.4.1.1466.0=#0C024869',
    ],
    ['RFC 4514 §4, 6', name([[CN, 'Lučić']]), 'CN=Lučić'],
    ['an address of mail', name([[EMAIL, 'a@b.test']]), 'emailAddress=a@b.test'],
    [
      'spaces and signs at the ends',
      name([
        [CN, ' # '],
        [O, '#x'],
      ]),
      'CN=\\ #\\ +O=\\#x',
    ],
    [
      'PrintableString and BMPString',
      name([[CN, der(0x13, Buffer.from('p'))]], [[O, der(0x1e, Buffer.from([0x01, 0x0d]))]]),
      'O=č,CN=p',
    ],
    ['a comma that would be two parts', name([[CN, 'client,O=Example']]), 'CN=client\\,O=Example'],
    ['a NUL in the middle', name([[CN, 'good\0.evil']]), 'CN=good\\00.evil'],
    ['nothing', name(), ''],
  ];
  for (const [what, subject, expected] of vectors)
    it(`is written as RFC 4514 says: ${what}`, () => assert.equal(read({ subject }).subject, expected));
});

describe('the names of a certificate', () => {
  it('are read by their kind (RFC 5280 §4.2.1.6)', () => {
    const all = [
      names.dns('client.test'),
      names.uri('spiffe://test/client'),
      names.email('client@test.example'),
      names.ip(192, 0, 2, 1),
      names.ip(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    ];
    assert.deepEqual(read({ names: all }).names, {
      dns: ['client.test'],
      uri: ['spiffe://test/client'],
      email: ['client@test.example'],
      ip: ['192.0.2.1', '2001:db8::1'],
    });
    assert.equal(canonicalIp('2001:0db8:0:0::0001'), '2001:db8::1');
  });

  it('leave out what would be read in two ways (CVE-2009-2408)', () => {
    const odd = [
      names.dns('good.test\0.evil.test'),
      names.dns('two names'),
      names.uri(''),
      names.ip(1, 2, 3),
    ];
    assert.deepEqual(read({ names: odd }).names, { dns: [], uri: [], email: [], ip: [] });
  });
});

describe('readCertificate', () => {
  it('finds the key', () => {
    const issued = ca.issue();
    const facts = readCertificate(issued.raw) ?? assert.fail();
    assert.equal(facts.jwkThumbprint, jwkThumbprint(publicJwk.parse(issued.publicJwk)));
  });

  it('takes any bytes for what they are, and never throws', () => {
    const { raw } = ca.issue({ names: [names.dns('client.test')] });
    fc.assert(
      fc.property(fc.nat(raw.length - 1), fc.nat(255), (at, byte) => {
        const changed = Buffer.from(raw);
        changed[at] = byte;
        const { subject = '' } = readCertificate(changed) ?? {};
        assert.equal(typeof subject, 'string');
      }),
      { numRuns: 1_000 },
    );
    for (const bytes of ['', '30', '3080', '30840fffffff', '1f00', sequence(oid('55')).toString('hex')])
      assert.equal(readCertificate(Buffer.from(bytes, 'hex')), undefined);
  });
});
