import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { transitProvider } from '../../server/keyring/providers/transit.ts';
import { KeysUnavailable } from '../../server/platform/unavailable.ts';
import { testClock } from '../harness/clock.ts';
import { silentLog } from './parts.ts';
import { providerPromises } from './provider-promises.ts';
import { rejectsWith } from './rejects-with.ts';
import { approle, byToken, transitConfig } from './transit-parts.ts';
import { transitProgram, type TransitServer, transitServer } from './transit-server.ts';

/** The same promises as in front of the double, at the real thing (tests/keyring/build-transit-server.sh builds one). */
const program = transitProgram();
if (program === undefined) {
  const why = 'ran without a real OpenBao: neither bao nor vault is on the PATH, only its double was asked';
  process.stdout.write(`${why}\n`);
  it(why, () => undefined);
} else {
  atTheRealThing(program);
}

function atTheRealThing(path: string): void {
  const opened = async (settings: (server: TransitServer) => Record<string, string> = approle) => {
    const server = await transitServer(path);
    const clock = testClock();
    const config = transitConfig(settings(server));
    const provider = transitProvider({ config, mode: 'production', clock, log: silentLog });
    const close = async () => {
      await provider.close();
      await server[Symbol.asyncDispose]();
    };
    return { server, provider, clock, close, [Symbol.asyncDispose]: close };
  };

  providerPromises(`transit, at ${path}`, () => opened());

  const plain = { plaintext: Buffer.from('a key'), context: ['here'] };

  describe(`a transit server, ${path}`, () => {
    it('KMS-R04 is unavailable while it is sealed, in the time of an act, and opens everything after', async () => {
      await using world = await opened();
      const kek = await world.provider.create();
      const [wrapped = ''] = await world.provider.wrap(kek, [plain]);
      await world.server.seal();
      const began = performance.now();
      await assert.rejects(world.provider.unwrap([{ wrapped, context: ['here'] }]), KeysUnavailable);
      assert.ok(performance.now() - began < 3_500);
      await world.server.unseal();
      world.clock.turn(2);
      const [back] = await world.provider.unwrap([{ wrapped, context: ['here'] }]);
      assert.deepEqual(back, { opened: true, plaintext: plain.plaintext });
    });

    it('logs in again when its token was revoked', async () => {
      await using world = await opened();
      const kek = await world.provider.create();
      await world.server.ask('POST', 'sys/leases/revoke-prefix/auth/approle', {});
      assert.equal((await world.provider.wrap(kek, [plain])).length, 1);
    });

    it('renews its lease, and logs in anew when that has ended', async () => {
      await using world = await opened();
      await world.provider.present();
      for (const seconds of [2_500, 2_500, 9_000]) {
        world.clock.turn(seconds);
        await world.provider.present();
      }
    });

    it('KMS-C09 is not used with its root token, in production', async () => {
      await using world = await opened((server) => byToken(server, server.rootToken));
      await rejectsWith('provider_unsafe', world.provider.present());
    });

    it('KMS-C07 lets nobody with docs/transit-policy.hcl export the key, back it up, or do anything else', async () => {
      await using world = await opened();
      const { server, provider } = world;
      await provider.create();
      const login = { role_id: server.roleId, secret_id: server.secretId };
      const answer = await fetch(`${server.url}/v1/auth/approle/login`, {
        method: 'POST',
        body: JSON.stringify(login),
      });
      const { auth } = await answer.json();
      const tried = [
        ['GET', 'transit/export/encryption-key/tacet'],
        ['GET', 'transit/backup/tacet'],
        ['DELETE', 'transit/keys/tacet'],
        ['POST', 'transit/keys/tacet/config', { exportable: true }],
        ['POST', 'transit/keys/tacet/config', { deletion_allowed: true }],
        ['POST', 'transit/keys/other', { type: 'aes256-gcm96' }],
        ['POST', 'transit/decrypt/other', { ciphertext: 'vault:v1:AAAA' }],
        ['GET', 'transit/keys?list=true'],
        ['GET', 'sys/mounts'],
      ] as const;
      for (const [method, at, body] of tried) {
        const { status } = await fetch(`${server.url}/v1/${at}`, {
          method,
          headers: { 'X-Vault-Token': auth.client_token },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        assert.equal(status, 403, `${method} ${at}`);
      }
    });
  });
}
