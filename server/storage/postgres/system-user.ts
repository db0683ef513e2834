import { readFileSync } from 'node:fs';

/** Somebody other than root to run PostgreSQL as: it refuses root. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['postgres', 'nobody'] as const;
const USERS_FILE = '/etc/passwd';

/** Undefined when this process is not root and may run PostgreSQL itself. Throws when root has nobody to hand over to. */
export function unprivilegedUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync(USERS_FILE, 'utf8').split('\n');
  for (const candidate of CANDIDATES) {
    const [name, , uid, gid] = lines.find((line) => line.startsWith(`${candidate}:`))?.split(':') ?? [];
    if (name !== undefined && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user postgres or nobody: set DATABASE_URL.',
  );
}

/** What `spawn` needs to run as that user, and what its child may know of our environment: nothing. */
export function runAs(user: SystemUser | undefined) {
  const env = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };
  return user === undefined ? { env } : { env, uid: user.uid, gid: user.gid };
}
