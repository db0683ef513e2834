import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type MockName, mocks } from '../../authpage/src/mock.ts';
import { factorHalf } from '../authpage/factor-half.ts';
import { itemsHalf } from '../authpage/items-half.ts';
import { keysHalf } from '../authpage/keys-half.ts';
import { TICKET } from '../authpage/opaque-half.ts';
import { type PagesServer, servePages } from '../authpage/pages-server.ts';
import { passwordHalf } from '../authpage/password-half.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { contactSheet } from './contact-sheet.ts';

/** `npm run screens`: every view with made-up data, as a person sees it; names as arguments choose some (`account`). */
const FOLDER = resolve('screens');
const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [320, 1024] as const;
const LOCALES = ['en', 'ar'] as const;
const SHEET_WIDTH = 1800;

/** One look at every view. */
interface Look {
  readonly scheme: (typeof SCHEMES)[number];
  readonly width: (typeof WIDTHS)[number];
  readonly locale: (typeof LOCALES)[number];
}

const looks: readonly Look[] = SCHEMES.flatMap((scheme) =>
  WIDTHS.flatMap((width) => LOCALES.map((locale) => ({ scheme, width, locale }))),
);

await using server = await answering('totp');
await using serverOfCodes = await answering('backup-codes');
await using browser = await launchBrowser();
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });

const names = chosen(process.argv.slice(2));
// Side by side: most of the time each of them waits for its page to come to rest.
await Promise.all(looks.map((look) => photograph(look, names, { of: serverOf, browser })));

const columns = looks.map((look) => ({ title: title(look), file: (name: string) => fileName(name, look) }));
await writeFile(join(FOLDER, 'index.html'), contactSheet(names, columns));
await photographSheet(browser);
process.stdout.write(`${names.length * looks.length} screens of ${names.length} views are in ${FOLDER}\n`);
process.stdout.write(`all at a glance: ${join(FOLDER, 'index.html')} and ${join(FOLDER, 'index.png')}\n`);

function chosen(wanted: readonly string[]): readonly MockName[] {
  const all = Object.keys(mocks).filter((name): name is MockName => name in mocks);
  const some = all.filter((name) => wanted.length === 0 || wanted.some((begin) => name.startsWith(begin)));
  if (some.length === 0) throw new Error(`no view is called ${wanted.join(' or ')}`);
  return some;
}

/** The pages, and answers to what some of them ask before they have anything to show. */
async function answering(setsUp: 'totp' | 'backup-codes'): Promise<PagesServer> {
  const factors = factorHalf();
  factors.setsUp = setsUp;
  const passwords = await passwordHalf();
  const keys = await keysHalf();
  const items = itemsHalf();
  return servePages((router, web) => {
    factors.mount(router, web);
    passwords.mount(router, web);
    keys.mount(router, web);
    items.mount(router, web);
  });
}

function serverOf(name: MockName): PagesServer {
  return name === 'set-up-backup-codes' ? serverOfCodes : server;
}

async function photograph(
  look: Look,
  views: readonly MockName[],
  { of, browser: chromium }: { readonly of: (name: MockName) => PagesServer; readonly browser: TestBrowser },
): Promise<void> {
  const { scheme, width, locale } = look;
  await using tab = await chromium.open({
    viewport: { width, height: width < 600 ? 640 : 768 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  for (const name of views) {
    await tab.page.goto(`${of(name).address(name, locale)}#${TICKET}`, { waitUntil: 'networkidle' });
    await tab.page.locator('h1').waitFor();
    await tab.page.locator('main > div[aria-busy=true]').waitFor({ state: 'detached' });
    await tab.page.screenshot({ path: join(FOLDER, fileName(name, look)), fullPage: true });
  }
}

async function photographSheet(chromium: TestBrowser): Promise<void> {
  await using tab = await chromium.open({ viewport: { width: SHEET_WIDTH, height: 800 } });
  await tab.page.goto(`file://${join(FOLDER, 'index.html')}`);
  await tab.page.screenshot({ path: join(FOLDER, 'index.png'), fullPage: true });
}

function fileName(name: string, { scheme, width, locale }: Look): string {
  return `${name}.${scheme}.${width}.${locale}.png`;
}

function title({ scheme, width, locale }: Look): string {
  return `${scheme}, ${width} px, ${locale}`;
}
