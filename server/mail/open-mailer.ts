import type { Config } from '../config/config.ts';
import { parseMailUrl } from './mail-url.ts';
import type { Mailer } from './mailer.ts';
import { smtpMailer } from './smtp.ts';

/** Undefined without a mail server (development): letters wait in the outbox. Throws MailUrlError. */
export function openMailer({ mailUrl, mailFrom }: Pick<Config, 'mailUrl' | 'mailFrom'>): Mailer | undefined {
  return mailUrl === undefined ? undefined : smtpMailer(parseMailUrl(mailUrl), mailFrom);
}
