import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { TlsUnusable } from '../../server/http/listen.ts';
import { transitProvider } from '../../server/keyring/providers/transit.ts';
import { KeysUnavailable } from '../../server/platform/unavailable.ts';
import { testClock } from '../harness/clock.ts';
import { target } from '../http/egress-target.ts';
import { silentLog } from './parts.ts';
import { byToken, transitConfig } from './transit-parts.ts';

const answers = {
  '/v1/auth/token/lookup-self': { data: { policies: ['tacet'], ttl: 0, renewable: false } },
  '/v1/transit/keys/tacet': undefined,
};

const provider = (url: string, caFile?: string) =>
  transitProvider({
    config: transitConfig({
      ...byToken({ url }, 'a-token'),
      ...(caFile !== undefined && { TACET_TRANSIT_CA_FILE: caFile }),
    }),
    mode: 'production',
    clock: testClock(),
    log: silentLog,
    pause: () => Promise.resolve(),
  });

describe('TLS to a transit server', () => {
  it('believes the authorities of the operator, and without them no stranger', async () => {
    let heard = 0;
    await using server = await target((request, response) => {
      heard += 1;
      const [, body] = Object.entries(answers).find(([path]) => path === request.url) ?? [];
      response.writeHead(body === undefined ? 404 : 200).end(JSON.stringify(body ?? { errors: [] }));
    });
    const trusting = provider(server.url, server.caFile);
    assert.deepEqual(await trusting.present(), new Set());
    await trusting.present();
    assert.equal(server.connections(), 1, 'the connection is kept');
    await trusting.close();
    const before = heard;
    const wary = provider(server.url);
    await assert.rejects(wary.present(), KeysUnavailable);
    await wary.close();
    assert.equal(heard, before, 'no token was shown to it');
  });

  it('does not start with a file that holds no authority', async () => {
    await using server = await target((_, response) => response.end());
    writeFileSync(server.caFile, '');
    assert.throws(() => provider(server.url, server.caFile), /^TlsUnusable: TACET_TRANSIT_CA_FILE: /);
    assert.throws(() => provider(server.url, '/no/such/file'), TlsUnusable);
  });
});
