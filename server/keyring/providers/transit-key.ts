import { z } from 'zod';
import type { Log } from '../../platform/log.ts';
import { KeysUnavailable } from '../../platform/unavailable.ts';
import { KeyringError } from '../keyring-error.ts';
import { kekIdOf } from './transit-envelope.ts';
import type { TransitAnswer, TransitRequest } from './transit-call.ts';

const KEY_TYPE = 'aes256-gcm96';
/** A key has one version for each rotation; the newest so many are listed. */
const VERSIONS_MAX = 1_000;
const ROTATIONS_MAX = 2;

/** Sends, logged in, within the time of the act; a 403 that stays is thrown as KeysUnavailable. */
export type Ask = (request: TransitRequest) => Promise<TransitAnswer>;

/** Which key, and how to ask about it. */
export interface KeyParts {
  readonly ask: Ask;
  readonly mount: string;
  readonly name: string;
  readonly log: Log;
}

/** Versions that decrypt: from the first to the latest. Below `available` they are gone for good. */
export interface TransitKey {
  readonly latest: number;
  readonly first: number;
  readonly available: number;
  readonly firstToEncrypt: number;
}

const version = z.number().int().min(0).max(999_999_999);
const keyFacts = z.object({
  data: z.object({
    type: z.string(),
    derived: z.boolean(),
    exportable: z.boolean(),
    allow_plaintext_backup: z.boolean(),
    deletion_allowed: z.boolean(),
    latest_version: version,
    min_decryption_version: version,
    min_encryption_version: version,
    min_available_version: version.default(0),
  }),
});

/** Undefined when there is none. Throws KeyringError `provider_unsafe` for a key that would not keep what we promise. */
export async function readKey({ ask, mount, name, log }: KeyParts): Promise<TransitKey | undefined> {
  const { status, body } = await ask({ method: 'GET', path: `${mount}/keys/${name}` });
  if (status === 404) return undefined;
  const parsed = keyFacts.safeParse(body);
  if (status !== 200 || !parsed.success) throw notUnderstood(status, 'about the key');
  const { data } = parsed.data;
  // Without derivation they ignore the context, and a wrap could be moved; the others let the key out.
  if (data.type !== KEY_TYPE || !data.derived || data.exportable || data.allow_plaintext_backup)
    throw new KeyringError(
      'provider_unsafe',
      `TACET_TRANSIT_KEY: ${name} must be ${KEY_TYPE} with derived=true, exportable=false and allow_plaintext_backup=false; name one that is absent and it is made so`,
    );
  if (data.deletion_allowed)
    log.warn(
      'the key at the transit server may be deleted, with everything wrapped under it: set deletion_allowed=false',
    );
  return {
    latest: data.latest_version,
    first: Math.max(1, data.min_decryption_version),
    available: Math.max(1, data.min_available_version),
    firstToEncrypt: data.min_encryption_version,
  };
}

/** Those that decrypt at this moment. */
export function versionsOf({ latest, first }: TransitKey): number[] {
  const from = Math.max(first, latest - VERSIONS_MAX + 1);
  return Array.from({ length: Math.max(0, latest - from + 1) }, (_, at) => from + at);
}

/** The first version of a key that is made, or the next of one that is there. */
export async function newVersion(parts: KeyParts): Promise<number> {
  const { ask, mount, name } = parts;
  const before = await readKey(parts);
  if (before === undefined) {
    const made = { type: KEY_TYPE, derived: true, exportable: false, allow_plaintext_backup: false };
    expectDone(await ask({ method: 'POST', path: `${mount}/keys/${name}`, body: made }), 'to make the key');
    return latestAfter(0, await readKey(parts));
  }
  // Sent once: an answer that got lost must not leave a version behind that nobody knows of.
  for (let rotation = 1; ; rotation += 1) {
    try {
      const request = { method: 'POST', path: `${mount}/keys/${name}/rotate`, body: {}, tries: 1 } as const;
      expectDone(await ask(request), 'to rotate the key');
      return latestAfter(before.latest, await readKey(parts));
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) throw error;
      const now = await readKey(parts);
      if (now !== undefined && now.latest > before.latest) return now.latest;
      if (rotation === ROTATIONS_MAX) throw error;
    }
  }
}

/**
 * Raises the floor above that version and trims it away: no backup of theirs that is made from now on holds it. They can
 * only end from the lowest up. Throws KeyringError `destroy_refused`.
 */
export async function destroyVersion(parts: KeyParts, gone: number): Promise<void> {
  const { ask, mount, name } = parts;
  const key = await readKey(parts);
  if (key === undefined || gone < key.available) return;
  const line = whyNot(name, key, gone);
  if (line !== undefined) throw new KeyringError('destroy_refused', line);
  const above = gone + 1;
  const floors = {
    min_decryption_version: Math.max(above, key.first),
    min_encryption_version: Math.max(above, key.first, key.firstToEncrypt),
  };
  expectDone(
    await ask({ method: 'POST', path: `${mount}/keys/${name}/config`, body: floors }),
    'to raise min_decryption_version',
  );
  const trimmed = { min_available_version: above };
  expectDone(
    await ask({ method: 'POST', path: `${mount}/keys/${name}/trim`, body: trimmed }),
    'to trim the key',
  );
}

/** An answer that none of our acts expects; the status is all that is told of it. */
export function notUnderstood(status: number, what: string): KeysUnavailable {
  return new KeysUnavailable(`the transit server answered ${status} ${what}`);
}

function whyNot(name: string, { available, latest }: TransitKey, gone: number): string | undefined {
  const id = kekIdOf(name, gone);
  if (gone >= latest) return `${id} is the newest version: make another first (tacet keys rotate kek)`;
  if (gone === available) return undefined;
  return `${id} cannot be destroyed before ${kekIdOf(name, available)}: versions at a transit server end from the lowest up`;
}

function latestAfter(before: number, key: TransitKey | undefined): number {
  if (key === undefined || key.latest <= before)
    throw new KeysUnavailable('the transit server made no new version of the key');
  return key.latest;
}

function expectDone({ status }: TransitAnswer, what: string): void {
  if (status !== 200 && status !== 204) throw notUnderstood(status, `when asked ${what}`);
}
