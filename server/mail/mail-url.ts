import { isIP } from 'node:net';
import type { Secret } from '../platform/secret.ts';

/** How to reach the mail server. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `implicit` from the first byte (smtps), `required` by STARTTLS, `offered` when the server has it, or `off`. */
  readonly tls: 'implicit' | 'required' | 'offered' | 'off';
  /** False on this machine only, where nobody stands between and no authority signs for the name. */
  readonly verifyCertificate: boolean;
  readonly login: { readonly user: string; readonly pass: string } | undefined;
}

/** One line for the operator; it never quotes the URL, which carries a password. */
export class MailUrlError extends Error {
  override readonly name = 'MailUrlError';
}

const PORTS = { implicit: 465, starttls: 587 } as const;

/**
 * Reads smtp:// and smtps:// URLs. Over smtp:// to another machine STARTTLS is required: without it anyone between
 * could read the tickets. `?tls=off` waives that for a mail catcher in a private network, and never with a password.
 * Throws MailUrlError.
 */
export function parseMailUrl(mailUrl: Secret): MailServer {
  const url = URL.parse(mailUrl.reveal());
  if (url === null || url.hostname === '' || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) {
    throw new MailUrlError('TACET_MAIL_URL must be smtp://host:port or smtps://host:port');
  }
  const options = [...url.searchParams].map(([name, value]) => `${name}=${value}`);
  if (options.some((option) => option !== 'tls=off') || (url.pathname !== '' && url.pathname !== '/')) {
    throw new MailUrlError('TACET_MAIL_URL may end in ?tls=off and in nothing else');
  }
  const secure = url.protocol === 'smtps:';
  const off = options.length > 0;
  const login =
    url.username === ''
      ? undefined
      : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  if (off && (secure || login !== undefined)) {
    throw new MailUrlError(
      'TACET_MAIL_URL: ?tls=off would send the password in clear; remove one of the two',
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const local = isLoopback(host);
  return {
    host,
    port: url.port === '' ? (secure ? PORTS.implicit : PORTS.starttls) : Number(url.port),
    tls: secure ? 'implicit' : off ? 'off' : local ? 'offered' : 'required',
    verifyCertificate: !local,
    login,
  };
}

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
