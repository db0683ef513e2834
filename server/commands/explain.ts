import { ConfigError } from '../config/load.ts';

/** An operator's mistake that a command found: its message is the whole story, no stack is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** An error in lines for a terminal. Known ones are told in a line each; an unexpected one keeps its stack. */
export function explain(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.lines;
  if (!(error instanceof Error)) return [String(error)];
  const known = [
    'CommandError',
    'StorageUnavailable',
    'EphemeraUnavailable',
    'KeyringError',
    'EmbeddedPostgresError',
  ];
  return known.includes(error.name) ? [error.message] : [error.stack ?? error.message];
}
