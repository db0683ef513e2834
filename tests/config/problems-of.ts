import assert from 'node:assert/strict';
import { ConfigError, loadConfig } from '../../server/config/load.ts';

/** The least that production takes. */
export const PRODUCTION = {
  TACET_MODE: 'production',
  ISSUER: 'https://id.example.com',
  DATABASE_URL: 'postgres://tacet:hunter2@db/tacet',
  TACET_MAIL_URL: 'smtps://tacet:hunter2@mail:465',
};

/** Reads no file, and fails with a word that must not be repeated. */
export const noFile = (): string => {
  throw new Error('ENOENT: hunter2');
};

/** The lines with which that environment is refused; none when it is taken. */
export function problemsOf(env: Readonly<Record<string, string>>, readFile = noFile): readonly string[] {
  try {
    loadConfig(env, readFile);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.message, error.lines.join('\n'));
    return error.lines;
  }
  return [];
}
