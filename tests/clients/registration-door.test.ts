import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { call, giveOut, MINIMAL, register } from './registering.ts';

describe('DR-01 /register', () => {
  it('is not there while it is off', async () => {
    const server = await startServer();
    try {
      assert.equal((await register(server, MINIMAL)).status, 404);
      assert.equal((await call('GET', `${server.issuer}/register/x`, { token: 'x' })).status, 404);
    } finally {
      await server.stop();
    }
  });

  describe('behind an initial access token', () => {
    let server: TestServer;
    before(async () => {
      server = await startServer({ env: { TACET_DYNAMIC_REGISTRATION: 'token' } });
    });
    after(() => server.stop());

    it('wants one, and says so in the words of RFC 6750', async () => {
      for (const options of [{}, { token: 'x' }, { headers: { Authorization: 'Basic eDp5' } }]) {
        const { status, headers, told } = await register(server, MINIMAL, options);
        assert.deepEqual([status, told.error], [401, 'invalid_token']);
        assert.match(headers.get('www-authenticate') ?? '', /^Bearer /);
      }
    });

    it('lets it be used so many times and no more, however many try at once', async () => {
      const token = await giveOut(server, { uses: 3 });
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => register(server, MINIMAL, { token })),
      );
      const statuses = answers.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [...Array<number>(3).fill(201), ...Array<number>(9).fill(401)]);
      assert.equal((await register(server, MINIMAL, { token })).status, 401);
    });

    it('is not used up by metadata that are refused', async () => {
      const token = await giveOut(server);
      assert.equal((await register(server, {}, { token })).status, 400);
      assert.equal((await register(server, MINIMAL, { token })).status, 201);
    });

    it('runs out', async () => {
      const token = await giveOut(server, { seconds: 60 });
      server.clock.turn(60);
      assert.equal((await register(server, MINIMAL, { token })).status, 401);
    });

    it('★DR-02 lets a machine in only when the operator said so', async () => {
      const machine = { client_name: 'Sync', grant_types: ['client_credentials'] };
      const token = await giveOut(server);
      assert.equal((await register(server, machine, { token })).status, 400);
      const vouched = await giveOut(server, { machines: true });
      const { status, told } = await register(server, machine, { token: vouched });
      assert.deepEqual([status, told.grant_types], [201, ['client_credentials']]);
    });
  });

  it('DR-05 is slow to those who ask too often', async () => {
    const server = await startServer({ env: { TACET_DYNAMIC_REGISTRATION: 'token' } });
    try {
      const answers = await Promise.all(Array.from({ length: 220 }, () => register(server, MINIMAL)));
      const slowed = answers.filter(({ status }) => status === 429);
      assert.ok(slowed.length >= 19, String(slowed.length));
      assert.match(slowed[0]?.headers.get('retry-after') ?? '', /^\d+$/);
      server.clock.turn(3_600);
      assert.equal((await register(server, MINIMAL)).status, 401);
    } finally {
      await server.stop();
    }
  });
});
