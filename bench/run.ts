import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePages } from '../server/commands/pages.ts';
import { startRedis } from '../tests/harness/redis.ts';
import { startEmbeddedPostgres } from '../server/storage/embedded-postgres.ts';
import { createLog } from '../server/platform/pino-log.ts';
import { floorDriver } from './drive-floor.ts';
import { peerDriver } from './drive-peer.ts';
import { tacetDriver } from './drive-tacet.ts';
import { RESOURCE, RESOURCE_SCOPE } from './client-calls.ts';
import { measure, type Row, type Side } from './measure.ts';
import { freePort, startSubject } from './process.ts';
import { populateDatabase } from './populate.ts';
import { newSigner } from './signer.ts';
import { printTable } from './table.ts';

/**
 * `npm run bench`: Tacet and the peer, side by side in one run. `--quick` for a short look, `--only <words>` for the
 * paths whose name has one of those words, separated by commas.
 */
const quick = process.argv.includes('--quick');
const plan = quick ? { rounds: 2, scale: 0.2 } : { rounds: 6, scale: 1 };
const LANES = 16;
const only = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '') : '';
const words = only.split(',');

const directory = await mkdtemp(join(tmpdir(), 'tacet-bench-'));
// PostgreSQL, which never runs as root, keeps its data here too, and not where nobody would clear them away.
await chmod(directory, 0o711);
await ensurePages();
const [ourRedis, theirRedis, floorRedis] = await Promise.all([startRedis(), startRedis(), startRedis()]);
const stops = [ourRedis, theirRedis, floorRedis].map((redis) => () => redis.stop());
let rows: readonly Row[] = [];
try {
  const [port, peerPort, floorPort] = [await freePort(), await freePort(), await freePort()];
  const env = {
    PORT: String(port),
    // The embedded PostgreSQL as `npm start` runs it: durable, on a unix socket.
    TACET_DATA_DIR: join(directory, 'data'),
    REDIS_URL: ourRedis.url,
    TACET_KEYS_DIR: join(directory, 'keys'),
    TACET_LOG_LEVEL: 'error',
    // Every lane signs in over and over from one address: the throttle would rightly stop that.
    TACET_THROTTLE_SCALE: '1000000',
    TACET_RESOURCES: JSON.stringify([{ identifier: RESOURCE, name: 'API', scopes: [RESOURCE_SCOPE] }]),
  };
  const assertion = newSigner();
  const assertionKey = JSON.stringify(assertion.publicJwk);
  const proofs = Array.from({ length: LANES }, () => newSigner());
  await populateDatabase(env, LANES, assertion.publicJwk);
  const tacet = await startSubject(['server/commands/tacet.ts', 'start'], port, '/readyz', env);
  stops.push(() => tacet.stop());
  const peerEnv = { PORT: String(peerPort), REDIS_URL: theirRedis.url, ASSERTION_KEY: assertionKey };
  const peer = await startSubject(
    ['bench/peer/server.ts'],
    peerPort,
    '/.well-known/openid-configuration',
    peerEnv,
  );
  stops.push(() => peer.stop());

  // The ceiling writes to the very PostgreSQL that ours writes to, in a table of its own.
  const database = await startEmbeddedPostgres({
    dataDir: env.TACET_DATA_DIR,
    log: createLog('error'),
    join: true,
  });
  stops.push(() => database.stop());
  const floorEnv = {
    PORT: String(floorPort),
    REDIS_URL: floorRedis.url,
    POSTGRES_URL: database.url,
    ASSERTION_KEY: assertionKey,
  };
  const floor = await startSubject(['bench/floor/server.ts'], floorPort, '/discovery', floorEnv);
  stops.push(() => floor.stop());

  const sides: readonly Side[] = [
    { driver: tacetDriver(tacet.origin, assertion, proofs), subject: tacet },
    { driver: peerDriver(peer.origin, assertion, proofs), subject: peer },
    { driver: floorDriver(floor.origin, assertion, proofs), subject: floor },
  ];
  rows = await measure(sides, LANES, { ...plan, words }, (line) => console.error(line));
} finally {
  for (const stop of stops.toReversed()) await stop();
  await rm(directory, { recursive: true, force: true });
}
printTable(rows);
if (rows.some(({ errors }) => errors > 0)) process.exitCode = 1;
