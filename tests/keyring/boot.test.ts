import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { generateKeyPairSync } from 'node:crypto';
import { KeyringError } from '../../server/keyring/keyring-error.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { freshKeyring, keksIn, keyringParts, memoryKeyStore, type TestKeyringParts } from './parts.ts';

const stops = (problem: string) => (error: unknown) => {
  assert.ok(error instanceof KeyringError, String(error));
  assert.equal(error.problem, problem);
  assert.ok(!error.message.includes('\n'), 'one line');
  return true;
};
const kekFiles = (parts: TestKeyringParts) =>
  readdirSync(parts.keysDir).map((name) => join(parts.keysDir, name));

function changeRow(parts: TestKeyringParts, purpose: string, change: object): void {
  const row = [...parts.store.rows.values()].find((candidate) => candidate.purpose === purpose);
  assert.ok(row !== undefined);
  parts.store.rows.set(row.id, { ...row, ...change });
}

describe('the first start', () => {
  it('DOD-C51 makes one set of keys and one key-encryption key, however many start at once', async (t) => {
    const parts = keyringParts(t);
    const rings = await Promise.all(Array.from({ length: 5 }, () => openKeyring(parts)));
    assert.deepEqual(
      [...parts.store.rows.values()].map(({ purpose }) => purpose),
      [
        'sign-RS256',
        'sign-PS256',
        'sign-ES256',
        'sign-EdDSA',
        'refresh-token',
        'access-token',
        'ephemera',
        'outbox',
        'client-secret',
        'factor',
        'credential-id',
        'pairwise-subject',
        'server-setup',
      ],
    );
    assert.equal(kekFiles(parts).length, 1);
    assert.equal(new Set(rings.map((ring) => ring.jwks().etag)).size, 1);
    assert.ok(rings[0]?.keys.every(({ state }) => state === 'active'));
    assert.equal(parts.store.events.filter(({ kind }) => kind === 'key.created').length, 13);
  });

  it('lets two databases that share a folder start at once', async (t) => {
    const parts = keyringParts(t);
    const other = { ...parts, store: memoryKeyStore() };
    await Promise.all([openKeyring(parts), openKeyring(other)]);
    await Promise.all([openKeyring(parts), openKeyring(other)]);
  });

  it('writes the key for its owner alone', async (t) => {
    const { parts } = await freshKeyring(t);
    const [file = ''] = kekFiles(parts);
    assert.match(file, /\/kek-[\w-]{16}\.key$/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(parts.keysDir).mode & 0o777, 0o700);
  });

  it('closes a folder that a checkout left open', async (t) => {
    const parts = keyringParts(t);
    mkdirSync(parts.keysDir, { mode: 0o755 });
    writeFileSync(join(parts.keysDir, 'README.md'), '');
    await openKeyring(parts);
    assert.equal(statSync(parts.keysDir).mode & 0o777, 0o700);
  });

  it('TH-01 leaves nothing in the rows that opens without the folder', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const setup = keyring.serverSetup(keyring.currentSetupId) ?? '';
    const dump = JSON.stringify(
      [...parts.store.rows.values()].map((row) => ({ ...row, sealed: row.sealed })),
    );
    assert.ok(!dump.includes(setup.slice(0, 40)));
    assert.ok(!dump.includes('"d"'));
    const kek = readFileSync(kekFiles(parts)[0] ?? '', 'utf8').split('\n')[1] ?? '';
    assert.ok(kek.length === 43 && !dump.includes(kek));
  });
});

describe('a start that must not happen', () => {
  it('is stopped when the folder is empty but the database is not', async (t) => {
    const { parts } = await freshKeyring(t);
    rmSync(parts.keysDir, { recursive: true });
    await assert.rejects(openKeyring(parts), stops('kek_missing'));
    mkdirSync(parts.keysDir);
    await assert.rejects(openKeyring(parts), stops('kek_missing'));
    assert.deepEqual(kekFiles(parts), [], 'and no new key is made');
  });

  it('is stopped when the folder holds the key of another deployment', async (t) => {
    const { parts } = await freshKeyring(t);
    const { parts: other } = await freshKeyring(t);
    await assert.rejects(openKeyring({ ...parts, keks: keksIn(other.keysDir) }), stops('kek_missing'));
  });

  for (const mode of [0o604, 0o644, 0o666, 0o620]) {
    it(`is stopped when others can get at the key (${mode.toString(8)})`, async (t) => {
      const { parts } = await freshKeyring(t);
      chmodSync(kekFiles(parts)[0] ?? '', mode);
      await assert.rejects(openKeyring(parts), stops('kek_exposed'));
    });
  }

  it('happens with a mounted secret that its group may read', async (t) => {
    const { parts } = await freshKeyring(t);
    chmodSync(kekFiles(parts)[0] ?? '', 0o440);
    await openKeyring(parts);
  });

  const spoilt: readonly (readonly [string, (file: string) => void])[] = [
    ['is truncated', (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -10))],
    ['is empty', (file) => writeFileSync(file, '')],
    ['holds another key', (file) => writeFileSync(file, `${Buffer.alloc(32, 1).toString('base64url')}\n`)],
    ['has two lines', (file) => writeFileSync(file, `${readFileSync(file, 'utf8')}more\n`)],
    ['got another name', (file) => renameSync(file, join(file, '..', `kek-${'A'.repeat(16)}.key`))],
  ];
  for (const [name, spoil] of spoilt) {
    it(`is stopped when the key file ${name}`, async (t) => {
      const { parts } = await freshKeyring(t);
      spoil(kekFiles(parts)[0] ?? '');
      await assert.rejects(openKeyring(parts), stops('kek_malformed'));
    });
  }

  it('is stopped when a sealed key was changed, moved to another ring, or given another public part', async (t) => {
    const { parts } = await freshKeyring(t);
    const rows = new Map(parts.store.rows);
    const sealedOf = (purpose: string) =>
      [...rows.values()].find((row) => row.purpose === purpose)?.sealed ?? '';
    const whole = sealedOf('ephemera');
    const flipped = `${whole.slice(0, -5)}${whole.at(-5) === 'A' ? 'B' : 'A'}${whole.slice(-4)}`;
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const changes: readonly (readonly [string, object])[] = [
      ['ephemera', { sealed: flipped }],
      ['ephemera', { sealed: sealedOf('outbox') }],
      ['ephemera', { sealed: null }],
      ['ephemera', { emptied: true }],
      ['sign-ES256', { publicPart: JSON.stringify(publicKey.export({ format: 'jwk' })) }],
    ];
    for (const [purpose, change] of changes) {
      changeRow(parts, purpose, change);
      await assert.rejects(openKeyring(parts), stops('key_damaged'));
      for (const [id, row] of rows) parts.store.rows.set(id, row);
    }
    await openKeyring(parts);
  });

  it('is stopped when a key of a stranger was put into the database, so it never reaches the JWKS', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const row = [...parts.store.rows.values()].find(({ purpose }) => purpose === 'sign-ES256');
    assert.ok(row !== undefined);
    const publicPart = JSON.stringify(publicKey.export({ format: 'jwk' }));
    parts.store.rows.set('AAAAAAAAAAAAAAAA', { ...row, id: 'AAAAAAAAAAAAAAAA', publicPart });
    const before = keyring.jwks().etag;
    await assert.rejects(keyring.refresh(), stops('key_damaged'));
    assert.equal(keyring.jwks().etag, before);
    await assert.rejects(openKeyring(parts), stops('key_damaged'));
  });

  it('is stopped when the server setup is not the one of its fingerprint or its canary', async (t) => {
    const { parts } = await freshKeyring(t);
    const { parts: other } = await freshKeyring(t);
    const canary = [...other.store.rows.values()].find(({ purpose }) => purpose === 'server-setup')?.canary;
    changeRow(parts, 'server-setup', { canary });
    await assert.rejects(openKeyring(parts), stops('setup_wrong'));
    changeRow(parts, 'server-setup', { canary: null });
    await assert.rejects(openKeyring(parts), stops('setup_wrong'));
  });

  for (const purpose of ['server-setup', 'credential-id']) {
    it(`is stopped when ring ${purpose} is gone`, async (t) => {
      const { parts } = await freshKeyring(t);
      for (const row of [...parts.store.rows.values()])
        if (row.purpose === purpose) parts.store.rows.delete(row.id);
      await assert.rejects(openKeyring(parts), stops('ring_missing'));
    });
  }

  it('happens when only a retired key is damaged', async (t) => {
    const { parts } = await freshKeyring(t);
    const row = [...parts.store.rows.values()].find(({ purpose }) => purpose === 'outbox');
    assert.ok(row !== undefined);
    parts.store.rows.set('AAAAAAAAAAAAAAAA', {
      ...row,
      id: 'AAAAAAAAAAAAAAAA',
      retiresAtSeconds: 1,
      expiresAtSeconds: 2,
    });
    await openKeyring(parts);
  });

  it('is not undone later: a server that runs goes on when its folder goes away', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    rmSync(parts.keysDir, { recursive: true });
    await keyring.refresh();
    assert.deepEqual(keyring.verify('JWT', keyring.sign('ES256', 'JWT', { n: 1 })), { n: 1 });
  });
});
