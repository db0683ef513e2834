import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createApp } from '../../server/app.ts';
import type { AppParts } from '../../server/app-parts.ts';

/** What a call or a visit came to. */
export interface Answer {
  readonly status: number;
  /** JSON: the answer to a call, the data of a page; `{}` for anything else. */
  readonly told: string;
  /** Where a visit was sent outside of this server. */
  readonly left: string | undefined;
}

export interface LightBrowser {
  readonly cookies: Map<string, string>;
  /** POSTs JSON as a page of ours does. */
  call(path: string, input: object): Promise<Answer>;
  /** GET, with every redirect within this server. */
  visit(path: string): Promise<Answer>;
}

const HOPS_MAX = 8;
const PAGE_DATA = /<script type="application\/json" id="page-data">([\s\S]*?)<\/script>/;

/**
 * Browsers of a server without a wire between: the whole of the app answers, from its frame to the database. What is left
 * out is the socket, Node's HTTP parser, and the time limits of a connection.
 */
export function lightBrowsers(parts: AppParts): () => LightBrowser {
  const handle = createApp(parts).callback();
  const { issuer } = parts.config;
  const socket = new Socket();
  const own = { origin: new URL(issuer).origin, 'sec-fetch-site': 'same-origin' };

  async function send(cookies: Map<string, string>, path: string, body?: string): Promise<LightResponse> {
    const request = new IncomingMessage(socket);
    request.method = body === undefined ? 'GET' : 'POST';
    request.url = path;
    const headers: Readonly<Record<string, string>> = {
      host: new URL(issuer).host,
      ...(cookies.size > 0 && { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
      ...(body !== undefined && {
        ...own,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      }),
    };
    request.headers = headers;
    request.headersDistinct = Object.fromEntries(Object.entries(headers).map(([name, one]) => [name, [one]]));
    if (body !== undefined) request.push(body);
    request.push(null);
    const response = new LightResponse(request);
    await Promise.all([handle(request, response), response.ended]);
    for (const line of [response.getHeader('set-cookie') ?? []].flat()) keep(cookies, String(line));
    return response;
  }

  return () => {
    const cookies = new Map<string, string>();
    return {
      cookies,
      async call(path, input) {
        const { statusCode: status, text } = await send(cookies, path, JSON.stringify(input));
        return { status, told: text, left: undefined };
      },
      async visit(path) {
        let next = path;
        for (let hop = 0; hop < HOPS_MAX; hop += 1) {
          const response = await send(cookies, next);
          const { statusCode: status, text } = response;
          const location = response.getHeader('location');
          if (location === undefined) return { status, told: dataIn(text), left: undefined };
          const { href, pathname, search } = new URL(String(location), `${issuer}${next}`);
          if (!href.startsWith(`${issuer}/`)) return { status, told: '{}', left: href };
          next = pathname + search;
        }
        throw new Error(`too many redirects from ${path}`);
      },
    };
  };
}

class LightResponse extends ServerResponse {
  text = '';
  readonly #end = Promise.withResolvers<void>();
  readonly ended = this.#end.promise;

  override end(chunk?: unknown): this {
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) this.text += chunk.toString();
    this.#end.resolve();
    return this;
  }
}

function dataIn(text: string): string {
  return PAGE_DATA.exec(text)?.[1] ?? '{}';
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}
