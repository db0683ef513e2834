import type { PageData } from '../../contract/page.ts';
import { mocks } from './mock.ts';
import { isLocale } from './words/languages.ts';
import { nameLanguage } from './words/speaker.tsx';

/**
 * `npx vite authpage`: any view with made-up data, named by the query (`/?mock=consent&lang=ar`).
 * Calls find no server and show how the page puts that into words.
 */
const query = new URLSearchParams(location.search);
const chosen = Object.entries<PageData>(mocks).find(([name]) => name === query.get('mock'))?.[1];

const wanted = query.get('lang') ?? '';
const locale = isLocale(wanted) ? wanted : 'en';

nameLanguage(locale);
if (chosen) await show({ ...chosen, locale });
else list();

async function show(data: PageData): Promise<void> {
  const element = document.createElement('script');
  element.type = 'application/json';
  element.id = 'page-data';
  element.textContent = JSON.stringify(data);
  document.body.append(element);
  if (data.view === 'account') await import('./entry-account.tsx');
  else if (data.view === 'playground') await import('./entry-playground.tsx');
  else await import('./entry-sign-in.tsx');
}

function list(): void {
  for (const name of Object.keys(mocks)) {
    const link = document.createElement('a');
    link.href = `/?mock=${name}`;
    link.textContent = name;
    link.style.display = 'block';
    document.body.append(link);
  }
}
