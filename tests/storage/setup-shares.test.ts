import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { rotateSetup } from '../interaction/renewing.ts';
import { quickAccount } from '../interaction/quick-login.ts';

const EVERY = 300;

describe('how credentials spread over server setups', () => {
  let server: TestServer;
  let first: string;
  let second: string;

  before(async () => {
    server = await startServer();
    first = server.parts.keyring.currentSetupId;
    await Promise.all([1, 2, 3].map((n) => quickAccount(server, `old${n}@example.org`)));
    second = await rotateSetup(server);
    await quickAccount(server, 'new@example.org');
  });
  after(() => server.stop());

  it('is counted for each of them', async () => {
    const counts = await server.parts.storage.credentials.countBySetup();
    assert.deepEqual(
      new Map(counts.map(({ setupId, credentials }) => [setupId, credentials])),
      new Map([
        [first, 3],
        [second, 1],
      ]),
    );
  });

  it('is taken once in a time by however many instances, never grows, and has a place for an empty setup', async () => {
    const { setupShares } = server.parts.storage;
    const of = async (id: string, currentId = second) =>
      (await setupShares.list()).find((row) => row.setupId === id && row.currentId === currentId);
    const take = (nowSeconds: number, olderIds = [first]) =>
      setupShares.take({ currentId: second, olderIds, nowSeconds, everySeconds: EVERY });
    // The rotation counted for the first time, before there was anybody under the new one.
    const begun = await of(first);
    assert.ok(begun?.from === 1 && begun.to === 1);
    const at = begun.takenAtSeconds + EVERY;
    await take(at - 1);
    assert.deepEqual(await of(first), begun, 'too early');
    await Promise.all([take(at), take(at), take(at)]);
    assert.deepEqual(await of(first), { ...begun, from: 1, to: 0.75, takenAtSeconds: at });

    const ada = await server.parts.storage.credentials.find(
      server.parts.keyring.credentialId('new@example.org'),
    );
    assert.ok(ada);
    const event = { kind: 'account.deleted', atSeconds: at } as const;
    assert.equal(await server.parts.storage.accounts.delete(ada.accountId, event), true);
    await take(at + EVERY, [first, 'a setup without anybody']);
    assert.equal((await of(first))?.to, 0.75);
    assert.equal((await of('a setup without anybody'))?.to, 0);
  });
});
