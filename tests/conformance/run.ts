import { spawn, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from '../http/certificate.ts';
import { startPostgres } from '../harness/postgres.ts';

/**
 * `npm run conformance`: every module of the plans over https, a line each. With `--mutate` each is seen to fail under
 * a mutation, and one that never is fails the command. Further words choose the files that have one of them.
 */
/** Modules of the suite have such names; what else stands in these files `npm test` runs. */
const MODULES = '/^(oidcc|fapi2|fapi-ciba)-/';

const mutate = process.argv.includes('--mutate');
const words = process.argv.slice(2).filter((word) => word !== '--mutate');
const files = globSync('tests/conformance/*.test.ts')
  .sort()
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
if (files.length === 0) throw new Error('no plan has such a name');

const built = spawnSync('npm', ['run', '--silent', 'build'], { encoding: 'utf8' });
if (built.status !== 0) throw new Error(`the pages could not be built:\n${built.stderr}`);
const folder = await mkdtemp(join(tmpdir(), 'tacet-conformance-'));
const postgres = await startPostgres();
try {
  const { cert, key } = selfSigned();
  await Promise.all([writeFile(join(folder, 'cert'), cert), writeFile(join(folder, 'key'), key)]);
  process.exitCode = await run();
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}

function run(): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--test',
      `--test-concurrency=${availableParallelism()}`,
      `--test-name-pattern=${MODULES}`,
      '--test-reporter=./tests/conformance/reporter.ts',
      ...files,
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        TEST_POSTGRES_URL: postgres.url,
        NODE_EXTRA_CA_CERTS: join(folder, 'cert'),
        CONFORMANCE_TLS: folder,
        ...(mutate && { CONFORMANCE_MUTATE: 'on' }),
      },
    },
  );
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
