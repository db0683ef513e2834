import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../../platform/digest.ts';

/** Somebody other than root to run PostgreSQL as: it refuses root. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['postgres', 'nobody'] as const;
const ELSEWHERE = '/var/lib';
const USERS_FILE = '/etc/passwd';

/**
 * Undefined when this process is not root and may run PostgreSQL itself. For root: whoever owns `folder` already (a
 * command that root runs beside the server of somebody else), else the first of the candidates there is. Throws when
 * there is none.
 */
export function unprivilegedUser(folder?: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync(USERS_FILE, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid }) => uid > 0);
  const owner = folder === undefined ? undefined : statSync(folder, { throwIfNoEntry: false })?.uid;
  const user =
    users.find(({ uid }) => uid === owner) ??
    CANDIDATES.map((candidate) => users.find(({ name }) => name === candidate)).find(
      (found) => found !== undefined,
    );
  if (user !== undefined) return user;
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user postgres or nobody: set DATABASE_URL.',
  );
}

/** What `spawn` needs to run as that user, and what its child may know of our environment: nothing. */
export function runAs(user: SystemUser | undefined) {
  const env = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };
  return user === undefined ? { env } : { env, uid: user.uid, gid: user.gid };
}

/** True when that user can go into the folder. */
export function mayEnter(folder: string, user: SystemUser): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...runAs(user), cwd: '/', stdio: 'ignore' }).status ===
    0
  );
}

/** A folder of ours below /var/lib, that lasts and that everybody can reach; its name follows from `what`. */
export function pathElsewhere(what: string): string {
  return join(
    ELSEWHERE,
    `tacet-${fingerprint(what)
      .replaceAll(/[^a-zA-Z0-9]/g, '')
      .slice(0, 12)}`,
  );
}
