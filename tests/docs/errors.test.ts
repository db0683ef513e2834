import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { errorHelp } from '../../server/protocol/error-help.ts';
import { authorizeErrors } from './errors-authorize.ts';
import { outageErrors } from './errors-outage.ts';
import { registrationErrors } from './errors-registration.ts';
import { resourceErrors } from './errors-resource.ts';
import { tokenErrors } from './errors-token.ts';
import { type ErrorWorld, openErrorWorld, type Way } from './errors-world.ts';
import { anchors } from './markdown.ts';

const TABLES = [authorizeErrors, tokenErrors, registrationErrors, resourceErrors, outageErrors];

/** Every way there is here to meet that error. */
function waysTo(code: string): readonly Way[] {
  return TABLES.flatMap((table) => table[code] ?? []);
}

describe('docs/errors.md and /errors', () => {
  let at: ErrorWorld;
  let page: string;
  before(async () => {
    at = await openErrorWorld();
    page = await (await fetch(`${at.server.issuer}/errors`)).text();
  });
  after(() => at.server.stop());

  it('know every code that a test can provoke, and no other', () => {
    const provoked = new Set(TABLES.flatMap((table) => Object.keys(table)));
    assert.deepEqual([...provoked].sort(), Object.keys(errorHelp).sort());
  });

  it('have an anchor for each, in the order of the table', () => {
    const codes = Object.keys(errorHelp);
    assert.deepEqual(
      [...page.matchAll(/ id="(\w+)"/g)].map(([, id]) => id),
      codes,
    );
    assert.deepEqual(anchors('docs/errors.md').slice(1), codes);
  });

  for (const [code, { where, cause, fix }] of Object.entries(errorHelp)) {
    it(`#${code} is met as they say`, async () => {
      assert.ok(waysTo(code).length > 0, 'somebody can meet it');
      for (const [place, status, meet, challenged] of waysTo(code)) {
        const met = await meet(at);
        assert.deepEqual([met.code, met.status], [code, status], `${place}: ${met.description}`);
        assert.ok(where.includes(place), `${place} is told of`);
        assert.ok((met.description ?? '').length > 0);
        // A page of ours has no member for it; its developer reads the code.
        const issuer = met.issuer ?? at.server.issuer;
        if (met.form !== 'page') assert.equal(met.errorUri, `${issuer}/errors#${code}`);
        assert.equal(met.challenge !== null, challenged !== undefined, `${place}: WWW-Authenticate`);
        if (met.challenge !== null && code !== 'invalid_client')
          assert.ok(met.challenge.includes(`error="${code}"`), met.challenge);
      }
      for (const [path] of where.matchAll(/`\/\w[^`]*`/g))
        assert.ok(
          waysTo(code).some(([place]) => place.includes(path)),
          `it is met at ${path}`,
        );
      const [, text = ''] = readFileSync('docs/errors.md', 'utf8').split(`\n## ${code}\n`);
      for (const said of [where, cause, fix]) assert.ok(text.split('\n## ')[0]?.includes(said));
    });
  }
});
