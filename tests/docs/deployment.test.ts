import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { loadConfig } from '../../server/config/load.ts';
import { parseMailUrl } from '../../server/mail/mail-url.ts';

const COMPOSE = readFileSync('docker-compose.yml', 'utf8');
const DOCKERFILE = readFileSync('Dockerfile', 'utf8');
const packages = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

describe('the image', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacet-image-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('can build the pages from what its first stage copies', async () => {
    const stage = await lay(join(folder, 'pages'), stageNamed('pages'));
    const { status, stderr } = run(stage, [
      'node_modules/vite/bin/vite.js',
      'build',
      'authpage',
      '--logLevel',
      'warn',
    ]);
    assert.equal(status, 0, stderr);
    assert.ok(existsSync(join(stage, 'authpage/dist/.vite/manifest.json')));
  });

  it('can run the command from what its last stage copies', async () => {
    const stage = await lay(join(folder, 'last'), DOCKERFILE.slice(DOCKERFILE.lastIndexOf('\nFROM ')));
    const { status, stdout, stderr } = run(stage, ['server/commands/tacet.ts', 'config', 'check']);
    assert.deepEqual([status, stdout], [0, 'The configuration is complete and safe.\n'], stderr);
  });

  it('DOD-R25 holds no builder and no development dependency, and runs as nobody in particular', () => {
    assert.match(DOCKERFILE, /npm ci --omit=dev/);
    assert.match(DOCKERFILE.slice(DOCKERFILE.lastIndexOf('FROM ')), /^USER node$/m);
    assert.match(DOCKERFILE, /^HEALTHCHECK .*\n.*"healthcheck"\]$/m);
  });

  it('has every package that the server imports', () => {
    const sources = globSync('{server,contract,migrations}/**/*.ts');
    // The other side of the demo is made of development dependencies, and says so where they are missing.
    const served = new Set(sources.filter((file) => !file.includes('commands/demo/')).flatMap(packagesIn));
    const missing = [...served].filter((name) => !(name in packages.dependencies));
    assert.deepEqual(missing, []);
    const imported = new Set(sources.flatMap(packagesIn));
    const unused = Object.keys(packages.dependencies).filter((name) => !imported.has(name));
    assert.deepEqual(unused, []);
  });
});

describe('docker-compose.yml', () => {
  it('DOD-R19 starts the server after its database and its Redis are healthy', () => {
    assert.match(service('tacet'), /postgres: \{ condition: service_healthy \}/);
    assert.match(service('tacet'), /redis: \{ condition: service_healthy \}/);
    for (const name of ['tacet', 'postgres', 'redis', 'mail'])
      assert.match(service(name), /^ {4}healthcheck:$/m, name);
  });

  it('gives the server a configuration that it accepts, and a mail server it can speak to', () => {
    const variables = Object.fromEntries(
      [...service('tacet').matchAll(/^ {6}([A-Z_]+): (.+)$/gm)].map(([, name = '', value = '']) => [
        name,
        value.replace(/^\$\{\w+:-(.*)\}$/, '$1'),
      ]),
    );
    assert.ok(Object.keys(variables).length > 6);
    const urls: Readonly<Record<string, string>> = {
      database_url: 'postgres://tacet@postgres/tacet',
      redis_url: 'redis://redis',
    };
    const config = loadConfig(variables, (path) => urls[path.split('/').at(-1) ?? ''] ?? '');
    assert.ok(config.databaseUrl && config.redisUrl && config.mailUrl);
    assert.equal(parseMailUrl(config.mailUrl).tls, 'off');
  });

  it('publishes nothing beyond this machine, and no database at all', () => {
    const published = [...COMPOSE.matchAll(/ports: \[(.*)\]/g)].map(([, ports = '']) => ports);
    assert.deepEqual(published, ["'127.0.0.1:4242:4242'", "'127.0.0.1:8025:8025'"]);
  });

  it('has no password in it: they are made, and reach the containers as files', async () => {
    assert.ok(!/PASSWORD: /.test(COMPOSE), 'a password by environment');
    assert.ok(!/:\/\/[^\s$"]*:[^\s$"@]+@/.test(COMPOSE), 'a password in a URL');
    const [, script = ''] = /command:\n {6}- \|\n((?: {8}.*\n|\n)+)/.exec(service('secrets')) ?? [];
    const folder = await mkdtemp(join(tmpdir(), 'tacet-secrets-'));
    try {
      const text = script
        .replaceAll('$$', '$')
        .replaceAll('/secrets', folder)
        .replace('"${UID:-1000}:${GID:-1000}"', '"$(id -u):$(id -g)"');
      const made = await secretsBy(text, folder);
      assert.deepEqual(Object.keys(made).sort(), [
        'database_url',
        'postgres_password',
        'redis.conf',
        'redis_url',
      ]);
      const { database_url: url = '', postgres_password: password = '' } = made;
      assert.match(password, /^[A-Za-z0-9]{38,}$/);
      assert.equal(url, `postgres://tacet:${password}@postgres:5432/tacet`);
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
      for (const name of Object.keys(made)) assert.match(COMPOSE, new RegExp(`file: \\./secrets/${name} `));
      assert.deepEqual(await secretsBy(text, folder), made, 'a second run keeps them');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** The files that the COPY lines of a stage name, with our node_modules in the place of what `npm ci` brings. */
async function lay(folder: string, stage: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [, words = ''] of stage.matchAll(/^COPY (?!--from)(.+)$/gm)) {
    const names = words.split(' ');
    const target = names.pop() ?? '.';
    for (const name of names) {
      await cp(name, join(folder, target, target === './' ? name : ''), {
        recursive: true,
        filter: (path) => !path.split('/').includes('dist'),
      });
    }
  }
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

function run(cwd: string, args: readonly string[]) {
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
}

function stageNamed(name: string): string {
  return DOCKERFILE.split(/^FROM /m).find((stage) => stage.split('\n', 1)[0]?.endsWith(` AS ${name}`)) ?? '';
}

function service(name: string): string {
  const [, text = ''] = new RegExp(`^  ${name}:\\n((?: {4}.*\\n|\\n)+)`, 'm').exec(COMPOSE) ?? [];
  assert.notEqual(text, '', name);
  return text;
}

async function secretsBy(script: string, folder: string): Promise<Record<string, string>> {
  const { status, stderr } = spawnSync('/bin/bash', ['-euc', script], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const names = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

/** `zod/v4` and `@scope/name/part` are of the packages `zod` and `@scope/name`. */
function packagesIn(file: string): string[] {
  const specifiers = [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^;]*? from '([^']+)';$/gm)];
  return specifiers
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:') && !builtinModules.includes(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}
