import { z } from 'zod';
import { KeysUnavailable } from '../../platform/unavailable.ts';
import { KeyringError } from '../keyring-error.ts';
import { ITEMS_MAX, type Plain, type Rewrapped, type Unwrapped, type Wrapped } from './key-provider.ts';
import { contextFor, readEnvelope, type TransitItem, versionOf, writeEnvelope } from './transit-envelope.ts';
import { type KeyParts, notUnderstood, readKey, type TransitKey } from './transit-key.ts';

const batch = z.object({
  data: z.object({
    batch_results: z
      .array(
        z.object({
          ciphertext: z.string().optional(),
          plaintext: z.string().optional(),
          error: z.string().optional(),
        }),
      )
      .max(ITEMS_MAX),
  }),
});
type BatchResult = z.output<typeof batch>['data']['batch_results'][number];
type Refusal = Extract<Unwrapped, { readonly opened: false }>;

/** Under that version. Throws KeyringError `kek_missing`, KeysUnavailable. */
export async function wrapAll(key: KeyParts, kekId: string, items: readonly Plain[]): Promise<string[]> {
  const version = versionFor(key, kekId);
  const input = items.map(({ plaintext, context }) => ({
    plaintext: Buffer.from(plaintext).toString('base64'),
    context: contextFor(context),
    key_version: version,
  }));
  const results = await inBatch(key, 'encrypt', input);
  const written = results?.map(({ ciphertext = '' }) => writeEnvelope(kekId, version, ciphertext)) ?? [];
  const whole = written.filter((text) => text !== undefined);
  if (whole.length === items.length) return whole;
  if (!isPresent(await readKey(key), version)) throw missingKek(kekId);
  throw new KeysUnavailable(`the transit server does not wrap under ${kekId}`);
}

/** Each under the version it names; the failure of one is no failure of the others. Throws KeysUnavailable. */
export async function unwrapAll(key: KeyParts, items: readonly Wrapped[]): Promise<Unwrapped[]> {
  const known = items.map((item) => readEnvelope(key.name, item));
  const input = known.filter(isItem).map(({ ciphertext, context }) => ({ ciphertext, context }));
  const results = input.length === 0 ? [] : await inBatch(key, 'decrypt', input);
  const opened = results?.map(({ plaintext, error }): Unwrapped | undefined =>
    isSaid(error) || plaintext === undefined
      ? undefined
      : { opened: true, plaintext: Buffer.from(plaintext, 'base64') },
  );
  const present = opened?.includes(undefined) === false ? undefined : await readKey(key);
  return inPlace(known, opened, present);
}

/** From version to version inside their machine: no plaintext comes here. Throws KeyringError `kek_missing`. */
export async function rewrapAll(
  key: KeyParts,
  kekId: string,
  items: readonly Wrapped[],
): Promise<Rewrapped[]> {
  const version = versionFor(key, kekId);
  const known = items.map((item) => readEnvelope(key.name, item));
  const input = known
    .filter(isItem)
    .map(({ ciphertext, context }) => ({ ciphertext, context, key_version: version }));
  const results = input.length === 0 ? [] : await inBatch(key, 'rewrap', input);
  const rewrapped = results?.map(({ ciphertext = '', error }): Rewrapped | undefined => {
    const wrapped = isSaid(error) ? undefined : writeEnvelope(kekId, version, ciphertext);
    return wrapped === undefined ? undefined : { opened: true, wrapped };
  });
  const failed = rewrapped?.includes(undefined) !== false;
  const present = failed ? await readKey(key) : undefined;
  if (failed && !isPresent(present, version)) throw missingKek(kekId);
  return inPlace(known, rewrapped, present);
}

/** What a wrap or rewrap under a key that is not there is answered with. */
export function missingKek(kekId: string): KeyringError {
  return new KeyringError(
    'kek_missing',
    `${kekId} is not at the transit server: check TACET_TRANSIT_KEY and TACET_TRANSIT_MOUNT`,
  );
}

/** Undefined when they refuse the batch as a whole. Some errors of items come with 400, some with 200: both are answers. */
async function inBatch(
  { ask, mount, name }: KeyParts,
  operation: 'encrypt' | 'decrypt' | 'rewrap',
  input: readonly object[],
): Promise<readonly BatchResult[] | undefined> {
  const path = `${mount}/${operation}/${name}`;
  const { status, body } = await ask({ method: 'POST', path, body: { batch_input: input } });
  const parsed = batch.safeParse(body);
  if (parsed.success && parsed.data.data.batch_results.length === input.length)
    return parsed.data.data.batch_results;
  if (status === 400 || status === 404) return undefined;
  throw notUnderstood(status, `when asked to ${operation}`);
}

/** What was never sent keeps its place among the answers. */
function inPlace<Result>(
  known: readonly (TransitItem | Refusal)[],
  answers: readonly (Result | undefined)[] | undefined,
  present: TransitKey | undefined,
): (Result | Refusal)[] {
  let at = 0;
  return known.map((item) => {
    if (!isItem(item)) return item;
    const answer = answers?.[at];
    at += 1;
    return answer ?? whyClosed(item, present, answers !== undefined);
  });
}

/** From the state of the key, never from the words of their error. */
function whyClosed({ kekId, version }: TransitItem, key: TransitKey | undefined, judged: boolean): Refusal {
  if (!isPresent(key, version)) return { opened: false, reason: 'unknown_kek', kekId };
  if (judged) return { opened: false, reason: 'refused', kekId };
  throw new KeysUnavailable('the transit server refuses the whole list, and has the key');
}

function isItem(item: TransitItem | Refusal): item is TransitItem {
  return 'version' in item;
}

function isPresent(key: TransitKey | undefined, version: number): boolean {
  return key !== undefined && version >= key.first && version <= key.latest;
}

function isSaid(error: string | undefined): boolean {
  return error !== undefined && error !== '';
}

function versionFor({ name }: KeyParts, kekId: string): number {
  const version = versionOf(name, kekId);
  if (version === undefined) throw missingKek(kekId);
  return version;
}
