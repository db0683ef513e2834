import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, it } from 'node:test';
import { configurationDocument, describeConfig } from '../../server/config/docs.ts';
import { loadConfig } from '../../server/config/load.ts';
import { settingEntries } from '../../server/config/schema.ts';
import { settingDocs } from '../../server/config/setting.ts';

const FILE = new URL('../../docs/configuration.md', import.meta.url);

describe('what is said about the configuration', () => {
  it('is current in docs/configuration.md (npm run docs)', () => {
    assert.equal(readFileSync(FILE, 'utf8'), configurationDocument());
  });

  it('covers every setting, with an example that is accepted', () => {
    assert.ok(settingEntries.length > 30);
    for (const [name, schema] of settingEntries) {
      const doc = settingDocs.get(schema);
      assert.ok(doc !== undefined && doc.description !== '', name);
      assert.equal(schema.safeParse(doc.example).success, true, `${name}: ${doc.example}`);
      assert.ok(configurationDocument().includes(`| \`${name}\` | ${doc.description} |`), name);
    }
  });

  it('shows what is in force and no secret', () => {
    const config = loadConfig({
      DATABASE_URL: 'postgres://tacet:hunter2@db/tacet',
      REDIS_URL: 'redis://:hunter2@redis',
      TACET_MAIL_URL: 'smtp://tacet:hunter2@mail',
      TACET_CODE_SECONDS: '30',
    });
    const shown = Object.fromEntries(describeConfig(config).map(({ name, value }) => [name, value]));
    assert.equal(shown.DATABASE_URL, '[secret]');
    assert.equal(shown.TACET_CODE_SECONDS, '30');
    assert.equal(shown.TACET_TLS_CERT, '');
    assert.equal(Object.keys(shown).length, settingEntries.length);
    for (const printed of [
      JSON.stringify(shown),
      JSON.stringify(config),
      inspect(config, { depth: 9 }),
      String(config.redisUrl),
    ]) {
      assert.doesNotMatch(printed, /hunter2/);
    }
  });
});
