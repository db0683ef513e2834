import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressPrefix, peerAddress } from '../../server/http/peer-address.ts';
import { visitRoute } from '../../server/http/visit-route.ts';
import { serve } from './harness.ts';

describe('the address of a caller', () => {
  const trusting = peerAddress(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);
  const table: readonly (readonly [string, string | undefined, string | undefined, string])[] = [
    ['no proxy', '203.0.113.9', undefined, '203.0.113.9'],
    ['a stranger who forges', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['one proxy', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['a forger behind the proxy', '10.0.0.1', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['two proxies', '10.0.0.1', '1.1.1.1, 198.51.100.1, 192.0.2.7', '198.51.100.1'],
    ['a proxy in IPv6 clothes', '::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['an IPv6 proxy', 'fd00::1', '2001:db8::1', '2001:db8:0:0:0:0:0:1'],
    ['a hop with a port', '10.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['an IPv6 hop with a port', '10.0.0.1', '[2001:db8::1]:4711', '2001:db8:0:0:0:0:0:1'],
    ['a hop that is no address', '10.0.0.1', '198.51.100.1, unknown', '10.0.0.1'],
    ['an empty header', '10.0.0.1', '', '10.0.0.1'],
    ['proxies all the way', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['a socket that is gone', undefined, undefined, '0.0.0.0'],
  ];
  for (const [what, socket, forwarded, expected] of table) {
    it(`BF-05 is found: ${what}`, () => assert.equal(trusting(socket, forwarded), expected));
  }

  it('looks at a bounded number of hops', () => {
    const hops = Array.from({ length: 50_000 }, () => '10.0.0.2').join();
    assert.equal(trusting('10.0.0.1', hops), '10.0.0.2');
  });

  const prefixes: readonly (readonly [string, string])[] = [
    ['203.0.113.9', '203.0.113.0/24'],
    ['::ffff:203.0.113.9', '203.0.113.0/24'],
    ['::FFFF:cb00:7109', '203.0.113.0/24'],
    ['0:0:0:0:0:ffff:203.0.113.9', '203.0.113.0/24'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:3:4:192.0.2.1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['not an address', '0.0.0.0/24'],
  ];
  for (const [address, prefix] of prefixes) {
    it(`BF-06 ${address} counts as ${prefix}`, () => assert.equal(addressPrefix(address), prefix));
  }

  it('BF-05 no header of a stranger changes it', async () => {
    const seen = new Set<string>();
    await using server = await serve((router, web) =>
      visitRoute(router, web, ['GET'], '/visit', ({ caller }) => {
        seen.add(caller.addressPrefix);
        return Promise.resolve({ kind: 'page', status: 200, body: { view: 'signed-out' } });
      }),
    );
    for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'True-Client-IP', 'CF-Connecting-IP']) {
      for (const value of ['198.51.100.1', 'for=198.51.100.2']) {
        await server.fetch('/visit', { headers: { [name]: value } });
      }
    }
    assert.deepEqual([...seen], ['127.0.0.0/24']);
  });

  it('believes the proxy that the operator named', async () => {
    let seen = '';
    await using server = await serve(
      (router, web) =>
        visitRoute(router, web, ['GET'], '/visit', ({ caller }) => {
          seen = `${caller.addressPrefix} ${caller.userAgent.length}`;
          return Promise.resolve({ kind: 'page', status: 200, body: { view: 'signed-out' } });
        }),
      { env: { TACET_TRUSTED_PROXIES: '127.0.0.1' } },
    );
    await server.fetch('/visit', {
      headers: { 'X-Forwarded-For': '198.51.100.1', 'User-Agent': 'x'.repeat(9_000) },
    });
    assert.equal(seen, '198.51.100.0/24 256');
  });
});
