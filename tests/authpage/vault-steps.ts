import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { TICKET } from './opaque-half.ts';
import { field } from './steps.ts';

export const PASSWORD = 'cloud harbour violin';

const results = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/** An account, and with it a key that this password opens. */
export async function signUpWithKey(page: Page, signUpPage: string): Promise<void> {
  await page.goto(`${signUpPage}#${TICKET}`);
  await field(page, 'Name').fill('Ada');
  await field(page, 'Password').fill(PASSWORD);
  await field(page, 'Repeat password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/arrived');
}

/** Goes to the page of the vault and opens it. */
export async function unlockVault(page: Page, vaultPage: string): Promise<void> {
  await page.goto(vaultPage);
  await field(page, 'Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Open the vault' }).click();
}

/** Nothing that axe finds, and nothing that has to be scrolled to the side on a small telephone. */
export async function assertVaultAccessible(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(axe.source);
  const told: unknown = await page.evaluate("axe.run({ resultTypes: ['violations'] })");
  const { violations } = results.parse(told);
  assert.deepEqual(violations, []);
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  assert.equal(await page.evaluate(overflow), 0);
}
