import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between a server and its database and counts what is asked, without understanding it. */
export interface CountingProxy {
  /** The given URL, through the proxy. */
  readonly url: string;
  /** How many requests went through since the last call. */
  taken(): number;
  stop(): Promise<void>;
}

/** Counts the requests in one chunk of what a client sends; state of a connection lives in the closure. */
type Counter = () => (chunk: Buffer) => number;

/** PostgreSQL: every statement of ours ends in a Sync message. The first message of a connection has no type. */
export const postgresStatements: Counter = () => {
  let rest = Buffer.alloc(0);
  let greeted = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    let count = 0;
    for (;;) {
      const head = greeted ? 1 : 0;
      if (rest.length < head + 4) return count;
      const size = head + rest.readUInt32BE(head);
      if (rest.length < size) return count;
      if (greeted && rest[0] === 'S'.charCodeAt(0)) count += 1;
      greeted = true;
      rest = rest.subarray(size);
    }
  };
};

/** Redis: every command is an array of bulk strings; a script is one. */
export const redisCommands: Counter = () => (chunk) =>
  chunk.toString('latin1').match(/\*\d+\r\n\$/g)?.length ?? 0;

export async function countingProxy(target: string, counter: Counter): Promise<CountingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const counted = counter();
    near.on('data', (chunk: Buffer) => {
      count += counted(chunk);
      far.write(chunk);
    });
    far.pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => [near, far].forEach((end) => end.destroy()));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(target);
  url.host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

  return {
    url: url.href,
    taken() {
      const taken = count;
      count = 0;
      return taken;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
