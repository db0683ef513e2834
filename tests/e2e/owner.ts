import type { Page } from 'playwright-core';
import { textbox } from './walk.ts';

/** The recovery key that is shown now, and said to be kept. */
export async function keptKey(page: Page): Promise<string> {
  await page.locator('.codes code').first().waitFor();
  const groups = await page.locator('.codes code').allInnerTexts();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  return groups.join(' ');
}

export async function useBackupCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'Try another way' }).click();
  await page.getByRole('button', { name: 'Use a backup code' }).click();
  await textbox(page, 'Code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** By the button, unless the browser was faster: it offers the passkey by itself, and this authenticator always agrees. */
export async function usePasskey(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Sign in with a passkey' });
  await button.waitFor();
  await button.click({ timeout: 2_000 }).catch(() => undefined);
}

export async function choose(page: Page, password: string): Promise<void> {
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
  await textbox(page, 'Password').fill(password);
  await textbox(page, 'Repeat password').fill(password);
  await page.getByRole('button', { name: 'Save password' }).click();
}

export async function unlock(page: Page, password: string): Promise<void> {
  await textbox(page, 'Password').fill(password);
  await page.getByRole('button', { name: 'Open the vault' }).click();
}

/** A platform authenticator that derives keys (WebAuthn L3 §10.1.4), as phones have. */
export async function plugIn(page: Page): Promise<(enabled: boolean) => Promise<unknown>> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal' },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true, hasPrf: true },
      automaticPresenceSimulation: true,
    },
  });
  return (enabled) => session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
}
