import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const LETTER_LIMIT_MILLISECONDS = 10_000;

export interface Walker {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** From a sign-in page: asks for an account, opens the mailed link in the same browser, chooses name and password. */
export async function createAccount(
  page: Page,
  issuer: string,
  { email, name, password }: Walker,
): Promise<void> {
  await page.getByRole('button', { name: 'Create account' }).click();
  await textbox(page, 'Email').fill(email);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
  await page.goto(await mailedLink(issuer, email));
  await textbox(page, 'Name').fill(name);
  await textbox(page, 'Password').fill(password);
  await textbox(page, 'Repeat password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
}

/** From a sign-in page: e-mail, then password. */
export async function signIn(page: Page, { email, password }: Omit<Walker, 'name'>): Promise<void> {
  await textbox(page, 'Email').fill(email);
  await page.getByRole('button', { name: 'Continue' }).click();
  await textbox(page, 'Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export function textbox(page: Page, name: string) {
  return page.getByLabel(name, { exact: true });
}

/** The link of the newest letter to that address, as the development mail box shows it. */
export async function mailedLink(issuer: string, email: string): Promise<string> {
  const deadline = Date.now() + LETTER_LIMIT_MILLISECONDS;
  while (Date.now() < deadline) {
    const response = await fetch(`${issuer}/dev/mail`, { headers: { Accept: 'application/json' } });
    const letters: readonly { to: string; text: string }[] = JSON.parse(await response.text());
    const [link] = /https?:\/\/\S+#ti_[\w-]+/.exec(letters.find(({ to }) => to === email)?.text ?? '') ?? [];
    if (link !== undefined) return link;
    await wait(50);
  }
  throw new Error('no letter has come');
}

/** WCAG 2.2 AA, as far as a machine can tell. */
export async function assertAccessible(page: Page, where: string): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map(({ html }) => html).join(' ')}`),
    [],
  );
}
