import type { z } from 'zod';
import { type PageData, pageData } from '../../../contract/page.ts';
import { problem, type Problem } from '../../../contract/problem.ts';

const REDIRECTS_MAX = 10;
const PAGE_DATA = /<script type="application\/json" id="page-data">([\s\S]*?)<\/script>/;

/** What a visit ended at: one of our pages, or an address of somebody else that we were sent to. */
export type Arrival =
  | { readonly kind: 'page'; readonly status: number; readonly data: PageData; readonly headers: Headers }
  | { readonly kind: 'left'; readonly url: string }
  | { readonly kind: 'other'; readonly status: number; readonly text: string; readonly headers: Headers };

export type Called<Output> =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly status: number; readonly problem: Problem };

/** A browser without a window: cookies, redirects within one issuer, and the calls that our pages make. */
export interface Browser {
  readonly cookies: Map<string, string>;
  visit(url: string, init?: RequestInit): Promise<Arrival>;
  call<Input extends z.ZodType, Output extends z.ZodType>(
    path: string,
    call: { readonly input: Input; readonly output: Output },
    input: z.input<Input>,
  ): Promise<Called<z.output<Output>>>;
}

/** Opens a browser with no cookies that trusts one issuer. `always` goes with every request. */
export function openBrowser(issuer: string, always: Readonly<Record<string, string>> = {}): Browser {
  const cookies = new Map<string, string>();

  async function send(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ ...always, ...Object.fromEntries(new Headers(init.headers)) });
    if (cookies.size > 0) headers.set('Cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie);
    return response;
  }

  return {
    cookies,

    async visit(url, init) {
      let next = url;
      let options = init;
      for (let hop = 0; hop < REDIRECTS_MAX; hop += 1) {
        const response = await send(next, options);
        const location = response.headers.get('Location');
        if (location === null) return arrival(response);
        next = new URL(location, next).href;
        options = {};
        if (!next.startsWith(`${issuer}/`)) return { kind: 'left', url: next };
      }
      throw new Error('too many redirects');
    },

    async call(path, call, input) {
      const response = await send(`${issuer}${path}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Origin: new URL(issuer).origin,
          'Sec-Fetch-Site': 'same-origin',
        },
        body: JSON.stringify(input),
      });
      const body: unknown = await response.json();
      if (!response.ok) return { ok: false, status: response.status, problem: problem.parse(body) };
      const output: z.output<typeof call.output> = call.output.parse(body);
      return { ok: true, output };
    },
  };
}

async function arrival(response: Response): Promise<Arrival> {
  const { status, headers } = response;
  const text = await response.text();
  const [, json] = PAGE_DATA.exec(text) ?? [];
  if (json === undefined) return { kind: 'other', status, text, headers };
  return { kind: 'page', status, headers, data: pageData.parse(JSON.parse(json)) };
}

function keep(cookies: Map<string, string>, header: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
  if (value === '' || /;\s*max-age=0/i.test(header) || /expires=Thu, 01 Jan 1970/i.test(header))
    cookies.delete(name);
  else cookies.set(name, value);
}
