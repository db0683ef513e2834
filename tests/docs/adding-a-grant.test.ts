import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { blocks } from './markdown.ts';

const PAGE = 'docs/adding-a-grant.md';
const REGISTRY = 'server/grants/index.ts';
const WINGS = ['contract', 'server', 'migrations', 'tests', 'package.json', 'tsconfig.json'];
const RUN_MILLISECONDS = 120_000;

describe(`${PAGE}, done by the letter`, () => {
  let copy = '';
  const files = filesOf(PAGE);
  const [line = ''] = blocks(PAGE, 'diff').map((text) => text.replace(/^\+/, ''));

  before(() => {
    copy = mkdtempSync(join(tmpdir(), 'tacet-grant-'));
    for (const wing of WINGS) cpSync(wing, join(copy, wing), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
    for (const [file, text] of files) writeFileSync(join(copy, file), text);
    const registry = readFileSync(join(copy, REGISTRY), 'utf8');
    writeFileSync(join(copy, REGISTRY), registry.replace(/^\]\);$/m, `${line}]);`));
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('is two new files and one line', () => {
    assert.deepEqual([...files.keys()], ['server/grants/brief.ts', 'tests/grants/brief.test.ts']);
    for (const file of files.keys()) assert.ok(!existsSync(file), `${file} is new`);
    const changed = WINGS.flatMap(filesUnder).filter((file) => text(file) !== text(join(copy, file)));
    assert.deepEqual(changed, [REGISTRY]);
    const [before, now] = [REGISTRY, join(copy, REGISTRY)].map((file) => text(file).split('\n'));
    assert.equal(now?.length, (before?.length ?? 0) + 1);
    assert.deepEqual(
      now?.filter((one) => !before?.includes(one)),
      [line.trimEnd()],
    );
    const added = WINGS.flatMap((wing) => filesUnder(join(copy, wing))).length;
    assert.equal(added, WINGS.flatMap(filesUnder).length + 2);
  });

  it('works: through HTTP, in discovery, at registration, and on ground that is gone', () => {
    const { status, stdout, stderr } = run('--test', '--test-reporter=tap', 'tests/grants/brief.test.ts');
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^# pass \d\d/m);
    const known = run(
      '--test',
      '--test-name-pattern=every grant of the registry',
      'tests/grants/every-grant.test.ts',
    );
    assert.equal(known.status, 0, known.stdout + known.stderr);
  });

  it('is sound to the type checker', () => {
    const { stdout } = run('node_modules/@typescript/native/bin/tsc', '-p', 'tsconfig.json');
    assert.doesNotMatch(stdout, /brief/);
  });

  it('without its entry the registry of grounds would say so', () => {
    rmSync(join(copy, 'tests/grants/brief.test.ts'));
    const known = run(
      '--test',
      '--test-name-pattern=every grant of the registry',
      'tests/grants/every-grant.test.ts',
    );
    assert.notEqual(known.status, 0);
  });

  function run(...args: readonly string[]) {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      ...{ cwd: copy, env, encoding: 'utf8', timeout: RUN_MILLISECONDS },
    });
  }
});

/** The files that the page writes out: a name alone in its paragraph, and the block below it. */
function filesOf(page: string): ReadonlyMap<string, string> {
  const written = readFileSync(page, 'utf8').matchAll(/^`([\w./-]+\.ts)`:\n\n```ts\n([\s\S]*?)^```$/gm);
  return new Map([...written].map(([, file = '', code = '']) => [file, code]));
}

function filesUnder(wing: string): readonly string[] {
  if (!existsSync(join(wing, sep))) return [wing];
  return globSync(`${wing}/**/*.{ts,tsx,json,md}`);
}

function text(file: string): string {
  return readFileSync(file, 'utf8');
}
