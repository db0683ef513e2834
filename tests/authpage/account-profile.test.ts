import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { PNG } from 'pngjs';
import { ProblemError } from '../../server/http/problem-error.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { type AccountServer, serveAccount } from './account-server.ts';
import { field } from './steps.ts';

describe('the profile of an account', () => {
  let server: AccountServer;
  let browser: TestBrowser;

  before(async () => {
    server = await serveAccount();
    browser = await launchBrowser();
  });
  beforeEach(() => server.reset());
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  it('saves all fields at once, and is told so beside the button', async () => {
    await using tab = await browser.open({ timezoneId: 'Europe/Amsterdam' });
    const { page } = tab;
    await page.goto(server.address('account'));
    await field(page, 'Nickname').fill('  Countess ');
    await page.getByLabel('Language', { exact: true }).first().selectOption('nl-BE');
    await page.getByRole('button', { name: 'Use \u2068Europe/Amsterdam\u2069, as in this browser' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.').waitFor();
    assert.deepEqual(server.home().profile, {
      name: 'Ada Lovelace',
      givenName: 'Ada',
      familyName: 'Lovelace',
      nickname: 'Countess',
      website: 'https://ada.example',
      locale: 'nl-BE',
      zoneinfo: 'Europe/Amsterdam',
    });
    assert.equal(await field(page, 'Nickname').inputValue(), 'Countess');
    tab.assertQuiet();
  });

  it('says under each field what to correct, focuses the first, and loses nothing', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account'));
    await field(page, 'Name').fill('');
    await field(page, 'Family name').fill('Love\u202Elace');
    await field(page, 'Website').fill('ada.example');
    await field(page, 'Given name').fill('Augusta');
    await field(page, 'Name').press('Enter');
    await page.getByText('Enter the name that apps may show.').waitFor();
    await page.getByText('Something invisible is in here.').waitFor();
    await page.getByText('Enter an address that begins with https://').waitFor();
    assert.equal(await page.evaluate('document.activeElement.id'), 'name');
    assert.equal(await field(page, 'Website').getAttribute('aria-describedby'), 'website-error');
    assert.equal(await field(page, 'Given name').inputValue(), 'Augusta');
    assert.equal(server.home().profile.givenName, 'Ada');
  });

  it('keeps what was typed when the server refuses it, and while another section is looked at', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account'));
    await field(page, 'Website').fill('https://ada.example/new');
    server.refuse(new ProblemError('invalid_input', { field: 'website' }));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('This could not be kept as it is.').waitFor();
    assert.equal(await page.evaluate('document.activeElement.id'), 'website');
    server.refuse(new ProblemError('unavailable'));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: 'Apps', exact: true }).click();
    await page.getByRole('link', { name: 'Profile', exact: true }).click();
    assert.equal(await field(page, 'Website').inputValue(), 'https://ada.example/new');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.').waitFor();
  });

  it('asks before a page with something unsaved is left', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.goto(server.address('account'));
    await field(page, 'Nickname').fill('Countess');
    await page.goto(server.address('account-apps'));
    assert.deepEqual(asked, ['beforeunload']);
    await page.goto(server.address('account'));
    assert.deepEqual(asked, ['beforeunload']);
  });

  it('cuts a picture to a square PNG in the browser, shows it, and sends it only then', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-empty'));
    await page.getByRole('button', { name: 'Choose a picture' }).waitFor();
    await page.locator('input[type=file]').setInputFiles(picture(900, 600));
    await page.getByText('This is how apps will see it.').waitFor();
    assert.match((await page.locator('.picture-large').getAttribute('src')) ?? '', /^data:image\/png/);
    assert.deepEqual(server.pictures, []);
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await page.getByText('Your picture is saved.').waitFor();
    const drawn = PNG.sync.read(Buffer.from(server.pictures[0] ?? '', 'base64'));
    assert.deepEqual([drawn.width, drawn.height], [512, 512]);
    await page.getByRole('button', { name: 'Remove picture' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove picture' }).click();
    await page.getByText('Your picture is removed.').waitFor();
    assert.equal(server.home().picture, undefined);
    tab.assertQuiet();
  });

  it('makes a busy picture small enough for the server, and never a small one larger', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    for (const [file, sides] of [
      [picture(800, 800, Math.random), [128, 192, 256]],
      [picture(64, 48), [48]],
    ] as const) {
      server.reset();
      await page.goto(server.address('account-empty'));
      await page.getByRole('button', { name: 'Choose a picture' }).waitFor();
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByRole('button', { name: 'Use this picture' }).click();
      await page.getByText('Your picture is saved.').waitFor();
      const [png = ''] = server.pictures;
      assert.ok(png.length <= 400_000);
      assert.ok(sides.some((side) => side === PNG.sync.read(Buffer.from(png, 'base64')).width));
    }
  });

  it('says what to do about a file that is no picture', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-empty'));
    await page.getByRole('button', { name: 'Choose a picture' }).waitFor();
    const file = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('<svg>') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('alert').getByText('Choose a PNG, JPEG or WebP picture.').waitFor();
    tab.assertQuiet();
  });

  it('begins a change of the address with the new one, and says when a letter waits', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account'));
    await page.getByRole('button', { name: 'Change e-mail address' }).click();
    const address = field(page, 'New e-mail address');
    assert.equal(await page.evaluate('document.activeElement.id'), 'new-email');
    await address.fill('Ada@example.org');
    await address.press('Enter');
    await page.getByText('This is your address already.').waitFor();
    await address.fill('ada at home');
    await address.press('Enter');
    await page.getByText('Enter an e-mail address such as').waitFor();
    await address.fill(' ada@newer.example ');
    await address.press('Enter');
    await page.waitForURL('**/arrived');
    assert.deepEqual(server.begun, [{ purpose: 'change-email', target: 'ada@newer.example' }]);
    await page.goto(server.address('account-new-email'));
    await page.getByText('A letter waits at').waitFor();
  });
});

/** A picture of so many pixels; `shade` gives the colours. */
function picture(width: number, height: number, shade = () => 0.4) {
  const png = new PNG({ width, height });
  png.data.forEach((_, at) => {
    png.data[at] = at % 4 === 3 ? 255 : Math.floor(shade() * 256);
  });
  return { name: 'me.png', mimeType: 'image/png', buffer: PNG.sync.write(png) };
}
