import { once } from 'node:events';
import { createApp } from './app.ts';
import type { AppParts } from './app-parts.ts';
import type { Config } from './config/config.ts';
import { settlePlaygroundClient } from './development/playground.ts';
import { openAssets } from './http/assets.ts';
import { openEgress } from './http/egress-client.ts';
import { closeServer } from './http/close-server.ts';
import { createHttpServer } from './http/listen.ts';
import { keksOf } from './keks-of.ts';
import { hasSigningKeys } from './keyring/has-signing-keys.ts';
import { kekWatch } from './keyring/kek-watch.ts';
import { openDataKeys } from './keyring/open-data-keys.ts';
import { openKeyring } from './keyring/open-keyring.ts';
import { sealedEphemera } from './keyring/sealed-ephemera.ts';
import { openLogin } from './login/login.ts';
import { setupTools } from './login/setup-tools.ts';
import { startMeasuring } from './measure.ts';
import { startMessengers } from './messengers.ts';
import { openDatabase } from './open-database.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import type { Log } from './platform/log.ts';
import { beginReplayMemory } from './platform/replay.ts';
import { startChores } from './chores.ts';
import { openEphemera } from './storage/open.ts';

/** After the answer 503 at /readyz, a load balancer gets this long to notice before connections are refused. */
const DRAIN_MILLISECONDS = { development: 0, production: 5_000 } as const;

export interface Running {
  readonly port: number;
  /** What was opened; the harness of the tests makes clients and accounts through it. */
  readonly parts: AppParts;
  /** Says 503 at /readyz, lets requests end, and closes everything; resolves when all is closed. */
  stop(): Promise<void>;
}

/** Opens everything a server needs, in order, and listens. What was opened is closed again when a later part fails. */
export async function openServer(config: Config, log: Log, clock: Clock = systemClock): Promise<Running> {
  const opened: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    for (const close of opened.toReversed()) await close();
  };
  try {
    return await open({ config, log, clock }, opened, stopAll);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

interface Basis {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
}

async function open(
  { config, log, clock }: Basis,
  opened: (() => Promise<void>)[],
  stopAll: () => Promise<void>,
): Promise<Running> {
  const { storage, close } = await openDatabase(config, log, 'server');
  opened.push(close);
  const bareEphemera = await openEphemera(config, clock);
  opened.push(() => bareEphemera.close());
  // A Redis that does not answer yet begins its memory with the first use.
  await beginReplayMemory({ ephemera: bareEphemera, clock }).catch(() => undefined);

  const keks = keksOf({ config, clock, log });
  opened.push(() => keks.close());
  const { lifetimes } = config;
  const keyringParts = { store: storage.keys, keks, clock, lifetimes, opaque: setupTools };
  const keyring = await openKeyring({ ...keyringParts, log });
  const dataKeys = openDataKeys({ store: storage.accountKeys, keys: storage.keys, keks, clock });
  const watch = kekWatch({ keys: storage.keys, keks, log });
  const ephemera = sealedEphemera(bareEphemera, keyring.sealer('ephemera'), log);
  const { credentials, setupShares: shares } = storage;
  const login = await openLogin({ ephemera, clock, config, keyring, log, credentials, shares });
  await settlePlaygroundClient(storage.clients, config, clock);

  const egress = openEgress({ config, log });
  const messengers = startMessengers({ config, storage, keyring, egress, clock, log });
  opened.push(() => messengers.stop());
  const chores = startChores({ keyring, keyringParts, watch, dataKeys, storage, login, config, clock, log });
  opened.push(() => chores.stop());

  let draining = false;
  const readiness = {
    storage,
    ephemera,
    keys: () => hasSigningKeys(keyring),
    keks: () => watch.ok(),
    draining: () => draining,
  };
  const measuring = await startMeasuring({ config, storage, keyring, keyringParts, readiness, clock, log });
  opened.push(() => measuring.stop());
  const parts: AppParts = {
    config,
    clock,
    log,
    assets: openAssets(),
    storage: { ...storage, sessions: messengers.sessions },
    ephemera,
    keyring,
    dataKeys,
    login,
    nudgeOutbox: () => messengers.nudgeOutbox(),
    egress,
    readiness,
    onAnswer: measuring.onAnswer,
  };
  const handle = createApp(parts).callback();
  const server = createHttpServer(config, (request, response) => void handle(request, response));
  server.listen(config.port, config.host);
  await once(server, 'listening');
  opened.push(() => closeServer(server));
  const address = server.address();
  log.info('listening', { port: config.port });

  return {
    port: typeof address === 'object' && address !== null ? address.port : config.port,
    parts,
    async stop() {
      draining = true;
      await new Promise((resolve) => setTimeout(resolve, DRAIN_MILLISECONDS[config.mode]));
      await stopAll();
      log.info('stopped');
    },
  };
}
