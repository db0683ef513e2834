import { sha256 } from '../../platform/digest.ts';
import { KEK_ID, type Unwrapped, type Wrapped } from './key-provider.ts';
import { lengthPrefixed, parseEnvelope } from '../envelope-text.ts';

const ALGORITHM = 'transit';
const LABEL = 'tacet transit v1';
const NONCE_AND_TAG_BYTES = 12 + 16;
/** Theirs, in the one spelling that it has: Go reads base64 with line breaks in it, and we must not. */
const CIPHERTEXT = /^vault:v([1-9]\d{0,8}):([A-Za-z0-9+/]+={0,2})$/;

type Refusal = Extract<Unwrapped, { readonly opened: false }>;

/** What their API takes of one item: the ciphertext, and the context that its key is derived from. */
export interface TransitItem {
  readonly ciphertext: string;
  readonly context: string;
  readonly kekId: string;
  readonly version: number;
}

/** `transit-<key name>-v<version>`: one key-encryption key of ours is one version of theirs. */
export function kekIdOf(keyName: string, version: number): string {
  return `transit-${keyName}-v${version}`;
}

/** Undefined for what is no version of that key. */
export function versionOf(keyName: string, kekId: string): number | undefined {
  const prefix = `transit-${keyName}-v`;
  const digits = KEK_ID.test(kekId) && kekId.startsWith(prefix) ? kekId.slice(prefix.length) : '';
  return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : undefined;
}

/** `v1.<kek id>.transit.<base64url of their ciphertext>`; undefined when that is none of the version it should be. */
export function writeEnvelope(kekId: string, version: number, ciphertext: string): string | undefined {
  if (versionInside(ciphertext) !== version) return undefined;
  return `v1.${kekId}.${ALGORITHM}.${Buffer.from(ciphertext).toString('base64url')}`;
}

/** What to send for a wrapped item, or why it is not sent. */
export function readEnvelope(keyName: string, { wrapped, context }: Wrapped): TransitItem | Refusal {
  const parts = parseEnvelope(wrapped);
  if (parts === undefined) return { opened: false, reason: 'malformed' };
  const { keyId: kekId, algorithm, payload } = parts;
  const version = versionOf(keyName, kekId);
  if (version === undefined) return { opened: false, reason: 'unknown_kek', kekId };
  const bytes = Buffer.from(payload, 'base64url');
  const ciphertext = bytes.toString('latin1');
  const sound = algorithm === ALGORITHM && bytes.toString('base64url') === payload;
  // The id in front is what we go by, the one inside what they do: an envelope whose two disagree was changed.
  if (!sound || versionInside(ciphertext) !== version) return { opened: false, reason: 'malformed', kekId };
  return { ciphertext, context: contextFor(context), kekId, version };
}

/**
 * What their key is derived from (HKDF): 32 bytes that stand for table, column, row and owner, so that a wrap which is
 * moved does not open (KMS-N09), and rewrapping keeps it so without showing us the plaintext.
 */
export function contextFor(context: readonly string[]): string {
  return sha256(lengthPrefixed([LABEL, ...context])).toString('base64');
}

function versionInside(ciphertext: string): number | undefined {
  const [, version, base64] = CIPHERTEXT.exec(ciphertext) ?? [];
  if (version === undefined || base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64 || bytes.length < NONCE_AND_TAG_BYTES) return undefined;
  return Number(version);
}
