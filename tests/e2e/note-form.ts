import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { textbox } from './walk.ts';

/** The hands of somebody at examples/notes. */

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

/** A task with everything that one can have. */
export const TASK = {
  ...{ Title: 'Mend the punt', Text: 'Two planks under the thwart', Topic: 'River', Due: '2027-04-01' },
  'To-dos, one a line': '[ ] Buy pitch\n[x] Find the planks',
} as const;
export const COMMENT = 'The pitch is at the chandler';

export async function writeTask(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New note' }).click();
  for (const [name, value] of Object.entries(TASK)) await page.getByLabel(name).fill(value);
  await page.getByLabel('Priority').selectOption('high');
  await page.getByLabel('Status').selectOption('to do');
  await save(page);
  await note(page, TASK.Title).waitFor();
}

/** Opens it in the list, and finds in the form what was written. */
export async function readTask(page: Page, differs: Readonly<Record<string, string>> = {}): Promise<void> {
  await note(page, TASK.Title).click();
  const wanted = { ...TASK, Priority: 'high', Status: 'to do', ...differs };
  for (const [name, value] of Object.entries(wanted))
    assert.equal(await page.getByLabel(name).inputValue(), value, name);
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
}
