import { chmodSync, chownSync, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Log } from '../../platform/log.ts';
import { mayEnter, pathElsewhere, type SystemUser, unprivilegedUser } from './system-user.ts';

/** Where one embedded PostgreSQL lives. All of it belongs to the user it runs as, and is closed to everybody else. */
export interface Place {
  /** Who PostgreSQL runs as; undefined when that is us. */
  readonly user: SystemUser | undefined;
  readonly folder: string;
  readonly data: string;
  readonly logFile: string;
}

const PRIVATE = 0o700;
const PERMISSIONS = 0o777;
const GROUP_ENTERS = 0o010;
/** The length of a socket's address in the kernel, less its closing zero. */
const SOCKET_PATH_MAX = 107;
export const SOCKET_NAME = '.s.PGSQL.5432';

/**
 * `<dataDir>/pg`; or, when the user that PostgreSQL runs as cannot get there (a project below /root), a folder under
 * /var/lib whose name follows from the data directory. Says so in one line when it is not where one would look.
 */
export function openPlace(dataDir: string, log: Log): Place {
  mkdirSync(dataDir, { recursive: true });
  const wanted = join(realpathSync(resolve(dataDir)), 'pg');
  const user = unprivilegedUser(wanted);
  if (user === undefined || letIn(dirname(wanted), user)) return placeAt(wanted, user);

  const elsewhere = pathElsewhere(wanted);
  if (!existsSync(elsewhere)) {
    log.warn(
      `the embedded PostgreSQL runs as ${user.name}, who cannot enter ${wanted}: its data are in ${elsewhere}`,
    );
  }
  return placeAt(elsewhere, user);
}

/** A short folder of its own for the socket, since a path below a deep data directory may be longer than allowed. */
export async function socketFolder({ folder, user }: Place): Promise<string> {
  const beside = join(folder, 'run');
  if (Buffer.byteLength(join(beside, SOCKET_NAME)) <= SOCKET_PATH_MAX) {
    mkdirSync(beside, { recursive: true });
    own(beside, user);
    return beside;
  }
  const short = await mkdtemp(join(tmpdir(), 'tacet-'));
  own(short, user);
  return short;
}

function placeAt(folder: string, user: SystemUser | undefined): Place {
  mkdirSync(folder, { recursive: true });
  own(folder, user);
  return { user, folder, data: join(folder, 'data'), logFile: join(folder, 'postgres.log') };
}

function own(folder: string, user: SystemUser | undefined): void {
  if ((statSync(folder).mode & PERMISSIONS) !== PRIVATE) chmodSync(folder, PRIVATE);
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
}

/** A folder that only root may enter, and that root's group means nothing to, lets the group of that user through. */
function letIn(folder: string, user: SystemUser): boolean {
  if (mayEnter(folder, user)) return true;
  const { uid, gid, mode } = statSync(folder);
  if (uid !== 0 || gid !== 0 || !mayEnter(dirname(folder), user)) return false;
  chownSync(folder, uid, user.gid);
  chmodSync(folder, (mode & PERMISSIONS) | GROUP_ENTERS);
  return mayEnter(folder, user);
}
