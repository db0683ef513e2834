import { once } from 'node:events';
import { createServer } from 'node:http';

/** The web site of a relying party, for browsers. */
export interface PartyPages extends AsyncDisposable {
  readonly origin: string;
  /** Addresses that were asked for, in their order, with their query. */
  readonly visited: readonly URL[];
}

/** Serves these bodies, by path; anything else is empty, and a path that maps to nothing is never answered. */
export async function partyPages(
  bodies: Readonly<Record<string, string | undefined>>,
  host: 'localhost' | '127.0.0.1' = '127.0.0.1',
): Promise<PartyPages> {
  const visited: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin());
    if (url.pathname === '/favicon.ico') return void response.writeHead(404).end();
    visited.push(url);
    if (url.pathname in bodies && bodies[url.pathname] === undefined) return;
    const body = bodies[url.pathname] ?? '<!doctype html><title>App</title><p>Welcome</p>';
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = () => {
    const address = server.address();
    return `http://${host}:${typeof address === 'object' && address ? address.port : 0}`;
  };
  return {
    origin: origin(),
    visited,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
