import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Sealer } from '../../server/keyring/keyring.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import type { Letter } from '../../server/mail/letter.ts';
import { openMailer } from '../../server/mail/open-mailer.ts';
import { openLetter, outboxRow, readRecentLetters } from '../../server/mail/outbox.ts';
import { outboxWorker } from '../../server/mail/outbox-worker.ts';
import type { LogFields } from '../../server/platform/log.ts';
import { secret } from '../../server/platform/secret.ts';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { testClock } from '../harness/clock.ts';
import { testDatabase, type TestDatabase } from '../harness/database.ts';
import { keyringParts } from '../keyring/parts.ts';
import { smtpRefusal, smtpRoom } from './smtp-room.ts';

const letter: Letter = {
  to: 'anna@example.org',
  subject: 'Confirm your e-mail address',
  text: 'https://id.example.com/sign-up#ti_secret-ticket\n',
  html: '<p>ti_secret-ticket</p>',
};

describe('the outbox', () => {
  let database: TestDatabase;
  let storage: Storage;
  before(async () => {
    database = await testDatabase();
    storage = await openStorage(database.url);
  });
  after(async () => {
    await storage.close();
    await database.stop();
  });

  /** A clock and an outbox of its own for each test: what another test left there is drained first. */
  async function office(t: TestContext, port: number | undefined) {
    const clock = testClock();
    const parts = keyringParts(t);
    const sealer: Sealer = (await openKeyring({ ...parts, clock })).sealer('outbox');
    const lines: string[] = [];
    const note = (message: string, fields?: LogFields) => void lines.push(JSON.stringify([message, fields]));
    const log = { debug: note, info: note, warn: note, error: note };
    const worker = () => {
      const mailUrl = port === undefined ? undefined : secret(`smtp://127.0.0.1:${port}`);
      const mailer = openMailer({ mailUrl, mailFrom: 'no-reply@id.example.com' });
      return outboxWorker({ store: storage.outbox, sealer, mailer, clock, log });
    };
    const write = async (to = letter.to) => {
      const row = outboxRow({ ...letter, to }, 'sign-up', sealer, clock);
      await storage.outbox.insert(row);
      return row.id;
    };
    const find = async (id: string) => {
      const row = (await storage.outbox.recent(200)).find((candidate) => candidate.id === id);
      assert.ok(row !== undefined);
      return row;
    };
    for (const { id, state } of await storage.outbox.recent(200)) {
      if (state === 'waiting') await storage.outbox.markFailed(id, undefined);
    }
    return { clock, sealer, lines, worker, write, find };
  }

  it('delivers a letter once, drops its body and logs nothing of it', async (t) => {
    const room = await smtpRoom(t);
    const { worker, write, find, lines, clock } = await office(t, room.port);
    const id = await write();
    assert.equal(await worker().runOnce(), 1);
    const row = await find(id);
    assert.deepEqual([row.state, row.sealed], ['sent', null]);
    clock.turn(80 * 3600);
    assert.equal(await worker().runOnce(), 0);
    assert.equal(room.received.length, 1);
    assert.equal(room.received[0]?.mail.messageId, `<${id}@id.example.com>`);
    assert.ok(lines.length > 0 && !lines.join().includes('anna') && !lines.join().includes('ticket'));
  });

  it('hands each letter to one of many workers', async (t) => {
    const room = await smtpRoom(t);
    const { worker, write } = await office(t, room.port);
    const ids = await Promise.all(Array.from({ length: 12 }, () => write()));
    const workers = Array.from({ length: 4 }, worker);
    for (let round = 0; round < 3; round += 1) await Promise.all(workers.map((each) => each.runOnce()));
    const sent = room.received.map(({ mail }) => mail.messageId);
    assert.deepEqual(sent.toSorted(), ids.map((id) => `<${id}@id.example.com>`).toSorted());
  });

  it('DOD-C55 tries again after 1, 5 and 30 minutes, then every two hours, for three days', async (t) => {
    const room = await smtpRoom(t);
    await room.close();
    const { worker, write, find, clock } = await office(t, room.port);
    const id = await write();
    const created = clock.nowSeconds();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 50; attempt += 1) {
      assert.equal(await worker().runOnce(), 1);
      const { state, nextAttemptAtSeconds, sealed } = await find(id);
      if (state === 'failed') {
        assert.equal(sealed, null);
        break;
      }
      waits.push(nextAttemptAtSeconds - clock.nowSeconds());
      clock.turn(nextAttemptAtSeconds - clock.nowSeconds() - 1);
      assert.equal(await worker().runOnce(), 0, 'not a second early');
      clock.turn(1);
    }
    assert.deepEqual(waits.slice(0, 5), [60, 300, 1800, 7200, 7200]);
    assert.ok(waits.slice(3).every((seconds) => seconds === 7200));
    assert.equal((await find(id)).state, 'failed');
    const hours = (clock.nowSeconds() - created) / 3600;
    assert.ok(hours > 69 && hours <= 72, `${hours} hours`);
  });

  it('delivers once the server is back', async (t) => {
    const closed = await smtpRoom(t);
    await closed.close();
    const { worker, write, find, clock } = await office(t, closed.port);
    const id = await write();
    await worker().runOnce();
    const back = await smtpRoom(t, {}, closed.port);
    clock.turn(60);
    await worker().runOnce();
    assert.equal((await find(id)).state, 'sent');
    assert.equal(back.received.length, 1);
  });

  it('gives a letter up whose addressee is refused for good, and sends the others', async (t) => {
    const room = await smtpRoom(t, {
      onRcptTo: ({ address }, _session, callback) =>
        address.startsWith('gone') ? callback(smtpRefusal(550, 'no such mailbox')) : callback(),
    });
    const { worker, write, find } = await office(t, room.port);
    const [gone, here] = [await write('gone@example.org'), await write()];
    await worker().runOnce();
    assert.deepEqual([(await find(gone)).state, (await find(gone)).sealed], ['failed', null]);
    assert.equal((await find(here)).state, 'sent');
  });

  it('sends again what a worker leased and died with, after the lease', async (t) => {
    const room = await smtpRoom(t);
    const { worker, write, find, clock } = await office(t, room.port);
    const id = await write();
    await storage.outbox.lease(clock.nowSeconds(), 120, 5);
    assert.equal(await worker().runOnce(), 0);
    clock.turn(120);
    assert.equal(await worker().runOnce(), 1);
    assert.equal((await find(id)).state, 'sent');
  });

  it('looks when it is nudged, drains more than a batch, and stops', async (t) => {
    let arrived = 0;
    let allHere = () => {};
    const here = new Promise<void>((resolve) => (allHere = resolve));
    const room = await smtpRoom(t, {
      onRcptTo: (_address, _session, callback) => {
        callback();
        arrived += 1;
        if (arrived === 13) allHere();
      },
    });
    const { worker, write } = await office(t, room.port);
    const running = worker();
    running.start();
    await Promise.all(Array.from({ length: 13 }, () => write()));
    running.nudge();
    await here;
    await running.stop();
    running.nudge();
    await write();
    assert.equal(await worker().runOnce(), 1, 'a stopped worker left it alone');
  });

  it('keeps letters waiting and readable where there is no mail server', async (t) => {
    const { worker, write, sealer, find } = await office(t, undefined);
    const id = await write();
    assert.equal(await worker().runOnce(), 0);
    const [recent] = (await readRecentLetters({ store: storage.outbox, sealer }, 200)).filter(
      (row) => row.id === id,
    );
    assert.deepEqual(recent?.letter, letter);
    const row = await find(id);
    assert.equal(row.state, 'waiting');
    assert.ok(row.sealed !== null && !row.sealed.includes('ti_secret'));
    assert.equal(openLetter({ ...row, id: 'another' }, sealer), undefined, 'sealed to its own id');
  });

  it('does not give a letter up because its key is not known here yet', async (t) => {
    const room = await smtpRoom(t);
    const here = await office(t, room.port);
    const there = await office(t, room.port);
    const id = await there.write();
    await here.worker().runOnce();
    assert.equal((await here.find(id)).state, 'waiting');
    here.clock.turn(60);
    there.clock.turn(60);
    await there.worker().runOnce();
    assert.equal((await there.find(id)).state, 'sent');
    assert.equal(room.received.length, 1);
  });
});
