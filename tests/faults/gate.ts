import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A gate before a server: opened and shut as a test likes, with nothing lost behind it. */
export interface Gate {
  readonly port: number;
  /** Nothing listens and every connection has gone: the server is down. */
  shut(): Promise<void>;
  /** Connections are taken, and stay without an answer: the server, or the way to it, hangs. */
  silence(): void;
  open(): Promise<void>;
  stop(): Promise<void>;
}

export async function gateBefore(target: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let silent = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    keep(near);
    if (silent) return;
    const far = connect(target, '127.0.0.1');
    keep(far);
    // Not piped: in silence the bytes are taken and thrown away.
    near.on('data', (bytes) => void (silent || far.write(bytes)));
    far.on('data', (bytes) => void (silent || near.write(bytes)));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gate has no port');
  const { port } = address;
  const shut = async () => {
    drop();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  return {
    port,
    shut,
    silence: () => {
      silent = true;
    },
    open: async () => {
      // What hung stays lost: whoever waits for it has to come again.
      if (silent) drop();
      silent = false;
      if (!server.listening) await listen(port);
    },
    stop: shut,
  };
}
