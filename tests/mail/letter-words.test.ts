import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { duration, inTwo, isolate, masked, moment, nameOf } from '../../server/mail/messages/format.ts';
import { signUpLetter } from '../../server/mail/messages/sign-up.ts';
import { letterOffice, occasion, to } from './sample-letters.ts';

describe('what letters are made of', () => {
  const durations = [
    [7 * 86_400, 'en', '7 days'],
    [2 * 86_400, 'en', '2 days'],
    [2 * 86_400 - 1, 'en', '47 hours'],
    [86_400, 'en', '24 hours'],
    [9_000, 'en', '2 hours'],
    [7_199, 'en', '119 minutes'],
    [900, 'nl', '15 minuten'],
    [7 * 86_400, 'de', '7 Tage'],
    [7 * 86_400, 'fr', '7\u00a0jours'],
    [7 * 86_400, 'es', '7 días'],
    [900, 'ar', '15 دقيقة'],
  ] as const;
  for (const [seconds, locale, words] of durations) {
    it(`calls ${seconds} seconds ${words}`, () => assert.equal(duration(seconds, locale), words));
  }

  const moments = [
    ['en', '3 March 2026 at 14:05 UTC'],
    ['nl', '3 maart 2026 om 14:05 UTC'],
    ['de', '3. März 2026 um 14:05 UTC'],
    ['fr', '3 mars 2026 à 14:05 UTC'],
    ['es', '3 de marzo de 2026 a las 14:05 UTC'],
    ['ar', '3 مارس 2026 في 14:05 UTC'],
  ] as const;
  for (const [locale, words] of moments) {
    it(`says when in ${locale}, and in which zone`, () =>
      assert.equal(moment(occasion.atSeconds, locale), words));
  }

  it('shows of an address its first character and its domain', () => {
    assert.equal(masked('anna@example.org'), '\u2068a…@example.org\u2069');
    assert.equal(masked('"a@b"@example.org'), '\u2068"…@example.org\u2069');
  });

  it('groups codes of any length in two', () => {
    assert.deepEqual(['123456', '12345678', '1234567'].map(inTwo), ['123 456', '1234 5678', '1234 567']);
  });

  it('UI-08 keeps a name in its line, its direction and its length', () => {
    assert.equal(isolate('Phone\r\n\r\nClick\u2028here\u202egro'), '\u2068Phone Click here gro\u2069');
    assert.equal(nameOf('😀'.repeat(65)), `\u2068${'😀'.repeat(64)}…\u2069`);
  });

  it('UI-08 escapes the name of a passkey, and lets it begin no paragraph', async (t) => {
    const { account, open } = await letterOffice(t);
    const name = '<img src=x>\n\nYour account is closed. \u202eCall us.';
    const { text, html } = open(account.factorAdded({ to, locale: 'en', occasion, factor: 'passkey', name }));
    assert.ok(text.includes('\nName: \u2068<img src=x> Your account is closed. Call us.\u2069\n'));
    assert.ok(html.includes('&lt;img src=x&gt; Your') && !html.includes('<img'));
  });

  it('escapes what goes into HTML', () => {
    const odd = 'https://id.example.com/sign-up#"><script>alert(1)</script>&';
    const { html } = signUpLetter({ to, locale: 'en', link: odd, validSeconds: 86_400 });
    assert.ok(!html.includes('<script'));
    assert.ok(html.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;'));
  });

  it('says so when browser or network are unknown', async (t) => {
    const { account, open } = await letterOffice(t);
    const unknown = { ...occasion, device: '', addressPrefix: '' };
    const { text } = open(account.newDevice({ to, locale: 'en', occasion: unknown }));
    assert.ok(text.includes('Browser: unknown\nNetwork: unknown\n'));
  });
});
