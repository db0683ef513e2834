import assert from 'node:assert/strict';
import type { Spoken, Walker } from './people.ts';
import { assertAccessible } from './walk.ts';

/** What every step of the walk is made of: going somewhere, typing, proving, looking. */
export function handsOf({ page, keys, words, touching, heading }: Walker, issuer: string, email: string) {
  const who = { address: email };
  const account = () => page.goto(`${issuer}/account`);
  const section = async (name: keyof Spoken['sections']) => {
    await keys.press('link', words.sections[name]);
    await heading(words.sections[name]);
    await assertAccessible(page, name);
  };
  const enterEmail = async () => {
    await heading(words.signIn.title);
    await keys.type(words.fields.email, who.address);
    await keys.press('button', words.common.continue);
  };
  const enterPassword = async (password: string) => {
    await keys.type(words.fields.password, password);
    await keys.press('button', words.common.signIn);
  };
  const saveCodes = async () => {
    await heading(words.setUp.codesTitle);
    await assertAccessible(page, 'backup codes');
    const codes = await page.getByRole('listitem').locator('code').allTextContents();
    assert.equal(codes.length, 10);
    await keys.tick(words.setUp.saved);
    await keys.press('button', words.common.continue);
    return codes;
  };
  const usePasskey = async () => {
    await heading(words.factor.titles.passkey);
    const asked = page.getByRole('heading', { level: 1, name: words.factor.titles.passkey });
    await touching(async () => {
      await keys.press('button', words.passkeys.signIn);
      await asked.waitFor({ state: 'detached' });
    });
  };
  /** The proof that an act asks for: the password, and the passkey. */
  const confirm = async (password: string) => {
    await heading(words.acts.title);
    await assertAccessible(page, 'confirm');
    await enterPassword(password);
    await usePasskey();
  };
  const arrived = () => heading(words.sections.profile);
  const done = (purpose: keyof Spoken['done']) => page.getByText(words.done[purpose]).waitFor();
  const fillPasswords = async (password: string) => {
    await keys.type(words.fields.password, password);
    await keys.type(words.fields.repeatPassword, password);
  };
  return {
    who,
    account,
    section,
    enterEmail,
    enterPassword,
    saveCodes,
    usePasskey,
    confirm,
    arrived,
    done,
    fillPasswords,
  };
}
