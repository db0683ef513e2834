import { spawn, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from '../http/certificate.ts';
import { startPostgres } from '../harness/postgres.ts';
import { mutations } from './mutations.ts';

/**
 * `npm run conformance`: every module of the plans over https, a line each. With `--mutate` the modules run once for
 * each mutation, and one that was never seen to fail fails the command. Further words choose the files that have them.
 */
const words = process.argv.slice(2).filter((word) => word !== '--mutate');
const files = globSync('tests/conformance/*.test.ts')
  .sort()
  .filter((file) => words.every((word) => file.includes(word)));
if (files.length === 0) throw new Error('no plan has such a name');

const built = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) process.exit(1);
const folder = await mkdtemp(join(tmpdir(), 'tacet-conformance-'));
const postgres = await startPostgres();
try {
  const { cert, key } = selfSigned();
  await Promise.all([writeFile(join(folder, 'cert'), cert), writeFile(join(folder, 'key'), key)]);
  process.exitCode = process.argv.includes('--mutate') ? await mutateAll() : (await run()).failed;
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}

interface Outcome {
  readonly failed: 0 | 1;
  readonly modules: readonly { readonly outcome: string; readonly name: string }[];
}

async function run(mutation?: string, spare: readonly string[] = []): Promise<Outcome> {
  const quiet = mutation !== undefined;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...(quiet ? ['--import', './tests/conformance/mutate.ts'] : []),
      '--test',
      `--test-concurrency=${availableParallelism()}`,
      `--test-reporter=./tests/conformance/reporter.ts`,
      ...(spare.length > 0 ? [`--test-skip-pattern=/^(${spare.map(literal).join('|')})$/`] : []),
      ...files,
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        TEST_POSTGRES_URL: postgres.url,
        NODE_EXTRA_CA_CERTS: join(folder, 'cert'),
        CONFORMANCE_TLS: folder,
        ...(quiet && { CONFORMANCE_MUTATION: mutation }),
      },
    },
  );
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    if (!quiet) process.stdout.write(chunk);
  }
  const modules = [...text.matchAll(/^(PASS|SKIP|FAIL) {2}(.*?)(?:: .*| {2}\(.*)?$/gm)].map(
    ([, outcome = '', name = '']) => ({ outcome, name }),
  );
  return {
    failed: modules.some(({ outcome }) => outcome === 'FAIL') || modules.length === 0 ? 1 : 0,
    modules,
  };
}

async function mutateAll(): Promise<number> {
  const all = (await run()).modules.map(({ name }) => name);
  const seen = new Map<string, string>();
  for (const { name: mutation } of mutations) {
    const { modules } = await run(mutation, [...seen.keys()]);
    for (const { outcome, name } of modules) {
      if (outcome === 'FAIL' && !seen.has(name)) seen.set(name, mutation);
    }
    console.log(`${mutation}: ${seen.size} of ${new Set(all).size} were seen to fail`);
  }
  for (const [name, mutation] of seen) console.log(`KILLED    ${name}  (${mutation})`);
  const survived = [...new Set(all)].filter((name) => !seen.has(name));
  for (const name of survived) console.log(`SURVIVED  ${name}`);
  return survived.length === 0 ? 0 : 1;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
