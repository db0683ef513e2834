import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Log } from '../platform/log.ts';
import { DatabaseUnusable } from './database-unusable.ts';
import { binariesFor, initialise, lastWords, launch, ROLE } from './postgres/cluster.ts';
import { connectTo, type Guard, standGuard } from './postgres/guard.ts';
import { openPlace, type Place, socketFolder } from './postgres/place.ts';
import { clearTheWay, isRunning, readPostmaster, stopPostmaster } from './postgres/postmaster.ts';

/** A real PostgreSQL of our own (decision 3): nothing to install, everything acknowledged is on the disk. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Leaves it; the last to leave stops it. */
  stop(): Promise<void>;
}

/** Replaying the log after a power failure may take its time. */
const START_MILLISECONDS = 120_000;
/** How long a second server waits for the first to be gone, as in a restart. */
const TAKEOVER_MILLISECONDS = 2_000;
const POLL_MILLISECONDS = 25;
const RESTART_PAUSE_MILLISECONDS = 1_000;

/**
 * Starts the PostgreSQL under `dataDir`, or joins the one that already runs there: left behind by a process that was
 * killed, or, with `join`, in use by the server beside which a command runs. Throws DatabaseUnusable, which says
 * what to do: another server uses these data, they are of another version, there is no PostgreSQL.
 */
export async function startEmbeddedPostgres(options: {
  readonly dataDir: string;
  readonly log: Log;
  readonly join?: boolean;
}): Promise<EmbeddedPostgres> {
  const { dataDir, log } = options;
  const role = options.join === true ? 'visitor' : 'server';
  const place = openPlace(dataDir, log);
  let stopping = false;
  let { guard, sockets } = await enter(place, role, undefined);
  watch(guard);

  function watch(current: Guard): void {
    current.onLost(() => {
      recover().catch((error: unknown) =>
        log.error('the embedded PostgreSQL cannot be started again', { error }),
      );
    });
  }

  /** It was killed, or broke down: it is started again where it was, as often as need be. */
  async function recover(): Promise<void> {
    while (!stopping) {
      log.error('the embedded PostgreSQL went away and is started again');
      try {
        ({ guard, sockets } = await enter(place, role, sockets));
        return watch(guard);
      } catch (error) {
        log.error('the embedded PostgreSQL does not start', { error });
        await pause(RESTART_PAUSE_MILLISECONDS);
      }
    }
  }

  return {
    url: `postgres://${ROLE}@localhost/${ROLE}?host=${encodeURIComponent(sockets)}`,
    stop: async () => {
      if (stopping) return;
      stopping = true;
      await guard.leave(() => stopPostmaster(place));
    },
  };
}

/** Comes in, by whichever way there is. */
async function enter(
  place: Place,
  role: 'server' | 'visitor',
  formerSockets: string | undefined,
): Promise<{ guard: Guard; sockets: string }> {
  const takeoverEnds = Date.now() + TAKEOVER_MILLISECONDS;
  for (;;) {
    const { client, sockets } = await connected(place, formerSockets);
    try {
      const guard = await standGuard(client, role);
      if (guard !== undefined) return { guard, sockets };
    } catch (error) {
      // It was being stopped by the last who left: then it is started anew.
      if (Date.now() > takeoverEnds) throw error;
    }
    if (Date.now() > takeoverEnds) {
      throw new DatabaseUnusable(
        `Another tacet server uses ${place.folder}: stop it, or set another TACET_DATA_DIR.`,
      );
    }
    await pause(POLL_MILLISECONDS * 4);
  }
}

/** A connection to the server of these data, which is started when it does not run. */
async function connected(
  place: Place,
  formerSockets: string | undefined,
): Promise<{ client: pg.Client; sockets: string }> {
  const deadline = Date.now() + START_MILLISECONDS;
  let exited: (() => boolean) | undefined;
  while (Date.now() < deadline) {
    // Its socket is asked first: it tells the truth even where the process of that number is not ours to see.
    const running = await readPostmaster(place);
    const client = running && (await connectTo(running.socketFolder));
    if (running && client) return { client, sockets: running.socketFolder };

    const launched = exited !== undefined && !exited();
    if (!launched && !(await isRunning(place))) {
      // Of two that start at once PostgreSQL refuses one, which then finds the other. Alone, it is refused for good.
      if (exited !== undefined) throw new DatabaseUnusable(`PostgreSQL did not start: ${lastWords(place)}`);
      exited = await begin(place, formerSockets);
    }
    await pause(POLL_MILLISECONDS);
  }
  throw new DatabaseUnusable(`PostgreSQL did not answer: ${lastWords(place)}`);
}

async function begin(place: Place, formerSockets: string | undefined): Promise<() => boolean> {
  await clearTheWay(place);
  const binaries = await binariesFor(place);
  await initialise(place, binaries);
  return launch(place, binaries, formerSockets ?? (await socketFolder(place)));
}
