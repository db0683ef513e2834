import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** A wire tap: passes everything on, and keeps every byte in both directions. */
export interface Tap {
  readonly port: number;
  to(port: number): void;
  bytes(): Buffer;
  stop(): Promise<void>;
}

export async function openTap(): Promise<Tap> {
  const kept: Buffer[] = [];
  const open = new Set<{ destroy(): unknown }>();
  let target = 0;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, onto] of [[near, far] as const, [far, near] as const]) {
      open.add(from);
      from.on('data', (chunk: Buffer) => {
        kept.push(chunk);
        onto.write(chunk);
      });
      from.on('error', () => from.destroy());
      from.on('close', () => onto.end());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the tap has no port');
  return {
    port: address.port,
    to: (port) => {
      target = port;
    },
    bytes: () => Buffer.concat(kept),
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
