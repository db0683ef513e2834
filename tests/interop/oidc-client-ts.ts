import { startSpa } from '../e2e/apps.ts';
import { signIn, textbox } from '../e2e/walk.ts';
import { launchBrowser } from '../harness/chromium.ts';
import { PASSWORD } from '../harness/server.ts';
import type { Party } from './party.ts';
import { EMAIL } from './visitor.ts';

/** In Chromium, through our own pages: the example of a page that signs people in. */
export const oidcClientTs: Party = {
  name: 'oidc-client-ts (in Chromium)',
  async run({ server }) {
    const [chromium, spa] = await Promise.all([launchBrowser(), startSpa(server)]);
    try {
      await using tab = await chromium.open({ ignoreHTTPSErrors: true });
      const { page } = tab;
      const status = page.getByRole('status');
      await page.goto(spa.url);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await signIn(page, { email: EMAIL, password: PASSWORD });
      await page.getByRole('button', { name: 'Allow' }).click();
      await status.getByText(`Signed in as ${EMAIL}`).waitFor();
      await page.getByRole('button', { name: 'Refresh' }).click();
      await status.getByText(`Refreshed as ${EMAIL}`).waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await status.getByText('Nobody is signed in').waitFor();
      await page.getByRole('button', { name: 'Sign in' }).click();
      await textbox(page, 'Email').waitFor();
    } finally {
      await chromium[Symbol.asyncDispose]();
      await spa.stop();
    }
  },
};
