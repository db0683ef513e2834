import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** More stops than any page of ours has. */
const TABS_MAX = 80;

/** Somebody who has no mouse: everything is reached with Tab, and pressed with Enter. */
export interface Keyboard {
  press(role: 'button' | 'link', name: string): Promise<void>;
  /** The same in the dialog that stands before the page. */
  confirm(name: string): Promise<void>;
  /** Toggles with the space bar. */
  tick(name: string): Promise<void>;
  /** Replaces what stands in the field of that label. */
  type(label: string, text: string): Promise<void>;
}

export function keyboardOf(page: Page): Keyboard {
  async function reach(target: Locator, name: string): Promise<void> {
    await target.waitFor();
    for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not reach ${name}`);
  }

  return {
    async press(role, name) {
      await reach(page.getByRole(role, { name, exact: true }), name);
      await page.keyboard.press('Enter');
    },
    async confirm(name) {
      await reach(page.getByRole('dialog').getByRole('button', { name, exact: true }), name);
      await page.keyboard.press('Enter');
    },
    async tick(name) {
      await reach(page.getByRole('checkbox', { name, exact: true }), name);
      await page.keyboard.press('Space');
    },
    async type(label, text) {
      await reach(page.getByRole('textbox', { name: label, exact: true }), label);
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(text);
    },
  };
}
