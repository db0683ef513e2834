import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import pg from 'pg';
import { StorageUnavailable } from '../../server/platform/unavailable.ts';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { freePort } from '../harness/free-port.ts';
import { aClient, event, NOW, openWorld } from './world.ts';

const ANSWER_LIMIT_MILLISECONDS = 2_300;

describe('a database in trouble', () => {
  it('F-30 is refused at once where nothing listens', async () => {
    const storage = await openStorage(`postgres://tacet@127.0.0.1:${await freePort()}/tacet`);
    await refuses(storage);
    await storage.close();
  });

  it('F-30 is refused in two seconds by a listener that never answers', async () => {
    const wire = await silentWire();
    const storage = await openStorage(`postgres://tacet@127.0.0.1:${wire.port}/tacet`);
    await refuses(storage);
    await storage.close();
    wire.close();
  });

  it('F-30 is refused in two seconds when its connections fall silent, and serves when they speak again', async () => {
    const world = await openWorld();
    const wire = await interruptibleWire(world.url);
    const storage = await openStorage(wire.url);
    await storage.ping();
    wire.interrupt();
    await refuses(storage);
    wire.resume();
    await storage.ping();
    await storage.close();
    wire.close();
    await world.stop();
  });

  it('F-30 has no poisoned connection left after the server ended them all', async () => {
    const world = await openWorld();
    const { storage } = world;
    await Promise.all(Array.from({ length: 10 }, () => storage.accounts.find('nobody')));
    const admin = new pg.Client({ connectionString: world.url });
    await admin.connect();
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    );
    await admin.end();
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, () => storage.accounts.find('nobody')),
    );
    for (const answer of answers) {
      assert.ok(answer.status === 'fulfilled' || answer.reason instanceof StorageUnavailable);
    }
    await Promise.all(Array.from({ length: 30 }, () => storage.accounts.find('nobody')));
    await world.stop();
  });

  it('F-33 gives up a statement that waits for a lock, and leaves the others alone', async () => {
    const world = await openWorld();
    const { storage } = world;
    const { family } = await world.family();
    const other = await world.family();
    const holder = new pg.Client({ connectionString: world.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from refresh_family where id = $1 for update', [family.id]);
    const started = Date.now();
    const revoke = (id: string, accountId: string) =>
      storage.families.revoke(accountId, id, event('tokens.revoked'));
    await Promise.all([
      assert.rejects(revoke(family.id, family.accountId), StorageUnavailable),
      revoke(other.family.id, other.family.accountId).then((revoked) => assert.equal(revoked, true)),
    ]);
    assert.ok(Date.now() - started < ANSWER_LIMIT_MILLISECONDS);
    await holder.query('rollback');
    await holder.end();
    assert.equal(await revoke(family.id, family.accountId), true);
    await world.stop();
  });

  it('F-35 sends again what broke a deadlock, with one effect', async () => {
    const world = await openWorld();
    const { storage } = world;
    for (let round = 0; round < 5; round += 1) {
      const { account, session, family } = await world.family();
      await Promise.all([
        storage.accounts.setState(account.id, 'disabled', event('account.disabled')),
        storage.sessions.end(account.id, session.id, event('session.ended')),
        storage.consents.withdraw(account.id, family.clientId, event('consent.withdrawn')),
        storage.accounts.delete(account.id, event('account.deleted', account.id)),
      ]);
      assert.equal(await storage.accounts.find(account.id), undefined);
    }
    await world.stop();
  });

  it('survives a change of a table that prepared statements know', async () => {
    const world = await openWorld();
    const client = await world.client();
    await world.storage.clients.find(client.id);
    const admin = new pg.Client({ connectionString: world.url });
    await admin.connect();
    await admin.query('alter table client alter column tos_uri type varchar(2048), add column later text');
    await admin.end();
    assert.deepEqual(await world.storage.clients.find(client.id), client);
    await world.stop();
  });

  it('a mistake of ours is no outage: it goes up as it is', async () => {
    const world = await openWorld();
    const client = await world.client();
    await assert.rejects(
      world.storage.clients.insert(aClient({ id: client.id }), event('client.created')),
      (error) => error instanceof pg.DatabaseError && error.code === '23505',
    );
    await world.stop();
  });

  it('refuses a URL that no backend knows, without repeating it', async () => {
    await assert.rejects(
      openStorage('mysql://somebody:hunter2@host/db'),
      (error) => !String(error).includes('hunter2'),
    );
  });
});

async function refuses(storage: Storage): Promise<void> {
  const started = Date.now();
  const asked = [
    storage.ping(),
    storage.accounts.find('nobody'),
    storage.sessions.find('x'.repeat(43), NOW),
    storage.audit.append(event('code.replayed')),
    storage.credentials.find('nothing'),
  ];
  for (const answer of await Promise.allSettled(asked)) {
    assert.ok(answer.status === 'rejected' && answer.reason instanceof StorageUnavailable);
  }
  assert.ok(Date.now() - started < ANSWER_LIMIT_MILLISECONDS, `${Date.now() - started} ms`);
}

async function silentWire(): Promise<{ port: number; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  return {
    port: await listening(server),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A relay to the server of `url` that can stop passing anything on, as a network does. */
async function interruptibleWire(url: string) {
  const target = new URL(url);
  const serverPort = Number(target.port);
  const pairs = new Set<readonly [Socket, Socket]>();
  let open = true;
  const server = createServer((near) => {
    const far = connect(serverPort, target.hostname);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('data', (data) => open && far.write(data));
    far.on('data', (data) => open && near.write(data));
    near.on('close', () => far.destroy());
    pairs.add([near, far]);
  });
  const port = await listening(server);
  target.port = String(port);
  return {
    url: target.href,
    interrupt: () => {
      open = false;
    },
    resume: () => {
      open = true;
    },
    close: () => {
      for (const socket of [...pairs].flat()) socket.destroy();
      server.close();
    },
  };
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return address.port;
}
