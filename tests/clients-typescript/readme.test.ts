import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { readKeys } from '../../clients/typescript/key-bundle.ts';
import { blocks } from '../docs/markdown.ts';
import { jwkOf, SCOPE } from './server-half.ts';

const PAGE = 'clients/typescript/README.md';
const LINES_MAX = 30;
const run = promisify(execFile);

describe(PAGE, () => {
  const [flow = '', sealing = ''] = blocks(PAGE, 'ts');
  let app = '';
  before(() => {
    app = mkdtempSync(join(tmpdir(), 'tacet-app-'));
    // As `npm install <folder>` puts it there.
    mkdirSync(join(app, 'node_modules/@tacet'), { recursive: true });
    symlinkSync(join(process.cwd(), 'clients/typescript'), join(app, 'node_modules/@tacet/client'));
    symlinkSync(join(process.cwd(), 'node_modules/openid-client'), join(app, 'node_modules/openid-client'));
    writeFileSync(join(app, 'package.json'), '{"type":"module"}');
    writeFileSync(join(app, 'flow.ts'), flow);
    writeFileSync(join(app, 'sealing.ts'), sealing);
    const compilerOptions = {
      ...{ target: 'es2024', lib: ['es2024', 'dom', 'dom.iterable'], module: 'esnext', types: [] },
      ...{
        moduleResolution: 'bundler',
        strict: true,
        noUnusedLocals: true,
        noEmit: true,
        skipLibCheck: true,
      },
      ...{ allowImportingTsExtensions: true },
    };
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  });
  after(() => rmSync(app, { recursive: true, force: true }));

  it('shows an app of at most thirty lines, and code that compiles in an app that installed the folder', async () => {
    assert.equal(blocks(PAGE, 'ts').length, 2);
    assert.ok(flow.trimEnd().split('\n').length <= LINES_MAX);
    const tsc = join(process.cwd(), 'node_modules/@typescript/native/bin/tsc');
    await assert.doesNotReject(run(process.execPath, [tsc, '-p', app]));
    writeFileSync(join(app, 'wrong.ts'), `import { sealItem } from '@tacet/client/seal';\nsealItem();\n`);
    await assert.rejects(run(process.execPath, [tsc, '-p', app]), /TS2554|Command failed/);
  });

  it('shows how to seal, which Node runs as it stands', async () => {
    const members = ['kty', 'alg', 'k', 'kid', 'scope'];
    const keys = await readKeys({ [SCOPE]: jwkOf(SCOPE) }, undefined, { members });
    const { roundTrip } = await import(pathToFileURL(join(app, 'sealing.ts')).href);
    assert.deepEqual(await roundTrip(keys.get(SCOPE)), { text: 'only here', renew: false });
  });
});
