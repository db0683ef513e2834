import fc from 'fast-check';
import pg from 'pg';
import { startServer } from '../harness/server.ts';
import { authorizeUrl } from '../interaction/trip.ts';
import { lightBrowsers } from './in-process.ts';
import { walk } from './walk.ts';
import { type Ground, type Lane, openLane, walkOnce } from './walk-lane.ts';

const LANES = 10;
/** Between two walks of a lane an authenticator app shows another code. */
const PAUSE_SECONDS = 90;
const ESSENTIAL = JSON.stringify({ id_token: { acr: { essential: true, value: 'urn:tacet:acr:mfa' } } });

/**
 * `node walk-run.ts <second factor> <walks>`: a process of its own, because Node's test runner follows every promise,
 * of which there are millions. The last line tells what was reached; a walk that went wrong ends it with its seed.
 */
const [secondFactor = '', walks = ''] = process.argv.slice(2);
const ground = await open(secondFactor);
try {
  await walkAll(ground, Number(walks));
  process.stdout.write(JSON.stringify(ground.reached));
} finally {
  await ground.pool.end();
  await ground.server.stop();
}

async function open(required: string): Promise<Ground> {
  const env = { TACET_THROTTLE_SCALE: '1000000', TACET_SECOND_FACTOR: required };
  const server = await startServer({ env });
  const { client } = await server.client({ firstParty: true });
  const authorize = (acr: string, prompt: string | undefined) => {
    const asks = {
      ...{ prompt, acr_values: acr === 'wish' ? 'urn:tacet:acr:mfa' : undefined },
      claims: acr === 'essential' ? ESSENTIAL : undefined,
    };
    return authorizeUrl(server, client.id, asks).slice(server.issuer.length);
  };
  const openBrowser = lightBrowsers({ ...server.parts, nudgeOutbox: () => {} });
  const pool = new pg.Pool({ connectionString: server.databaseUrl, max: 2 });
  return { server, required: required === 'required', openBrowser, doors: { authorize }, pool, reached: {} };
}

/** Lanes walk abreast; the clock is turned when all stand still. */
async function walkAll(on: Ground, wanted: number): Promise<void> {
  const lanes: Lane[] = [];
  for (let index = 0; index < LANES; index += 1) lanes.push(await openLane(on, index));
  await fc.assert(
    fc.asyncProperty(fc.tuple(...lanes.map(() => walk)), async (abreast) => {
      on.server.clock.turn(PAUSE_SECONDS);
      await on.pool.query('truncate outbox_letter');
      await Promise.all(lanes.map((lane, index) => walkOnce(on, lane, index, abreast[index] ?? [])));
    }),
    { numRuns: Math.ceil(wanted / LANES), endOnFailure: true },
  );
}
