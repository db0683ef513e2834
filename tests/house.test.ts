import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';

/** The floors of the house, lowest first. A room may use its own floor and those below. */
const FLOORS: readonly (readonly string[])[] = [
  ['platform', 'protocol', 'config'],
  ['http'],
  ['keyring', 'clients', 'accounts', 'sessions', 'audit', 'mail', 'dpop'],
  ['authorization', 'tokens', 'login', 'factors', 'device', 'ciba', 'records', 'vault'],
  ['interaction', 'account', 'grants', 'logout', 'fedcm', 'discovery', 'health', 'development'],
  ['storage'],
];

/** The roof: the files directly in server/ compose the rooms; what an operator types stands above even that. */
const ROOF = FLOORS.length;
const ABOVE_THE_ROOF = ['commands'];

/** Libraries that may enter by one door only. */
const DOORS: Readonly<Record<string, RegExp>> = {
  koa: /^server\/(http\/|[^/]+\/.*\.route\.ts$|app\.ts)/,
  '@koa/router': /^server\/(http\/|[^/]+\/.*\.route\.ts$|app\.ts|mount-pages\.ts)/,
  '@koa/cors': /^server\/http\//,
  kysely: /^(server\/storage\/|migrations\/)/,
  'kysely/migration': /^server\/storage\//,
  pg: /^server\/storage\//,
  redis: /^server\/storage\//,
  jose: /^(server\/(keyring|clients|commands\/demo)\/|authpage\/src\/vault\/)/,
  'openid-client': /^server\/commands\/demo\//,
  nodemailer: /^server\/mail\//,
  '@simplewebauthn/server': /^server\/factors\//,
  '@simplewebauthn/server/helpers': /^server\/factors\//,
  otpauth: /^server\/factors\//,
  'ipaddr.js': /^server\/http\//,
  pino: /^server\/platform\//,
  'prom-client': /^server\/health\//,
  // What strangers drew is unpacked in a thread of its own.
  pngjs: /^server\/clients\/logos\//,
  'jpeg-js': /^server\/clients\/logos\//,
  'node:worker_threads': /^server\/clients\/logos\//,
  // SS-01: whatever calls out does so through http/egress-client.ts.
  'node:http': /^server\/(http|commands)\//,
  'node:https': /^server\/(http|commands)\//,
  'node:dns/promises': /^server\/http\//,
  commander: /^server\/commands\//,
  '@serenity-kit/opaque': /^(server\/login\/|authpage\/src\/opaque\/)/,
  'node:crypto': /^server\/(platform|keyring)\//,
};

/** Words that may be written in a few places only. */
const WORDS: Readonly<Record<string, RegExp>> = {
  'process.env': /^server\/config\//,
  ' fetch(': /^(server\/commands|authpage\/src)\//,
  'clientDestination(': /^server\/(http\/destination\.ts|authorization\/response-modes\/|logout\/)/,
};

const LINES_MAX = 250;
const README_LINES_MAX = 20;
const WINGS = ['contract', 'server', 'authpage/src', 'migrations'] as const;
const sources = WINGS.flatMap(filesUnder);
const tests = ['tests', 'bench'].flatMap(filesUnder);

describe('the house', () => {
  it('was read: there are files in every wing', () => {
    for (const wing of WINGS) assert.ok(filesUnder(wing).length > 0, `${wing} is empty`);
  });

  it('imports only downwards', () => {
    const wrong = imports().filter(({ from, to }) => !isPackage(to) && floorOf(to) > floorOf(from));
    assert.deepEqual(
      wrong.filter(({ from, to }) => !isPortType(from, to)),
      [],
    );
  });

  it('keeps storage to the composition root', () => {
    const wrong = imports().filter(
      ({ from, to }) =>
        to.startsWith('server/storage/') && !/^server\/(storage\/|commands\/|[^/]+\.ts$)/.test(from),
    );
    assert.deepEqual(wrong, []);
  });

  it('keeps the browser and the server apart, save for contract/', () => {
    const wrong = imports().filter(({ from, to }) => {
      const [here, there] = [from.split('/')[0], to.split('/')[0]];
      if (isPackage(to) || here === there || there === 'contract') return false;
      return !(there === 'migrations' && from === 'server/storage/sql/migrate.ts');
    });
    assert.deepEqual(wrong, []);
  });

  it('lets contract/ know nothing but zod', () => {
    const wrong = imports().filter(
      ({ from, to }) => from.startsWith('contract/') && isPackage(to) && to !== 'zod',
    );
    assert.deepEqual(wrong, []);
  });

  it('lets each library in by its own door', () => {
    const wrong = imports().filter(({ from, to }) => DOORS[to] !== undefined && !DOORS[to].test(from));
    assert.deepEqual(wrong, []);
  });

  it('keeps the words that open things in their rooms', () => {
    for (const [word, room] of Object.entries(WORDS)) {
      const wrong = sources.filter((file) => !room.test(file) && readFileSync(file, 'utf8').includes(word));
      assert.deepEqual(wrong, [], word);
    }
  });

  it('has no circles', () => assert.deepEqual(circle(), []));

  it('keeps every file short', () => {
    const long = [...sources, ...tests].filter((file) => lines(file) > LINES_MAX);
    assert.deepEqual(long, []);
  });

  it('has no barrels: an index.ts lists members and re-exports nothing', () => {
    const wrong = sources.filter((file) => /^export .* from /m.test(readFileSync(file, 'utf8')));
    assert.deepEqual(wrong, []);
  });

  it('casts nowhere but where a brand is made', () => {
    const wrong = sources.flatMap((file) =>
      [...withoutComments(file).matchAll(/(?<!in keyof \w+) as (?!const\b)([A-Z]\w*|unknown|never|any|\{)/g)]
        .map(([, type = '']) => `${file}: as ${type}`)
        .filter((cast) => !BRANDS.includes(cast)),
    );
    assert.deepEqual(wrong, []);
  });

  it('knows the floor of every room, and every room has a README of at most 20 lines', () => {
    const rooms = new Set(
      sources.filter((file) => /^server\/[^/]+\//.test(file)).map((file) => file.split('/')[1] ?? ''),
    );
    for (const room of rooms) {
      assert.ok([...FLOORS.flat(), ...ABOVE_THE_ROOF].includes(room), `${room} stands on no floor`);
      const readme = `server/${room}/README.md`;
      assert.ok(existsSync(readme), `${readme} is missing`);
      assert.ok(
        lines(readme) <= README_LINES_MAX + (room === 'interaction' ? 20 : 0),
        `${readme} is too long`,
      );
    }
  });

  it('leaves no work for later in the code', () => {
    const marks = /\b(TODO|FIXME|XXX|HACK)\b|@ts-ignore|@ts-nocheck|@ts-expect-error|eslint-disable/;
    assert.deepEqual(
      sources.filter((file) => marks.test(readFileSync(file, 'utf8'))),
      [],
    );
  });

  it('skips and focuses no test', () => {
    const marks = /\b(it|describe|test)\.(only|skip|todo)\(|\bskip: /;
    const wrong = tests.filter(
      (file) => file !== 'tests/house.test.ts' && marks.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(wrong, []);
  });
});

/** The only casts of the house: each makes a brand, in the one file that checks what the brand says. */
const BRANDS: readonly string[] = [
  'server/accounts/email.ts: as Email',
  'server/authorization/return-address.ts: as ReturnAddress',
  'server/clients/authenticate.ts: as AuthenticatedClient',
  'server/http/destination.ts: as Destination',
  'server/platform/collection.ts: as Stored',
];

interface Import {
  readonly from: string;
  readonly to: string;
}

function imports(): Import[] {
  return sources.flatMap((from) =>
    [...readFileSync(from, 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
      ([, to = '']) => ({
        from,
        to: to.startsWith('.') ? normalize(join(dirname(from), to.replace(/\?.*$/, ''))) : to,
      }),
    ),
  );
}

function isPackage(to: string): boolean {
  return !/\.(tsx?|css)$/.test(to);
}

/** Ports may name types of a higher room when the record they write spans both (the audit of a session's consent). */
function isPortType(from: string, to: string): boolean {
  const text = readFileSync(from, 'utf8');
  const name = to.split('/').at(-1) ?? '';
  return from.endsWith('-store.ts') && new RegExp(`import type [^;]*${name.replace('.', '\\.')}'`).test(text);
}

/** Contract lies below everything. */
function floorOf(file: string): number {
  const [wing, room = ''] = file.split('/');
  if (wing !== 'server') return -1;
  if (ABOVE_THE_ROOF.includes(room)) return ROOF + 1;
  return room.endsWith('.ts') ? ROOF : FLOORS.findIndex((floor) => floor.includes(room));
}

function circle(): string[] {
  const edges = new Map<string, string[]>();
  for (const { from, to } of imports()) edges.set(from, [...(edges.get(from) ?? []), to]);
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of edges.get(file) ?? []) {
      const found = walk(next, [...path, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  for (const file of edges.keys()) {
    const found = walk(file, []);
    if (found.length > 0) return found;
  }
  return [];
}

function lines(file: string): number {
  return readFileSync(file, 'utf8').trimEnd().split('\n').length;
}

function withoutComments(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/^import .*$/gm, '')
    .replace(/import \* as /g, '');
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}
