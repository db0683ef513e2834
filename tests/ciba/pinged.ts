import { once } from 'node:events';
import { createServer } from 'node:http';

export interface Ping {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly contentType: string;
  readonly body: string;
}

/** Where a client is told that something was decided. */
export interface NotificationEndpoint extends AsyncDisposable {
  readonly uri: string;
  readonly pings: readonly Ping[];
  /** What it answers from now on. */
  answer(status: number, headers?: Readonly<Record<string, string>>, body?: string): void;
  /** Resolves when so many have come. */
  until(count: number): Promise<void>;
}

export async function notificationEndpoint(): Promise<NotificationEndpoint> {
  const pings: Ping[] = [];
  const watchers = new Set<() => void>();
  let reply: { status: number; headers: Readonly<Record<string, string>>; body: string } = {
    ...{ status: 204, headers: {}, body: '' },
  };
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const { authorization = '', 'content-type': contentType = '' } = request.headers;
      pings.push({ method: request.method ?? '', path: request.url ?? '', authorization, contentType, body });
      response.writeHead(reply.status, reply.headers).end(reply.body);
      for (const watcher of watchers) watcher();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    uri: `http://127.0.0.1:${port}/ping`,
    pings,
    answer: (status, headers = {}, body = '') => void (reply = { status, headers, body }),
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (pings.length < count) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
