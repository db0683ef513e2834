import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { Locale } from '../../contract/page.ts';

const PAGES = 'authpage';
/** The language whose chunks are answered with the pseudo-locale. */
export const PSEUDO: Locale = 'de';

const manifest = z.record(z.string(), z.object({ file: z.string() }));

/**
 * The pseudo-locale: the real English dictionary with every sentence in brackets, accented and a third longer, in the
 * place of a real language. What is on a page and not in brackets is data, or somebody forgot to put it into words. What
 * stands between the fences of a name is left as it is.
 */
export async function speakPseudo(page: Page): Promise<void> {
  const built = manifest.parse(JSON.parse(readFileSync(`${PAGES}/dist/.vite/manifest.json`, 'utf8')));
  for (const [source, { file }] of Object.entries(built)) {
    const [, folder] = new RegExp(`^(src/words/(?:[\\w-]+/)?)${PSEUDO}\\.ts$`).exec(source) ?? [];
    if (folder === undefined) continue;
    const exported = exportedAs(readFileSync(`${PAGES}/dist/${file}`, 'utf8'));
    const body = `import * as english from '/pseudo/${folder}en.ts';
${pseudo.toString()}
const made = pseudo(english.en ?? english.words);
export { made as ${exported} };`;
    await page.route(`**/${file}`, (route) => route.fulfill({ body, contentType: 'text/javascript' }));
  }
  await page.route('**/pseudo/**', (route) => {
    const path = new URL(route.request().url()).pathname.replace('/pseudo/', '');
    const body = stripTypeScriptTypes(readFileSync(`${PAGES}/${path}`, 'utf8'));
    return route.fulfill({ body, contentType: 'text/javascript' });
  });
}

/** Whether a text that is seen went through the dictionary. */
export function isWorded(text: string): boolean {
  return text.includes('⟦') || text.includes('⟧');
}

/** Runs in the page: uses nothing from outside. */
function pseudo(value: unknown): unknown {
  const letters = 'aàeéiïoôuùnñcçyÿAÀEÉIÏOÔUÙNÑCÇYŸ';
  const disguise = (text: string) => {
    let fenced = 0;
    const accented = [...text].map((letter) => {
      if (letter === '\u2068') fenced += 1;
      if (letter === '\u2069') fenced -= 1;
      const at = letters.indexOf(letter);
      return fenced > 0 || at < 0 || at % 2 === 1 ? letter : (letters[at + 1] ?? letter);
    });
    // Words, not one long run: a language is longer because it says more words, and those can be broken.
    const longer = ' óóó'.repeat(Math.max(1, Math.round((text.length * 0.3) / 4)));
    return `⟦${accented.join('')}${longer}⟧`;
  };
  if (typeof value === 'string') return disguise(value);
  if (typeof value === 'function') return (...given: unknown[]) => disguise(String(value(...given)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pseudo(inner)]));
}

function exportedAs(chunk: string): string {
  const [, name] = /export\s*\{\s*[\w$]+ as ([\w$]+)\s*\}/.exec(chunk) ?? [];
  if (name === undefined) throw new Error('a chunk of words exports its dictionary and nothing else');
  return name;
}
