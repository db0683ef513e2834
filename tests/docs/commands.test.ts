import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { openBrowser } from '../../server/commands/demo/browser.ts';
import { type Cli, openCli } from '../commands/cli.ts';
import { blocks, pages, shellCommands } from './markdown.ts';

/** Commands that this file does not run itself, and who does. */
const RUN_ELSEWHERE: readonly (readonly [command: RegExp, by: string])[] = [
  [/^npm ci$/, '.ci/run'],
  [/^npm test( \S+)?$/, '.ci/run'],
  [/^npm run demo$/, 'tests/commands/demo.test.ts'],
  [/^npm run bench$/, 'bench/run.ts'],
  [/^npm run conformance$/, 'tests/conformance/run.ts'],
  [/^npm run screens$/, 'tests/screens/run.ts'],
  [/^npm run interop$/, 'tests/interop/run.ts'],
  [/^(?:AUTH="Authorization: |curl .*\/records)/, 'tests/records/documented.test.ts'],
  [/^curl .*\/vault/, 'tests/vault/entries-documented.test.ts'],
  [/^docker compose /, 'tests/docs/deployment.test.ts'],
  // The same, by the API that these commands call.
  [/^bao (secrets|policy|auth|write|read) /, 'tests/keyring/transit-server.ts'],
  [/^VITE_CLIENT_ID=<client_id> npx vite examples\/spa$/, 'tests/e2e/examples.test.ts'],
  [/^VITE_CLIENT_ID=<client_id> npx vite examples\/notes$/, 'tests/e2e/notes.test.ts'],
  [/^CLIENT_ID=<client_id> node examples\/cli-vault\/cli\.ts( list)?$/, 'tests/e2e/cli-vault.test.ts'],
  [/^node examples\/open-vault-file\/open\.ts /, 'tests/vault/open-vault-file.test.ts'],
  [/^CLIENT_ID=\S+ CLIENT_SECRET=\S+ node examples\/web-app\/app\.ts$/, 'tests/e2e/examples.test.ts'],
];

const TACET = /^npm run -s tacet -- /;
const COMMAND_LIMIT_MILLISECONDS = 60_000;
const STOP_LIMIT_MILLISECONDS = 15_000;

const documented = pages().flatMap((page) => shellCommands(page).map((command) => ({ page, command })));

describe('the commands of the documentation', () => {
  let cli: Cli;
  before(async () => {
    cli = await openCli('embedded');
  });
  after(() => cli.stop());

  it('are run by a test, each of them', () => {
    const unknown = documented.filter(
      ({ command }) =>
        command !== 'npm start' &&
        !TACET.test(command) &&
        !RUN_ELSEWHERE.some(([form]) => form.test(command)),
    );
    assert.deepEqual(unknown, []);
    assert.ok(documented.length > 10);
    for (const [, by] of RUN_ELSEWHERE) assert.ok(existsSync(by), by);
  });

  it('npm start serves what the README says, and stops when npm is told to', async () => {
    const child = spawn('npm', ['start'], { env: environment(cli) });
    const printed: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => printed.push(chunk));
    const exited = once(child, 'exit');
    const said = () => Buffer.concat(printed).toString('utf8');
    const [promised = ''] = blocks('README.md', '').filter((text) => text.includes('Tacet is at'));
    assert.ok(promised.includes('4242'));
    const lines = promised.replaceAll('4242', String(cli.port)).trimEnd();
    try {
      while (!said().includes(lines)) {
        assert.equal(child.exitCode, null, said());
        await pause(50);
      }
      for (const [, url = ''] of lines.matchAll(/(http:\S+)/g)) {
        const arrival = await openBrowser(cli.issuer).visit(url);
        assert.equal(arrival.kind === 'left' ? 0 : arrival.status, 200, url);
      }
    } catch (error) {
      child.kill('SIGTERM');
      throw error;
    }

    const told = performance.now();
    child.kill('SIGTERM');
    await exited;
    assert.equal(child.exitCode, 0, said());
    assert.ok(performance.now() - told < STOP_LIMIT_MILLISECONDS);
    await assert.rejects(fetch(`${cli.issuer}/healthz`));
  });

  for (const { page, command } of documented.filter(({ command: text }) => TACET.test(text))) {
    it(`${page}: ${command}`, () => {
      const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], {
        env: environment(cli),
        encoding: 'utf8',
        timeout: COMMAND_LIMIT_MILLISECONDS,
      });
      assert.equal(status, 0, stderr + stdout);
      if (!command.endsWith(' --json')) return;
      const told: unknown = JSON.parse(stdout);
      if (command.includes('client create')) z.object({ client_id: z.string() }).parse(told);
    });
  }

  it('stand beside code that compiles: the first app of the README', async () => {
    const [app = '', ...more] = blocks('README.md', 'js');
    assert.match(app, /oidc-client-ts/);
    assert.deepEqual(more, []);
    const folder = await mkdtemp(join(tmpdir(), 'tacet-readme-'));
    try {
      await symlink(resolve('node_modules'), join(folder, 'node_modules'));
      await writeFile(join(folder, 'package.json'), '{"type":"module"}');
      await writeFile(join(folder, 'app.ts'), app);
      const options = [
        '--noEmit',
        '--strict',
        '--skipLibCheck',
        '--target',
        'es2024',
        '--module',
        'nodenext',
      ];
      const compiler = resolve('node_modules/@typescript/native/bin/tsc');
      const args = [compiler, ...options, '--lib', 'es2024,dom', '--types', '', 'app.ts'];
      const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
      assert.equal(status, 0, stdout);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** What an operator's shell has, and folders of our own. */
function environment(cli: Cli): Record<string, string> {
  const { NODE_COMPILE_CACHE: _, ...settings } = cli.settings;
  return { ...settings, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`, HOME: cli.folder };
}
