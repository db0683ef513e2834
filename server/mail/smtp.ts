import { createTransport } from 'nodemailer';
import { parseEmail } from '../accounts/email.ts';
import type { Letter } from './letter.ts';
import type { MailServer } from './mail-url.ts';
import type { Delivery, Mailer } from './mailer.ts';

const CONNECT_MILLISECONDS = 10_000;
const SILENCE_MILLISECONDS = 20_000;
/** For the whole of one letter, however slowly its server drips. */
const LETTER_MILLISECONDS = 45_000;

/** Sends by SMTP, one connection a letter. `from` is an address or `Name <address>`, checked by the configuration. */
export function smtpMailer(server: MailServer, from: string): Mailer {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'required',
    ignoreTLS: server.tls === 'off',
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: server.verifyCertificate },
    ...(server.login === undefined ? {} : { auth: server.login }),
    connectionTimeout: CONNECT_MILLISECONDS,
    greetingTimeout: CONNECT_MILLISECONDS,
    dnsTimeout: CONNECT_MILLISECONDS,
    socketTimeout: SILENCE_MILLISECONDS,
    // A letter is text of ours: the library must not be talked into reading a file or fetching a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.replace(/>$/, '').split('@').at(-1) ?? 'localhost';

  return {
    async send(letter, id) {
      // Only the canonical form of an address: no second addressee after a comma, no header after a line break.
      if (parseEmail(letter.to) !== letter.to) return { outcome: 'refused', errorCode: 'not an address' };
      return within(
        LETTER_MILLISECONDS,
        transport.sendMail({ ...messageOf(letter), from, messageId: `<${id}@${domain}>` }),
      );
    },
  };
}

function messageOf({ to, subject, text, html }: Letter) {
  return {
    // An object is taken as it is; a text would be parsed as a list of addresses.
    to: { name: '', address: to },
    subject: subject.replace(/\p{Cc}+/gu, ' '),
    text,
    html,
    textEncoding: 'quoted-printable' as const,
    headers: {
      // RFC 3834 §5: no answering machine should answer.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  };
}

async function within(milliseconds: number, sent: Promise<unknown>): Promise<Delivery> {
  const outcome = sent.then((): Delivery => ({ outcome: 'delivered' }), deliveryOf);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Delivery>((resolve) => {
    timer = setTimeout(() => resolve({ outcome: 'postponed', errorCode: 'ETIMEDOUT' }), milliseconds);
  });
  return Promise.race([outcome, late]).finally(() => clearTimeout(timer));
}

/**
 * Only a 5xx to the addressee or to the letter itself is for good (RFC 5321 §4.2.1). A 5xx to our login or our sender
 * is about our configuration: somebody will repair that, and the letter waits.
 */
function deliveryOf(error: unknown): Delivery {
  const { code = 'failed', command = '', responseCode = 0 } = isSmtpError(error) ? error : {};
  const aboutLetter = (code === 'EENVELOPE' && command === 'RCPT TO') || code === 'EMESSAGE';
  return {
    outcome: responseCode >= 500 && responseCode < 600 && aboutLetter ? 'refused' : 'postponed',
    errorCode: responseCode > 0 ? `${code} ${responseCode}` : code,
  };
}

interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

function isSmtpError(error: unknown): error is SmtpError {
  return error instanceof Error;
}
