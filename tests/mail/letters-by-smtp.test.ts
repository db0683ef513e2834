import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { locales } from '../../contract/page.ts';
import { openMailer } from '../../server/mail/open-mailer.ts';
import { secret } from '../../server/platform/secret.ts';
import { letterOffice, sampleLetters, to } from './sample-letters.ts';
import { smtpRoom } from './smtp-room.ts';

const lines = (text: string | undefined) => (text ?? '').replaceAll('\r\n', '\n').trimEnd();

describe('every letter on its way through a mail server', () => {
  for (const locale of locales) {
    it(`DOD-C55 arrives as it was written, in ${locale}`, async (t) => {
      const room = await smtpRoom(t);
      const mailer = openMailer({
        mailUrl: secret(`smtp://127.0.0.1:${room.port}`),
        mailFrom: 'no-reply@id.example.com',
      });
      assert.ok(mailer !== undefined);
      const samples = sampleLetters(await letterOffice(t), locale);
      for (const { name, letter } of samples) {
        assert.deepEqual(await mailer.send(letter, name), { outcome: 'delivered' }, name);
        const got = room.received.at(-1) ?? assert.fail(name);
        assert.deepEqual(got.to, [to]);
        assert.equal(got.mail.subject, letter.subject);
        assert.equal(lines(got.mail.text), lines(letter.text), name);
        assert.equal(lines(got.mail.html), lines(letter.html), name);
        assert.match(got.mail.html ?? '', locale === 'ar' ? /<html lang="ar" dir="rtl">/ : / dir="ltr">/);

        const types = got.raw.match(/^Content-Type: text\/.*$/gim) ?? [];
        assert.deepEqual(
          types.map((type) => type.toLowerCase()),
          ['content-type: text/plain; charset=utf-8', 'content-type: text/html; charset=utf-8'],
          name,
        );
        // RFC 5322 §2.1.1 and §2.2: what goes over the wire is ASCII, in lines of at most 998 characters.
        assert.ok(
          /^\p{ASCII}*$/u.test(got.raw) && got.raw.split('\r\n').every((line) => line.length <= 998),
          name,
        );
      }
      assert.equal(room.received.length, samples.length);
    });
  }
});
