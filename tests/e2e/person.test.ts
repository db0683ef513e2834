import { describe, it } from 'node:test';
import { lifeOf } from './life.ts';
import { openPeople, spoken, walkerAt } from './people.ts';

const PASSWORD = 'seven quiet herons at dusk';
const SECOND = 'eight loud magpies at dawn';
const THIRD = 'nine slow pelicans at noon';

/**
 * A whole life of an account, without a mouse and in both languages: made, secured, lost, found again, moved, and
 * deleted and kept (P1, P2, P6–P8, P13, P14).
 */
describe('a person’s account, by keyboard alone', () => {
  for (const [locale, words] of Object.entries(spoken)) {
    it(`is made, secured, lost and found again: ${locale}`, async (t) => {
      await using people = await openPeople(t);
      await using tab = await people.browser.open({ locale, acceptDownloads: true });
      const walker = await walkerAt(tab.page, words);
      const email = `ada@${locale}.example.org`;
      const life = lifeOf(walker, people.server.issuer, email, people);

      await life.signUp(PASSWORD);
      const codes = await life.addPasskey();
      const secret = await life.addAuthenticator(PASSWORD);
      await life.signOut();
      await life.passwordThenApp(PASSWORD, secret);
      await life.signOut();
      await life.passkeyAlone();
      await life.signOut();
      await life.passkeyByAutofill();
      await life.signOut();
      await life.passwordThenBackupCode(PASSWORD, codes[0] ?? '');
      await life.removeAuthenticator(PASSWORD);
      await life.signOut();
      await life.forget(SECOND, codes[1] ?? '');
      await life.findStranger(SECOND, codes[2] ?? '');
      const moved = `ada.new@${locale}.example.org`;
      await life.moveTo(moved, SECOND);
      await life.changePassword(SECOND, THIRD);
      await life.takeDataAlong(THIRD);
      await life.deleteAndKeep(moved, THIRD);
      tab.assertQuiet();
    });
  }
});
