import { once } from 'node:events';
import { createServer } from 'node:http';
import type { JWTPayload, ProtectedHeaderParameters } from 'jose';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { TestContext } from 'node:test';

/** What came to the back channel of a client. */
export interface Told {
  readonly method: string;
  readonly contentType: string;
  readonly fields: URLSearchParams;
  readonly token: string;
  readonly header: ProtectedHeaderParameters;
  readonly claims: JWTPayload;
}

export interface Party {
  /** Where it wants to be told. */
  readonly uri: string;
  readonly told: readonly Told[];
  /** What it answers from now on; nothing at all for 0. */
  answer(status: number, headers?: Record<string, string>): void;
  /** Resolves when it was told so often. */
  untilTold(count: number): Promise<void>;
  /** Takes it out of service, or puts it back at the same address. */
  down(): Promise<void>;
  up(): Promise<void>;
}

const PATIENCE_MILLISECONDS = 10_000;

/** A relying party of a few lines: keeps what it is told. */
export async function relyingParty(t: Pick<TestContext, 'after'>): Promise<Party> {
  const told: Told[] = [];
  const watchers = new Set<() => void>();
  let reply: { readonly status: number; readonly headers: Record<string, string> } = {
    status: 200,
    headers: {},
  };
  const server = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const fields = new URLSearchParams(text);
      const token = fields.get('logout_token') ?? '';
      if (reply.status !== 0) response.writeHead(reply.status, reply.headers).end();
      const contentType = request.headers['content-type'] ?? '';
      const sealed = token.split('.').length > 3;
      const opened = { header: decodeProtectedHeader(token), claims: sealed ? {} : decodeJwt(token) };
      told.push({ method: request.method ?? '', contentType, fields, token, ...opened });
      for (const watcher of watchers) watcher();
    })();
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const down = async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  const port = await listen(0);
  t.after(down);

  return {
    uri: `http://127.0.0.1:${port}/back-channel`,
    told,
    answer: (status, headers = {}) => void (reply = { status, headers }),
    untilTold: (count) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`told ${told.length} times`)), PATIENCE_MILLISECONDS);
        const look = () => {
          if (told.length < count) return;
          clearTimeout(late);
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    down,
    up: async () => void (await listen(port)),
  };
}
