import type { Page } from 'playwright-core';
import { textbox } from './walk.ts';

/** What somebody does and sees in examples/notes. */
export function note(page: Page, title: string) {
  return page.getByRole('list', { name: 'Notes' }).getByRole('button', { name: title });
}

export async function arrived(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New note' }).waitFor();
}

export async function inStep(page: Page): Promise<void> {
  await page.getByRole('status').getByText('In step', { exact: true }).waitFor();
}

export async function write(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'New note' }).click();
  await textbox(page, 'Title').fill(title);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await note(page, title).waitFor();
}

export async function unlock(page: Page, password: string): Promise<void> {
  await textbox(page, 'Password').fill(password);
  await page.getByRole('button', { name: 'Open the vault' }).click();
}
