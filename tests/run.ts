import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './harness/postgres.ts';
import { startRedis } from './harness/redis.ts';

/**
 * `npm test`: everything CI runs. Types, lint and the pages first; then every test file with Node's own runner beside
 * one PostgreSQL and one Redis of our own. With arguments, only those test files.
 */
const TIME_LIMIT_MINUTES = 24;
/** The ten thousand walks of attacks/walk.test.ts take 150 s of two free cores, and longer of busy ones. */
const TEST_TIMEOUT_MILLISECONDS = 600_000;

const PROGRAMS = [
  { found: () => existsSync('/usr/bin/redis-server'), debian: 'redis-server' },
  { found: () => existsSync(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'), debian: 'chromium' },
] as const;

installWhatIsMissing();
const only = process.argv.slice(2);
// Two at a time: the first takes as long as all the others.
const lanes = only.length > 0 ? [['build']] : [['lint:code'], ['types', 'lint:format', 'build']];
await Promise.all(lanes.map(runInTurn));

const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
/** Of three hundred files nearly all read the same sources: their types are taken off once. */
const compiled = mkdtempSync(join(tmpdir(), 'tacet-compiled-'));
let exitCode = 1;
try {
  exitCode = await runTests(only.length > 0 ? only : globSync('tests/**/*.test.ts').sort());
} finally {
  await Promise.all([postgres.stop(), redis.stop()]);
  rmSync(compiled, { recursive: true, force: true });
}
process.exitCode = exitCode;

/** Debian as root installs what is missing; elsewhere one line says what to install, and the run fails. */
function installWhatIsMissing(): void {
  const missing = PROGRAMS.filter(({ found }) => !found()).map(({ debian }) => debian);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(
      `Install ${missing.join(' and ')} to run the tests (Chromium's path may be set in CHROMIUM_PATH).`,
    );
    process.exit(1);
  }
  step('apt-get update', 'apt-get', ['update', '-qq']);
  step(`apt-get install ${missing.join(' ')}`, 'apt-get', [
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    ...missing,
  ]);
}

/** Scripts of package.json, one after the other; the first that fails ends the run. */
async function runInTurn(scripts: readonly string[]): Promise<void> {
  for (const script of scripts) {
    const started = Date.now();
    const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'inherit', 'inherit'] });
    const [code] = await once(child, 'exit');
    tell(script, code === 0, started);
  }
}

function step(name: string, command: string, args: readonly string[]): void {
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  tell(name, status === 0, started);
}

function tell(name: string, well: boolean, started: number): void {
  console.log(`${well ? 'ok' : 'FAILED'}  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!well) process.exit(1);
}

function runTests(files: readonly string[]): Promise<number> {
  if (files.length === 0) throw new Error('no test files were found');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--test',
      `--test-concurrency=${availableParallelism()}`,
      `--test-timeout=${TEST_TIMEOUT_MILLISECONDS}`,
      '--test-reporter=spec',
      ...files,
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        TEST_POSTGRES_URL: postgres.url,
        TEST_REDIS_URL: redis.url,
        NODE_COMPILE_CACHE: compiled,
      },
    },
  );
  const limit = setTimeout(() => child.kill(), TIME_LIMIT_MINUTES * 60_000);
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      clearTimeout(limit);
      resolve(code ?? 1);
    });
  });
}
