import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localProvider } from '../../server/keyring/providers/local.ts';
import { providerPromises } from './provider-promises.ts';

providerPromises('local', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-keks-'));
  return {
    provider: localProvider(join(folder, 'keys')),
    close: () => rm(folder, { recursive: true, force: true }),
  };
});
