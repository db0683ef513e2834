import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

/** A request to the byte: what fetch would correct, this leaves as it is. */
export interface WireRequest {
  readonly method?: string;
  /** The request target as it goes over the wire. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly milliseconds: number;
}

export interface Wire {
  send(sent: WireRequest): Promise<WireAnswer>;
  /** POSTs a form. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Record<string, string>,
  ): Promise<WireAnswer>;
  /** POSTs JSON as a page of ours does. */
  call(path: string, input: object, headers?: Record<string, string>): Promise<WireAnswer>;
  get(path: string, headers?: Record<string, string>): Promise<WireAnswer>;
  close(): void;
}

const GIVEN_UP_MILLISECONDS = 10_000;

/** Connections to one instance, kept open. `origin` is what a page of that server would call itself. */
export function openWire(port: number, origin: string): Wire {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const send = (sent: WireRequest) => sendOver(agent, port, sent);
  return {
    send,
    post: (path, fields, headers = {}) =>
      send({
        method: 'POST',
        path,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    call: (path, input, headers = {}) =>
      send({
        method: 'POST',
        path,
        headers: {
          'Content-Type': 'application/json',
          Origin: origin,
          'Sec-Fetch-Site': 'same-origin',
          ...headers,
        },
        body: JSON.stringify(input),
      }),
    get: (path, headers = {}) => send({ path, headers }),
    close: () => agent.destroy(),
  };
}

function sendOver(
  agent: Agent,
  port: number,
  { method = 'GET', path, headers = {}, body }: WireRequest,
): Promise<WireAnswer> {
  const startedAt = performance.now();
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString('utf8'),
            milliseconds: performance.now() - startedAt,
          }),
        );
      },
    );
    sent.setTimeout(GIVEN_UP_MILLISECONDS, () =>
      sent.destroy(new Error(`no answer: ${method} ${path.slice(0, 80)}`)),
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
