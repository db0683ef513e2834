import { once } from 'node:events';
import type { Server } from 'node:http';

const CLOSE_LIMIT_MILLISECONDS = 10_000;

/** Requests under way are answered; idle connections are closed at once, the rest after a limit. */
export async function closeServer(server: Server): Promise<void> {
  const done = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), CLOSE_LIMIT_MILLISECONDS);
  await done;
  clearTimeout(limit);
}
