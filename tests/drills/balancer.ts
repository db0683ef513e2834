import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What a proxy in front of several instances does, at the level of connections. */
export interface Balancer extends AsyncDisposable {
  readonly port: number;
  /** From now on connections go there as well. */
  up(backend: number): void;
  /** It was killed: what breaks now is its own. */
  down(backend: number): void;
  /** Connections that broke though the instance behind them was not killed. */
  readonly broken: readonly string[];
}

export async function openBalancer(): Promise<Balancer> {
  const backends = new Set<number>();
  const broken: string[] = [];
  const sockets = new Set<Socket>();
  let turn = 0;
  let closing = false;

  /** The next that takes the connection, each once. */
  async function reach(): Promise<{ readonly socket: Socket; readonly backend: number } | undefined> {
    const tried = [...backends];
    turn += 1;
    for (let index = 0; index < tried.length; index += 1) {
      const backend = tried[(index + turn) % tried.length] ?? 0;
      const socket = connect(backend, '127.0.0.1');
      const reached = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      if (reached) return { socket, backend };
    }
    return undefined;
  }

  const server = createServer((client) => {
    sockets.add(client);
    client.pause();
    client.on('error', () => undefined);
    void reach().then((found) => {
      if (found === undefined) return client.destroy();
      const { socket, backend } = found;
      sockets.add(socket);
      socket.on('error', (error) => {
        if (backends.has(backend) && !closing) broken.push(`${backend}: ${error.message}`);
      });
      socket.on('close', () => client.destroy());
      client.on('close', () => socket.destroy());
      client.pipe(socket);
      socket.pipe(client);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    up: (backend) => void backends.add(backend),
    down: (backend) => void backends.delete(backend),
    broken,
    async [Symbol.asyncDispose]() {
      closing = true;
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
