import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { opaqueClient } from '../../server/login/client-half.ts';
import { beginTrip } from './trips.ts';
import { openInstance, ownClient } from './world.ts';

/** Unfinished starts that one network has at once (server/login/throttle.ts). */
const FREE = 60;
const { startLoginRequest } = opaqueClient.startLogin('some password');

/** Starts sign-ins for one address after the other; out comes how many were let in. */
async function admitted(
  env: Readonly<Record<string, string>>,
  tries: number,
  headersOf: (index: number) => Readonly<Record<string, string>>,
): Promise<number> {
  const at = await openInstance({ env: { TACET_THROTTLE_SCALE: '1', ...env } });
  try {
    const trip = await beginTrip(at, await ownClient(at));
    let count = 0;
    for (let index = 0; index < tries; index += 1) {
      const input = { email: `person-${index}@example.org`, startLoginRequest };
      const headers = { Cookie: trip.browser, ...headersOf(index) };
      const { status } = await at.wire.call(`/interaction/${trip.id}/login/start`, input, headers);
      assert.ok(status === 200 || status === 429, String(status));
      if (status === 200) count += 1;
    }
    return count;
  } finally {
    await at.stop();
  }
}

describe('the network that the throttle sees', () => {
  it('BF-05 is the one of the socket, whatever a stranger says of it', async () => {
    const count = await admitted({}, FREE + 40, (index) => {
      const address = `${index + 1}.${index}.2.1`;
      return {
        'X-Forwarded-For': index % 2 === 0 ? address : `${address}, 10.0.0.${index}, 127.0.0.1`,
        Forwarded: `for=${address}`,
        ...{ 'X-Real-IP': address, 'True-Client-IP': address, 'CF-Connecting-IP': address },
        ...{ 'X-Client-IP': address, 'X-Cluster-Client-IP': address, Via: `1.1 ${address}` },
      };
    });
    assert.equal(count, FREE);
  });

  it('BF-05 is what a trusted proxy wrote last, whatever stands before it', async () => {
    const count = await admitted({ TACET_TRUSTED_PROXIES: '127.0.0.1' }, FREE + 20, (index) => ({
      'X-Forwarded-For': `${index + 1}.1.1.1, 203.0.113.7`,
      'X-Real-IP': `${index + 1}.1.1.1`,
    }));
    assert.equal(count, FREE);
  });

  it('BF-06 is one for a whole /64, however it is spelled', async () => {
    const spellings = (n: number) => {
      const low = (n + 1).toString(16);
      const all = [
        `2001:db8:1:2::${low}`,
        `2001:0DB8:0001:0002:0:0:${low}:1`,
        `[2001:db8:1:2:ffff::${low}]:443`,
      ];
      return all[n % all.length] ?? '';
    };
    const count = await admitted({ TACET_TRUSTED_PROXIES: '127.0.0.1' }, FREE + 20, (index) => ({
      'X-Forwarded-For': spellings(index),
    }));
    assert.equal(count, FREE);
  });

  it('BF-06 is one for an IPv4 address and the same in IPv6 clothes', async () => {
    const count = await admitted({ TACET_TRUSTED_PROXIES: '127.0.0.1' }, FREE + 20, (index) => {
      const all = [
        '203.0.113.9',
        '::ffff:203.0.113.9',
        '::ffff:cb00:7109',
        '203.0.113.200:1234',
        '0:0:0:0:0:FFFF:203.0.113.9',
      ];
      return { 'X-Forwarded-For': all[index % all.length] ?? '' };
    });
    assert.equal(count, FREE);
  });

  it('is another for another network', async () => {
    const count = await admitted({ TACET_TRUSTED_PROXIES: '127.0.0.1' }, FREE + 20, (index) => ({
      'X-Forwarded-For': `2001:db8:1:${index % 2}::1`,
    }));
    assert.equal(count, FREE + 20);
  });
});
