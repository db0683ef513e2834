import { drive, type Measured, percentile, sender } from './load.ts';
import { type Path, PATHS } from './paths.ts';
import type { Subject } from './process.ts';
import type { Driver, Lane } from './subject.ts';

export interface Side {
  readonly driver: Driver;
  readonly subject: Subject;
}

/** One path of one server over all rounds; medians. */
export interface Row {
  readonly path: string;
  readonly server: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuMilliseconds: number;
  readonly residentMegabytes: number;
  readonly errors: number;
}

interface Plan {
  readonly rounds: number;
  /** Multiplies the number of requests. */
  readonly scale: number;
  /** Only paths whose name has one of them. */
  readonly words: readonly string[];
}

/** A server that is measured, and what there is to measure it with. */
export interface Arena extends Side {
  readonly send: ReturnType<typeof sender>['send'];
  readonly lanes: readonly Lane[];
}

/** Measures every path: warms both servers, then rounds A B A B, so that a busy minute of the machine hits both. */
export async function measure(
  sides: readonly Side[],
  lanes: number,
  { rounds, scale, words }: Plan,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const clients = sides.map(({ subject }) => sender(subject.origin, lanes));
  const arenas: Arena[] = [];
  for (const [index, side] of sides.entries()) {
    const send = clients[index]?.send ?? (() => Promise.reject(new Error('no client')));
    const made: Lane[] = [];
    for (let lane = 0; lane < lanes; lane += 1) made.push(await side.driver.lane(send, lane));
    arenas.push({ ...side, send, lanes: made });
  }

  const rows: Row[] = [];
  for (const path of PATHS.filter(({ name }) => words.some((word) => name.includes(word)))) {
    say(path.name);
    const count = Math.max(5, Math.round(path.perLane * scale));
    for (const arena of arenas) await once(arena, path, count);
    const taken = arenas.map((): (Measured & { cpu: number })[] => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, arena] of arenas.entries()) taken[index]?.push(await once(arena, path, count));
    }
    for (const [index, arena] of arenas.entries()) rows.push(...rowOf(path, arena, taken[index] ?? []));
  }
  for (const client of clients) client.close();
  return rows;
}

async function once(arena: Arena, path: Path, count: number): Promise<Measured & { cpu: number }> {
  const lanes = arena.lanes.slice(0, path.lanes);
  const acts = await Promise.all(lanes.map((lane, index) => path.acts(arena, lane, index, count)));
  const before = arena.subject.cpuMilliseconds();
  const measured = await drive(acts.length, acts[0]?.length ?? 0, async (lane, round) => {
    await acts[lane]?.[round]?.();
    return true;
  });
  return { ...measured, cpu: arena.subject.cpuMilliseconds() - before };
}

function rowOf(
  path: Path,
  { driver, subject }: Arena,
  rounds: readonly (Measured & { cpu: number })[],
): Row[] {
  const full = rounds.filter(({ requests }) => requests > 0);
  if (full.length === 0) return [];
  const median = (value: (round: Measured & { cpu: number }) => number) =>
    percentile(
      full.map(value).sort((a, b) => a - b),
      0.5,
    );
  return [
    {
      path: path.name,
      server: driver.name,
      perSecond: median(({ requests, seconds }) => requests / seconds),
      p50: median(({ latencies }) => percentile(latencies, 0.5)),
      p99: median(({ latencies }) => percentile(latencies, 0.99)),
      cpuMilliseconds: median(({ cpu, requests }) => cpu / requests),
      residentMegabytes: subject.residentMegabytes(),
      errors: full.reduce((sum, { errors }) => sum + errors, 0),
    },
  ];
}
