import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import PostalMime, { type Email as ParsedMail } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly secure: boolean;
  readonly raw: string;
  readonly mail: ParsedMail;
}

export interface SmtpRoom {
  readonly port: number;
  readonly received: Received[];
  close(): Promise<void>;
}

/** A real SMTP server on a port of this machine that keeps what it is given; closed with the test. */
export async function smtpRoom(t: TestContext, options: SMTPServerOptions = {}, port = 0): Promise<SmtpRoom> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const raw = Buffer.concat(chunks).toString();
        void PostalMime.parse(raw).then((mail) => {
          const from = mailFrom === false ? '' : mailFrom.address;
          received.push({
            from,
            to: rcptTo.map(({ address }) => address),
            secure: session.secure,
            raw,
            mail,
          });
          callback();
        });
      });
    },
    ...options,
  });
  // A client that hangs up in the middle is part of some tests.
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  t.after(close);
  const { port: bound } = server.server.address() as AddressInfo;
  return { port: bound, received, close };
}

/** What a mail server says when it refuses. */
export function smtpRefusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
