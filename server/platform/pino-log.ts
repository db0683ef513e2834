import { pino } from 'pino';
import { describeError, scrub } from './describe-error.ts';
import type { Log, LogFields } from './log.ts';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** The fields that may be printed. The compiler sees to it that the list is whole, and tests that it is closed. */
const FIELDS = {
  requestId: true,
  method: true,
  route: true,
  status: true,
  milliseconds: true,
  clientId: true,
  accountId: true,
  keyId: true,
  errorCode: true,
  error: true,
  count: true,
  kind: true,
  port: true,
  worker: true,
} as const satisfies Readonly<Record<keyof LogFields, true>>;

/**
 * Opens the log: a JSON object a line, on standard output unless told otherwise. Fields that are not named above are
 * dropped, whatever the types said; texts are cut, and what looks like a secret of ours is masked.
 */
export function createLog(level: Level, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  const at = (name: 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: LogFields) => {
    // What nobody reads is not made either: masking costs more than printing.
    if (logger.isLevelEnabled(name)) logger[name](printable(fields), scrub(message));
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function printable(fields: LogFields = {}): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(FIELDS, name)) continue;
    if (name === 'error') shown.error = describeError(value);
    else if (typeof value === 'number') shown[name] = value;
    else if (typeof value === 'string') shown[name] = scrub(value);
  }
  return shown;
}
