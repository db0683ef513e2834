import { Agent, request } from 'node:http';

export interface Shot {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

export type Send = (shot: Shot) => Promise<Answer>;

/** One keep-alive client for one server; at most `connections` sockets. */
export function sender(origin: string, connections: number): { readonly send: Send; close(): void } {
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send: Send = ({ method, path, headers = {}, body }) =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        { agent, hostname, port, method, path, headers: withLength(headers, body) },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { send, close: () => agent.destroy() };
}

function withLength(
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Record<string, string> {
  return body === undefined
    ? { ...headers }
    : { ...headers, 'Content-Length': String(Buffer.byteLength(body)) };
}

export interface Measured {
  readonly requests: number;
  readonly errors: number;
  readonly seconds: number;
  /** Milliseconds, ascending. */
  readonly latencies: readonly number[];
}

/** Runs `unit` on `workers` lanes at once, `rounds` times each; a unit that returns false or throws is an error. */
export async function drive(
  workers: number,
  rounds: number,
  unit: (lane: number, round: number) => Promise<boolean>,
): Promise<Measured> {
  const latencies: number[] = [];
  let errors = 0;
  const started = performance.now();
  const lane = async (index: number) => {
    for (let round = 0; round < rounds; round += 1) {
      const before = performance.now();
      const ok = await unit(index, round).catch(() => false);
      latencies.push(performance.now() - before);
      if (!ok) errors += 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, index) => lane(index)));
  const seconds = (performance.now() - started) / 1000;
  return { requests: workers * rounds, errors, seconds, latencies: latencies.sort((a, b) => a - b) };
}

export function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;
}
