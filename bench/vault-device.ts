import { randomBytes } from 'node:crypto';
import { vaultCalls, vaultPage } from '../contract/vault.ts';

const TEXT_CHARACTERS = 400;
const IV_BYTES = 12;

interface Known {
  readonly revision: number;
  readonly text: string;
}

/** A device of somebody who keeps sealed texts in the vault: AES-256-GCM, the id of the item bound to it. */
export function vaultDevice(issuer: string, token: string, key: CryptoKey) {
  const known = new Map<string, Known>();
  let [since, forgotten] = [0, 0];
  const headers = { Authorization: `Bearer ${token}` };

  async function seal(id: string, text: string): Promise<Buffer<ArrayBuffer>> {
    const iv = Buffer.from(randomBytes(IV_BYTES));
    const algorithm = { name: 'AES-GCM', iv, additionalData: Buffer.from(id) };
    const sealed = await crypto.subtle.encrypt(algorithm, key, Buffer.from(text));
    return Buffer.concat([iv, Buffer.from(sealed)]);
  }

  async function open(id: string, body: string): Promise<string> {
    const bytes = Buffer.from(body, 'base64url');
    const algorithm = {
      ...{ name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES) },
      additionalData: Buffer.from(id),
    };
    return Buffer.from(await crypto.subtle.decrypt(algorithm, key, bytes.subarray(IV_BYTES))).toString();
  }

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(issuer + path, { ...init, headers: { ...headers, ...init.headers } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async function page(after: number, limit: number) {
    const asked = `since=${after}&forgotten=${forgotten}&limit=${limit}`;
    return vaultPage.parse(await (await send(`/vault/items?${asked}`)).json());
  }

  return {
    page,
    size: () => known.size,
    text: (id: string) => known.get(id)?.text,

    /** Texts of one length under these ids, in one batch. */
    async writeNew(ids: readonly string[]): Promise<void> {
      const operations = await Promise.all(
        ids.map(async (id) => {
          const body = (await seal(id, id.padEnd(TEXT_CHARACTERS, '.'))).toString('base64url');
          return { op: 'put', id, body, if_match: 0 };
        }),
      );
      const answer = await send('/vault/batch', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ operations }),
      });
      const { results } = vaultCalls['POST /vault/batch'].output.parse(await answer.json());
      if (results.some(({ status }) => status !== 201)) throw new Error('not everything was kept');
    },

    async edit(id: string, text: string): Promise<void> {
      const answer = await send(`/vault/items/${id}`, {
        method: 'PUT',
        headers: {
          'Content-Type': 'application/octet-stream',
          'If-Match': `"${known.get(id)?.revision ?? 0}"`,
        },
        body: await seal(id, text),
      });
      await answer.arrayBuffer();
    },

    /** Reads and opens all that changed. */
    async sync(limit: number): Promise<void> {
      for (let more = true; more;) {
        const read = await page(since, limit);
        if (read.reset === true) known.clear();
        for (const { id, revision, body } of read.items) {
          if (body === undefined) known.delete(id);
          else known.set(id, { revision, text: await open(id, body) });
        }
        ({ next: since, forgotten, more } = read);
      }
    },
  };
}
