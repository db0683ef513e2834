import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** An answer as it goes over the wire. */
export interface Told {
  readonly status: number;
  readonly body?: unknown;
}

interface Key {
  readonly secrets: Map<number, Buffer>;
  readonly derived: boolean;
  readonly exportable: boolean;
  readonly allowPlaintextBackup: boolean;
  latest: number;
  minDecryption: number;
  minEncryption: number;
  minAvailable: number;
}

const item = z.object({
  plaintext: z.string().default(''),
  ciphertext: z.string().default(''),
  context: z.string().default(''),
  key_version: z.number().default(0),
});
const batch = z.object({ batch_input: z.array(item).min(1) });
const made = z.object({
  type: z.literal('aes256-gcm96'),
  derived: z.boolean(),
  exportable: z.boolean(),
  allow_plaintext_backup: z.boolean(),
});
const floors = z.object({ min_decryption_version: z.number(), min_encryption_version: z.number() });
const trimmed = z.object({ min_available_version: z.number() });

const error = (status: number, text: string): Told => ({ status, body: { errors: [text] } });
const refusal = (text: string) => ({ error: text });

/** The keys of a Transit engine: versions, floors, derivation and AES-256-GCM as the real one does them. */
export function doubleKeys(): (method: string, path: readonly string[], body: unknown) => Told {
  const keys = new Map<string, Key>();

  return (method, [operation = '', name = '', more = ''], body) => {
    const key = keys.get(name);
    if (operation === 'keys' && more === '') {
      if (method === 'GET')
        return key === undefined ? { status: 404, body: { errors: [] } } : told(name, key);
      const asked = made.parse(body);
      const fresh: Key = key ?? {
        secrets: new Map([[1, randomBytes(32)]]),
        derived: asked.derived,
        exportable: asked.exportable,
        allowPlaintextBackup: asked.allow_plaintext_backup,
        ...{ latest: 1, minDecryption: 1, minEncryption: 0, minAvailable: 0 },
      };
      keys.set(name, fresh);
      return told(name, fresh);
    }
    if (key === undefined) return error(400, 'encryption key not found');
    if (operation === 'keys') return changed(name, key, more, body);
    const { batch_input: items } = batch.parse(body);
    if (operation === 'encrypt') {
      const results = items.map((one) => encrypted(key, one));
      return { status: results.some((one) => 'error' in one) ? 400 : 200, body: asBatch(results) };
    }
    const opened = items.map((one) => decrypted(key, one));
    if (operation === 'decrypt') {
      const results = opened.map((one) => ({ plaintext: '', ...one }));
      return { status: results.some((one) => 'error' in one) ? 400 : 200, body: asBatch(results) };
    }
    const results = opened.map((one, at) =>
      'error' in one ? one : encrypted(key, { ...item.parse(items[at]), ...one }),
    );
    return { status: 200, body: asBatch(results) };
  };
}

function changed(name: string, key: Key, what: string, body: unknown): Told {
  if (what === 'rotate') {
    key.latest += 1;
    key.secrets.set(key.latest, randomBytes(32));
    return told(name, key);
  }
  if (what === 'config') {
    const { min_decryption_version: decryption, min_encryption_version: encryption } = floors.parse(body);
    if (decryption > key.latest || encryption > key.latest) return error(400, 'latest key version is lower');
    key.minDecryption = decryption;
    key.minEncryption = encryption;
    return told(name, key);
  }
  const { min_available_version: available } = trimmed.parse(body);
  if (available > key.minDecryption || available > key.minEncryption || available < key.minAvailable)
    return error(400, 'minimum available version cannot be set so');
  key.minAvailable = available;
  for (const version of key.secrets.keys()) if (version < available) key.secrets.delete(version);
  return told(name, key);
}

function told(name: string, key: Key): Told {
  const data = {
    name,
    type: 'aes256-gcm96',
    derived: key.derived,
    exportable: key.exportable,
    allow_plaintext_backup: key.allowPlaintextBackup,
    deletion_allowed: false,
    latest_version: key.latest,
    min_decryption_version: key.minDecryption,
    min_encryption_version: key.minEncryption,
    min_available_version: key.minAvailable,
    kdf: 'hkdf_sha256',
  };
  return { status: 200, body: { data } };
}

function encrypted(key: Key, { plaintext, context, key_version: asked }: z.output<typeof item>) {
  const version = asked === 0 ? key.latest : asked;
  if (version > key.latest) return refusal('requested version is higher than the latest key version');
  if (version < key.minEncryption) return refusal('requested version is less than the minimum');
  const secret = derived(key, version, context);
  if (secret === undefined) return refusal('no such key version');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  const parts = [nonce, cipher.update(Buffer.from(plaintext, 'base64')), cipher.final(), cipher.getAuthTag()];
  return {
    ciphertext: `vault:v${version}:${Buffer.concat(parts).toString('base64')}`,
    key_version: version,
  };
}

function decrypted(key: Key, { ciphertext, context }: z.output<typeof item>) {
  const [, digits = '', base64 = ''] = /^vault:v(\d+):(.+)$/s.exec(ciphertext) ?? [];
  const version = Number(digits);
  if (digits === '') return refusal('invalid ciphertext: no prefix');
  if (version > key.latest) return refusal('invalid ciphertext: version is too new');
  if (version < key.minDecryption) return refusal('version is disallowed by policy (too old)');
  const secret = derived(key, version, context);
  const bytes = Buffer.from(base64, 'base64');
  if (secret === undefined || bytes.length < 28) return refusal('invalid ciphertext');
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  const opened = decipher.update(bytes.subarray(12, -16));
  try {
    decipher.final();
  } catch {
    return refusal('cipher: message authentication failed');
  }
  return { plaintext: opened.toString('base64') };
}

function derived(key: Key, version: number, context: string): Buffer | undefined {
  const secret = key.secrets.get(version);
  if (secret === undefined || !key.derived) return secret;
  if (context === '') return undefined;
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), Buffer.from(context, 'base64'), 32));
}

function asBatch(results: readonly object[]) {
  return { data: { batch_results: results } };
}
