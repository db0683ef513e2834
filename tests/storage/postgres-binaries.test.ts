import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Log } from '../../server/platform/log.ts';
import { startEmbeddedPostgres } from '../../server/storage/embedded-postgres.ts';
import { findBinaries, withinReach } from '../../server/storage/postgres/binaries.ts';
import { initialise } from '../../server/storage/postgres/cluster.ts';
import { openPlace } from '../../server/storage/postgres/place.ts';
import { unprivilegedUser } from '../../server/storage/postgres/system-user.ts';

const quiet = () => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

describe('the programs of PostgreSQL', () => {
  it('come from the npm package where the machine has none of that version, and run its data for ever after', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tacet-embedded-'));
    const place = openPlace(dataDir, log);
    const packaged = (await findBinaries(place.user, 0)).at(-1);
    assert.ok(packaged !== undefined);
    assert.match(packaged.postgres, /embedded-postgres|^\/var\/lib\/tacet-/);
    await initialise(place, packaged);
    const embedded = await startEmbeddedPostgres({ dataDir, log });
    await embedded.stop();
    await rm(dataDir, { recursive: true });
  });

  const user = unprivilegedUser();
  if (user !== undefined) {
    it('are copied to where their user can go, once', async () => {
      const closed = await mkdtemp(join(tmpdir(), 'tacet-closed-'));
      const bin = join(closed, 'native/bin');
      await mkdir(bin, { recursive: true });
      for (const name of ['initdb', 'postgres']) {
        await writeFile(join(bin, name), '#!/bin/sh\necho "postgres (PostgreSQL) 18.4"\n');
        await chmod(join(bin, name), 0o755);
      }
      const programs = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
      const [copied] = withinReach([programs], user);
      assert.match(copied?.postgres ?? '', /^\/var\/lib\/tacet-\w{12}\/bin\/postgres$/);
      assert.deepEqual(withinReach([programs], user), [copied]);
      assert.deepEqual(withinReach(copied === undefined ? [] : [copied], user), [copied]);
      await rm(closed, { recursive: true });
      await rm(join(copied?.postgres ?? '', '../..'), { recursive: true });
    });
  }
});
