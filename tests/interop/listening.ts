import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** An app of a test on a free loopback port. */
export async function listening(
  make: (origin: string) => Promise<RequestListener> | RequestListener,
): Promise<{ readonly origin: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => void handler(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const handler = await make(origin);
  return {
    origin,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
