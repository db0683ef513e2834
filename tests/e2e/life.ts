import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Secret, TOTP } from 'otpauth';
import { handsOf } from './hands.ts';
import { type openPeople, walkerAt, type Walker } from './people.ts';
import { assertAccessible } from './walk.ts';

/** What somebody does with their account, step by step; each step checks what it sees. */
export function lifeOf(
  walker: Walker,
  issuer: string,
  email: string,
  people: Awaited<ReturnType<typeof openPeople>>,
) {
  const { page, keys, words, touching, heading } = walker;
  const hands = handsOf(walker, issuer, email);
  const { who, account, section, enterEmail, enterPassword, saveCodes } = hands;
  const { usePasskey, confirm, arrived, done, fillPasswords } = hands;

  return {
    async signUp(password: string) {
      await account();
      await keys.press('button', words.common.createAccount);
      await keys.type(words.fields.email, who.address);
      await keys.press('button', words.common.continue);
      await heading(words.signUp.mailTitle);
      await page.goto(await people.link(who.address, '/sign-up'));
      await keys.type(words.fields.name, 'Ada');
      await fillPasswords(password);
      await keys.press('button', words.common.createAccount);
      await arrived();
      await assertAccessible(page, 'profile');
    },

    async addPasskey() {
      await section('security');
      await keys.press('button', words.security.addPasskey);
      await heading(words.setUp.passkeyTitle);
      await assertAccessible(page, 'set up a passkey');
      await keys.type(words.fields.name, 'Laptop');
      await touching(async () => {
        await keys.press('button', words.setUp.makePasskey);
        await heading(words.setUp.codesTitle);
      });
      const codes = await saveCodes();
      await done('add-factor');
      return codes;
    },

    async addAuthenticator(password: string) {
      await keys.press('button', words.security.setUpTotp);
      await confirm(password);
      await heading(words.setUp.totpTitle);
      await assertAccessible(page, 'set up an app');
      const secret = (await page.locator('.secret code').innerText()).replaceAll(' ', '');
      await keys.type(words.factor.code, codeOf(secret));
      await keys.press('button', words.common.continue);
      await done('add-factor');
      return secret;
    },

    async signOut() {
      await account();
      await keys.press('button', words.common.signOut);
      await heading(words.signedOut.title);
    },

    async passwordThenApp(password: string, secret: string) {
      people.server.clock.turn(60); // the code of the set-up was used
      await account();
      await enterEmail();
      await enterPassword(password);
      await heading(words.factor.titles.passkey);
      await assertAccessible(page, 'factor');
      await keys.press('button', words.factor.tryAnother);
      await keys.press('button', words.factor.ways.totp);
      await keys.type(words.factor.code, codeAt(secret, people.server.clock.nowSeconds()));
      await keys.press('button', words.common.continue);
      await arrived();
    },

    async passkeyAlone() {
      // The offer in the field finds a server that is down, so that the button is left.
      await page.route('**/passkey/start', (route) => route.fulfill({ status: 503 }), { times: 1 });
      await account();
      await heading(words.signIn.title);
      await touching(async () => {
        await keys.press('button', words.passkeys.signIn);
        await arrived();
      });
    },

    /** The browser offers it where the e-mail is typed: one touch, and nothing was typed. */
    async passkeyByAutofill() {
      await touching(async () => {
        await account();
        await arrived();
      });
    },

    async passwordThenBackupCode(password: string, code: string) {
      await account();
      await enterEmail();
      await enterPassword(password);
      await keys.press('button', words.factor.ways['backup-codes']);
      await heading(words.factor.titles['backup-codes']);
      await keys.type(words.factor.code, code.toLowerCase());
      await keys.press('button', words.common.continue);
      await arrived();
    },

    async removeAuthenticator(password: string) {
      await section('security');
      await keys.press('button', words.security.removeOf(words.security.totp));
      await keys.confirm(words.security.remove);
      await confirm(password);
      await done('remove-factor');
      await page.getByText(words.security.noTotp).waitFor();
    },

    async forget(password: string, code: string) {
      await account();
      await enterEmail();
      await keys.press('button', words.forgotPassword);
      await heading(words.forgot.title);
      await assertAccessible(page, 'forgot');
      await keys.press('button', words.common.continue);
      await page.getByText(words.forgot.sent(who.address)).waitFor();
      await page.goto(await people.link(who.address, '/reset'));
      await heading(words.reset.title);
      await assertAccessible(page, 'reset');
      await keys.press('button', words.common.continue);
      await keys.press('button', words.factor.ways['backup-codes']);
      await keys.type(words.factor.code, code);
      await keys.press('button', words.common.continue);
      await heading(words.newPassword.title);
      await page.getByText(words.newPassword.lostData).waitFor();
      await assertAccessible(page, 'new password');
      await keys.tick(words.newKeys.without);
      await fillPasswords(password);
      await keys.press('button', words.newPassword.save);
      await arrived();
    },

    async findStranger(password: string, code: string) {
      await using other = await people.browser.open({ locale: await page.evaluate('navigator.language') });
      const there = await walkerAt(other.page, words);
      const stranger = lifeOf(there, issuer, who.address, people);
      await stranger.passwordThenBackupCode(password, code);
      await account();
      await section('devices');
      await keys.press('button', words.devices.endOthers);
      await keys.confirm(words.devices.endOthers);
      await page.getByText(words.devices.endedOthers).first().waitFor();
      await other.page.goto(`${issuer}/account`);
      await there.heading(words.signIn.title);
      await section('events');
    },

    async moveTo(next: string, password: string) {
      await section('profile');
      await keys.press('button', words.profile.changeEmailName);
      await keys.type(words.profile.newEmail, next);
      await keys.press('button', words.common.continue);
      await confirm(password);
      await done('change-email');
      await page.goto(await people.link(next, '/email-change'));
      await heading(words.emailChange.title);
      await assertAccessible(page, 'e-mail change');
      await keys.type(words.fields.password, password);
      await keys.press('button', words.emailChange.confirm);
      await arrived();
      who.address = next;
      await page.getByText(next).first().waitFor();
    },

    async changePassword(password: string, next: string) {
      await section('security');
      await keys.press('button', words.security.changePassword);
      await confirm(password);
      await heading(words.newPassword.title);
      await fillPasswords(next);
      await keys.press('button', words.newPassword.save);
      await done('change-password');
    },

    async takeDataAlong(password: string) {
      await section('data');
      const coming = page.waitForEvent('download');
      await keys.press('button', words.data.export);
      await confirmIfAsked(password);
      const file = await (await coming).path();
      assert.match(await readFile(file, 'utf8'), /"name": ?"Ada"/);
      await account();
    },

    async deleteAndKeep(moved: string, password: string) {
      await section('data');
      await keys.press('button', words.data.delete);
      await keys.confirm(words.data.deleteContinue);
      await confirm(password);
      await heading(words.goodbye.title);
      await assertAccessible(page, 'goodbye');
      await account();
      who.address = moved;
      await enterEmail();
      await enterPassword(password);
      await usePasskey();
      await heading(words.held.deletingTitle);
      await assertAccessible(page, 'held');
      await keys.press('button', words.held.keep);
      await arrived();
      assert.ok(people.subjects(moved).length >= 4, people.subjects(moved).join(' | '));
    },
  };

  /** An export may follow a fresh proof at once. */
  async function confirmIfAsked(password: string): Promise<void> {
    const asked = page.getByRole('heading', { level: 1, name: words.acts.title });
    const leaving = page.getByRole('heading', { level: 1, name: words.leaving.title });
    await asked.or(leaving).first().waitFor();
    if (await asked.isVisible()) await confirm(password);
  }
}

function codeOf(secret: string): string {
  return codeAt(secret, Date.now() / 1000);
}

function codeAt(secret: string, atSeconds: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
    timestamp: atSeconds * 1000,
  });
}
