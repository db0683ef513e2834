import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import type { Letter } from '../../server/mail/letter.ts';
import type { MailServer } from '../../server/mail/mail-url.ts';
import { openMailer } from '../../server/mail/open-mailer.ts';
import { smtpMailer } from '../../server/mail/smtp.ts';
import { secret } from '../../server/platform/secret.ts';
import { smtpRefusal, smtpRoom, type SmtpRoom } from './smtp-room.ts';

const letter: Letter = {
  to: 'anna@example.org',
  subject: 'Bevestig je e‑mailadres – één keer',
  text: 'Hallo,\n\nhttps://id.example.com/sign-up#ti_secret\n\n.\n.leading dot\n',
  html: '<p>Hallo é</p>',
};
const FROM = 'Example sign-in <no-reply@id.example.com>';

function mailerTo(port: number) {
  const mailer = openMailer({ mailUrl: secret(`smtp://127.0.0.1:${port}`), mailFrom: FROM });
  assert.ok(mailer !== undefined);
  return mailer;
}

const server = (port: number, more: Partial<MailServer> = {}): MailServer => ({
  host: '127.0.0.1',
  port,
  tls: 'offered',
  verifyCertificate: false,
  login: undefined,
  ...more,
});

async function refusing(
  t: TestContext,
  where: 'onMailFrom' | 'onRcptTo' | 'onData',
  status: number,
): Promise<SmtpRoom> {
  return smtpRoom(t, {
    [where]: (first: { resume?: () => void }, _session: unknown, callback: (error: Error) => void) => {
      first.resume?.();
      callback(smtpRefusal(status, 'anna@example.org is not welcome here'));
    },
  });
}

describe('the mailer', () => {
  it('delivers text and HTML, whatever characters they hold', async (t) => {
    const room = await smtpRoom(t);
    assert.deepEqual(await mailerTo(room.port).send(letter, 'letter-1'), { outcome: 'delivered' });
    const [got, ...more] = room.received;
    assert.ok(got !== undefined && more.length === 0);
    assert.equal(got.from, 'no-reply@id.example.com');
    assert.deepEqual(got.to, ['anna@example.org']);
    assert.equal(got.mail.subject, letter.subject);
    assert.equal(got.mail.text?.replaceAll('\r\n', '\n').trimEnd(), letter.text.trimEnd());
    assert.equal(got.mail.html?.trimEnd(), letter.html);
    assert.equal(got.mail.from?.name, 'Example sign-in');
    assert.equal(got.mail.messageId, '<letter-1@id.example.com>');
    assert.equal(got.mail.headers.find(({ key }) => key === 'auto-submitted')?.value, 'auto-generated');
  });

  const evilAddresses = [
    'anna@example.org, evil@example.com',
    'anna@example.org\r\nBcc: evil@example.com',
    'anna@example.org\nBcc: evil@example.com',
    'Anna <anna@example.org>',
    'anna@example.org>\r\nRCPT TO:<evil@example.com',
    'evil@example.com;anna@example.org',
    'group:evil@example.com,anna@example.org;',
    '"evil@example.com\\ "@example.org',
    '',
  ];
  for (const to of evilAddresses) {
    it(`refuses ${JSON.stringify(to)} before anybody is called`, async (t) => {
      const room = await smtpRoom(t);
      const delivery = await mailerTo(room.port).send({ ...letter, to }, 'letter-1');
      assert.equal(delivery.outcome, 'refused');
      assert.equal(room.received.length, 0);
    });
  }

  it('lets no line break of a subject or a body make a header', async (t) => {
    const room = await smtpRoom(t);
    const subject = 'Hello\r\nBcc: evil@example.com\n\nbody';
    await mailerTo(room.port).send(
      { ...letter, subject, text: '\r\n.\r\nMAIL FROM:<x@example.com>' },
      'letter-1',
    );
    const [got, ...more] = room.received;
    assert.ok(got !== undefined && more.length === 0);
    assert.deepEqual(got.to, ['anna@example.org']);
    assert.ok(!got.mail.headers.some(({ key }) => key === 'bcc'));
    assert.match(got.mail.subject ?? '', /^Hello Bcc: evil@example.com body$/);
  });

  it('does not give a password to a server that offers no TLS, unless it is on this machine', async (t) => {
    const room = await smtpRoom(t);
    const far = smtpMailer(
      server(room.port, { tls: 'required', login: { user: 'tacet', pass: 'hunter2' } }),
      FROM,
    );
    const delivery = await far.send(letter, 'letter-1');
    assert.equal(delivery.outcome, 'postponed');
    assert.equal(room.received.length, 0);
  });

  it('uses TLS when a server on this machine offers it, and verifies the name of any other', async (t) => {
    const room = await smtpRoom(t, { disabledCommands: [] });
    assert.deepEqual(await smtpMailer(server(room.port), FROM).send(letter, 'a'), { outcome: 'delivered' });
    assert.equal(room.received[0]?.secure, true);
    const strict = smtpMailer(server(room.port, { tls: 'required', verifyCertificate: true }), FROM);
    assert.equal((await strict.send(letter, 'b')).outcome, 'postponed');
    assert.equal(room.received.length, 1);
  });

  const refusals = [
    ['onRcptTo', 550, 'refused'],
    ['onRcptTo', 450, 'postponed'],
    ['onData', 554, 'refused'],
    ['onData', 451, 'postponed'],
    ['onMailFrom', 550, 'postponed'],
    ['onMailFrom', 451, 'postponed'],
  ] as const;
  for (const [where, status, outcome] of refusals) {
    it(`takes ${status} at ${where} as ${outcome}, and does not repeat what was said`, async (t) => {
      const room = await refusing(t, where, status);
      const delivery = await mailerTo(room.port).send(letter, 'letter-1');
      assert.equal(delivery.outcome, outcome);
      assert.ok(!JSON.stringify(delivery).includes('anna'));
    });
  }

  it('postpones after a refused login: the letter is not to blame', async (t) => {
    const room = await smtpRoom(t, {
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(smtpRefusal(535, 'no')),
    });
    const mailer = smtpMailer(server(room.port, { login: { user: 'tacet', pass: 'wrong' } }), FROM);
    const delivery = await mailer.send(letter, 'letter-1');
    assert.deepEqual(delivery, { outcome: 'postponed', errorCode: 'EAUTH 535' });
  });

  it('postpones when nobody listens, and when somebody hangs up', async (t) => {
    const rude = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    t.after(() => rude.close());
    const { port } = rude.address() as AddressInfo;
    assert.equal((await mailerTo(port).send(letter, 'letter-1')).outcome, 'postponed');
    const room = await smtpRoom(t);
    await room.close();
    assert.equal((await mailerTo(room.port).send(letter, 'letter-1')).outcome, 'postponed');
  });
});
