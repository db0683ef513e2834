import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { anchors, pages, prose } from './markdown.ts';

const README_LINES_MAX = 250;
/** Alone on its line above what shall be in it: a file that the page tells its reader to make. */
const NEW_FILE = /^`[^`\n]+`:$/gm;

describe('the documentation', () => {
  it('is where it was said to be', () => {
    for (const file of [
      'README.md',
      'SECURITY.md',
      'CONTRIBUTING.md',
      'docs/operations.md',
      'docs/threat-model.md',
    ]) {
      assert.ok(pages().includes(file), file);
    }
  });

  it('links to what exists', () => {
    const broken = pages().flatMap((page) =>
      [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target))
        .map((target) => `${page}: ${target}`),
    );
    assert.deepEqual(broken, []);
  });

  it('names files that exist', () => {
    const wanted = /`((?:server|authpage|contract|migrations|tests|docs|examples|bench)\/[\w./-]*\w)\/?`/g;
    const missing = pages().flatMap((page) =>
      [...prose(page).replace(NEW_FILE, '').matchAll(wanted)]
        .map(([, path = '']) => path)
        .filter((path) => !existsSync(path))
        .map((path) => `${page}: ${path}`),
    );
    assert.deepEqual(missing, []);
  });

  it('keeps the README shorter than 250 lines', () => {
    assert.ok(readFileSync('README.md', 'utf8').trimEnd().split('\n').length < README_LINES_MAX);
  });
});

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(file)) return false;
  return anchor === undefined || !file.endsWith('.md') || anchors(file).includes(anchor);
}
