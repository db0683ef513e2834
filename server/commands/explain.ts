import { ConfigError } from '../config/load.ts';
import { PagesNotBuilt } from '../http/assets.ts';
import { TlsUnusable } from '../http/listen.ts';
import { MetricsPortUnusable } from '../http/scrape-server.ts';
import { KeyringError } from '../keyring/keyring-error.ts';
import { MailUrlError } from '../mail/mail-url.ts';
import { EphemeraUnavailable } from '../platform/ephemera.ts';
import { KeysUnavailable, StorageUnavailable } from '../platform/unavailable.ts';
import { OAuthError } from '../protocol/error.ts';
import { BackupError } from '../storage/backup/backup-error.ts';
import { DatabaseUnusable } from '../storage/database-unusable.ts';

/** An operator's mistake that a command found: its message is the whole story, no stack is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Errors whose message was written for an operator. */
const PLAIN = [
  BackupError,
  CommandError,
  KeyringError,
  MailUrlError,
  MetricsPortUnusable,
  PagesNotBuilt,
  DatabaseUnusable,
  TlsUnusable,
] as const;

const UNAVAILABLE = [
  [StorageUnavailable, 'check DATABASE_URL, and that PostgreSQL runs'],
  [KeysUnavailable, 'check TACET_TRANSIT_URL, and that the server there runs and is unsealed'],
  [EphemeraUnavailable, 'check REDIS_URL, and that Redis runs'],
] as const;

/** An error in lines for a terminal. Known ones are told in a line each; an unexpected one keeps its stack. */
export function explain(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.lines;
  if (!(error instanceof Error)) return [String(error)];
  if (PLAIN.some((known) => error instanceof known)) return [error.message];
  if (error instanceof OAuthError) return [`${error.code}: ${error.message}`];
  const unavailable = UNAVAILABLE.find(([kind]) => error instanceof kind);
  if (unavailable !== undefined) return [`${error.message}${why(error, unavailable[1])}`];
  return [ofTheSystem(error) ?? error.stack ?? error.message];
}

/** The code of what lies beneath, such as ` (ECONNREFUSED)`: never its words, which may quote a URL. */
function why({ cause }: Error, advice: string): string {
  if (!(cause instanceof Error)) return '';
  const code = 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
  return `${code}: ${advice}`;
}

/** What the operating system refused: files that are not there or not ours, a port that is taken. */
function ofTheSystem(error: Error): string | undefined {
  if (!('syscall' in error && 'code' in error && typeof error.code === 'string')) return undefined;
  const { code, syscall } = error;
  if (syscall === 'listen' || syscall === 'bind') {
    const port = 'port' in error ? ` ${String(error.port)}` : '';
    if (code === 'EADDRINUSE')
      return `Port${port} is taken: stop what listens there, or set PORT to another one.`;
    return `Port${port} cannot be listened on (${code}): set HOST and PORT to what this user may use.`;
  }
  return 'path' in error ? `${String(error.path)} cannot be used (${code}).` : undefined;
}
