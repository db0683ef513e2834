import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { type Metrics, openMetrics } from '../../server/health/metrics.ts';
import { hasSigningKeys } from '../../server/keyring/has-signing-keys.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { rewrap } from '../../server/keyring/rewrap.ts';
import { rotateKek } from '../../server/keyring/rotate-kek.ts';
import { SPREAD_SECONDS } from '../../server/keyring/rotate.ts';
import { dataKeysIn, keyringParts } from '../keyring/parts.ts';
import { openWorld, type World } from '../storage/world.ts';
import { parseExposition, samplesOf } from './exposition.ts';

const ACCOUNTS = 5;
const RINGS = 13;
/** After so long the same question is asked again on the slowest machine (server/health/reading.ts). */
const REST_SECONDS = 300;

describe('the metrics of a rotation of the key-encryption key', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  async function start(t: TestContext) {
    const { storage } = world;
    const parts = { ...keyringParts(t), store: storage.keys, dataKeys: storage.accountKeys };
    const keyring = await openKeyring(parts);
    const dataKeys = dataKeysIn(parts, storage);
    for (let index = 0; index < ACCOUNTS; index += 1)
      await dataKeys.of((await world.account()).id, 'writing');
    const readiness = {
      ...{ storage, ephemera: { ping: () => Promise.resolve() }, draining: () => false },
      ...{ keys: () => hasSigningKeys(keyring), keks: () => true },
    };
    const known = { keyring, readiness, credentials: storage.credentials, outbox: storage.outbox };
    const pools = () => storage.pools();
    const metrics = openMetrics({ ...known, rewrap: parts, pools, clock: parts.clock, log: parts.log });
    return { parts, keyring, metrics };
  }

  const left = async (metrics: Metrics) => {
    const told = samplesOf(parseExposition(await metrics.text()), 'tacet_kek_wraps_left');
    return [told['{kind="ring"}'], told['{kind="data"}']];
  };

  it('KMS-R27 count what is left, down to nothing', async (t) => {
    const { parts, keyring, metrics } = await start(t);
    assert.deepEqual(await left(metrics), [0, 0]);
    const { id } = await rotateKek(parts, { now: true });
    parts.pass(SPREAD_SECONDS + REST_SECONDS);
    assert.deepEqual(await left(metrics), [RINGS, ACCOUNTS]);

    let batches = 0;
    await rewrap(parts, { batch: 2, goesOn: () => (batches += 1) <= 1 });
    assert.deepEqual(await left(metrics), [RINGS, ACCOUNTS], 'told again as it was');
    parts.pass(REST_SECONDS);
    assert.deepEqual(await left(metrics), [0, ACCOUNTS - 2]);

    await rewrap(parts);
    parts.pass(REST_SECONDS);
    assert.deepEqual(await left(metrics), [0, 0]);
    const told = parseExposition(await metrics.text());
    assert.equal(samplesOf(told, 'tacet_kek_wraps')[`{kek="${id}",kind="data"}`], ACCOUNTS);
    assert.equal(samplesOf(told, 'tacet_kek_present')[`{kek="${id}"}`], 1);
    const states = Object.keys(samplesOf(told, 'tacet_kek_state')).map(
      (one) => /state="(\w+)"/.exec(one)?.[1],
    );
    assert.deepEqual(states, ['retired', 'active']);
    const { [`{setup="${keyring.currentSetupId}"}`]: made, ...others } = samplesOf(told, 'tacet_credentials');
    assert.deepEqual([made, Object.values(others)], [0, Array.from({ length: ACCOUNTS }, () => 1)]);
  });
});
