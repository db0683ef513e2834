import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { neverRotated, purposes } from '../../server/keyring/purposes.ts';
import { SPREAD_SECONDS } from '../../server/keyring/rotate.ts';
import { ownClient, quickAccount } from '../attacks/world.ts';
import { runningClock } from '../harness/clock.ts';
import { testDatabase } from '../harness/database.ts';
import { freePort } from '../harness/free-port.ts';
import { testRedis } from '../harness/redis.ts';
import { startServer } from '../harness/server.ts';
import { openWire } from '../attacks/wire.ts';
import { openBalancer } from './balancer.ts';
import { type Process, startInstance, tacet } from './instances.ts';
import { live, type Person, RECORD_SCOPE, type Tally } from './people.ts';

/** `npm run drill:rotation`; smaller numbers are for trying it out. */
const PEOPLE = Number(process.env.DRILL_PEOPLE ?? 50);
const KILLS = Number(process.env.DRILL_KILLS ?? 20);
const ROUNDS = 2;
const KILL_EVERY_MILLISECONDS = 4_000;
const RINGS = [...purposes.filter((purpose) => !neverRotated.includes(purpose)), 'data-key', 'kek'];

describe('every ring, rotated twice while people sign in and instances are killed', () => {
  it(`KY-01 KMS-N08 ${PEOPLE} people, two instances, ${KILLS} kills: nothing fails, nothing becomes unreadable`, async (t) => {
    const redis = await testRedis();
    await using balancer = await openBalancer();
    const issuer = `http://localhost:${balancer.port}`;
    const common = { ISSUER: issuer, REDIS_URL: redis.url, TACET_THROTTLE_SCALE: '100000' };
    // Seeds the database; serves nobody.
    const [database, keysDir] = await Promise.all([testDatabase(), mkdtemp(join(tmpdir(), 'tacet-keys-'))]);
    const beside = { clock: runningClock(), databaseUrl: database.url, keysDir };
    const seed = await startServer({ env: common, beside });
    const at = { server: seed, wire: openWire(seed.parts.config.port, issuer), stop: () => seed.stop() };
    const app = await ownClient(at, { scopes: RECORD_SCOPE.split(' ') });
    const people: Person[] = [];
    for (let index = 0; index < PEOPLE; index += 1) {
      const email = `person-${index}@example.org`;
      await quickAccount(at, email);
      people.push({ email, value: `what ${index} keeps for themselves` });
    }
    await seed.stop();
    const settings = {
      ...common,
      ...{ DATABASE_URL: database.url, TACET_KEYS_DIR: keysDir, TACET_LOG_LEVEL: 'warn' },
    };
    const drill = await openDrill(settings, balancer);

    const tally: Tally = { signedIn: 0, refreshed: 0, read: 0, cut: 0, failed: [] };
    let goesOn = true;
    const place = { port: balancer.port, origin: issuer, app };
    const lives = people.map((person) => live(place, person, tally, () => goesOn));
    const killed = drill.killAtRandom(KILLS);
    const rotated = await drill.rotateAll();
    const kills = await killed;
    await pause(2_000);
    goesOn = false;
    await Promise.all(lives);

    t.diagnostic(JSON.stringify({ ...tally, failed: tally.failed.length, rotated, kills }));
    t.diagnostic(drill.last());
    await drill.stop();
    await Promise.all([database.stop(), redis.stop(), rm(keysDir, { recursive: true, force: true })]);
    assert.deepEqual(tally.failed.slice(0, 10), []);
    assert.deepEqual(balancer.broken, []);
    assert.ok(tally.signedIn >= PEOPLE && tally.read > PEOPLE, 'people were there');
    assert.equal(rotated, RINGS.length * ROUNDS);
    assert.equal(kills, KILLS);
  });
});

interface Seat {
  readonly port: number;
  process: Process;
}

async function openDrill(
  settings: Readonly<Record<string, string>>,
  balancer: { up(port: number): void; down(port: number): void },
) {
  const seats: Seat[] = [];
  for (let index = 0; index < 2; index += 1) {
    const port = await freePort();
    seats.push({ port, process: await startInstance({ ...settings, PORT: String(port) }) });
    balancer.up(port);
  }
  let command: Process | undefined;
  let status = '';

  /** Whatever kills it, it is asked for again, as an operator would. */
  async function insist(args: readonly string[]): Promise<string> {
    for (;;) {
      command = tacet(args, { ...settings, PORT: '1' });
      await new Promise((resolve) => command?.child.once('close', resolve));
      if (command.child.signalCode === 'SIGKILL') continue;
      assert.equal(command.child.exitCode, 0, `tacet ${args.join(' ')}: ${command.output()}`);
      return command.output();
    }
  }

  async function killOne(): Promise<void> {
    const victim = [...seats, command][Math.floor(Math.random() * 3)];
    if (victim === undefined) return;
    if (!('port' in victim)) return victim.kill();
    balancer.down(victim.port);
    await victim.process.kill();
    victim.process = await startInstance({ ...settings, PORT: String(victim.port) });
    balancer.up(victim.port);
  }

  return {
    async killAtRandom(times: number): Promise<number> {
      let done = 0;
      for (; done < times; done += 1) {
        await pause(KILL_EVERY_MILLISECONDS * Math.random());
        await killOne();
      }
      return done;
    },
    /** Both rounds of all rings; answers how many rotations there were. */
    async rotateAll(): Promise<number> {
      let rotated = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const ring of RINGS) {
          await insist(['keys', 'rotate', ring, '--now', '--yes']);
          rotated += 1;
        }
        // What was made last must have taken over before it is succeeded in its turn.
        await pause((SPREAD_SECONDS + 2) * 1000);
        await insist(['keys', 'rewrap']).catch((error: unknown) => {
          if (!String(error).includes('at it already')) throw error;
        });
      }
      status = await insist(['keys', 'status']);
      return rotated;
    },
    last: () => status,
    async stop() {
      await Promise.all(seats.map(({ process: running }) => running.kill()));
    },
  };
}
