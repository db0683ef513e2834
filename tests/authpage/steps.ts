import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { PagesServer } from './pages-server.ts';

/** A text field by its label. */
export function field(page: Page, name: string) {
  return page.getByRole('textbox', { name, exact: true });
}

/** From the address to the password, and on. */
export async function enterPassword(page: Page, server: PagesServer, password: string): Promise<void> {
  await page.goto(server.address('sign-in'));
  await field(page, 'Email').fill('ada@example.org');
  await page.getByRole('button', { name: 'Continue' }).click();
  await field(page, 'Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const POLL_MILLISECONDS = 20;
const POLLS_MAX = 250;

/** Waits until it holds: for what happens in the browser beside its pages. */
export async function poll(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < POLLS_MAX; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  assert.fail(`never held: ${holds}`);
}
