import { logoutCalls } from '../../contract/logout.ts';
import { type Arrival, openBrowser } from '../../server/commands/demo/browser.ts';
import { decide, follow, interactionOf, signIn } from '../../server/commands/demo/person.ts';
import { PASSWORD } from '../harness/server.ts';

export const EMAIL = 'ada@example.org';
const HOPS_MAX = 20;

/** Somebody at a browser without a window: goes where they are sent, signs in and allows what they are asked. */
export interface Visitor {
  /**
   * Goes there and on, until a page of an app is reached or an address nobody listens at (a callback that the caller
   * reads itself); `stopAt` says where such addresses begin.
   */
  go(url: string, options?: { readonly stopAt?: string; readonly form?: URLSearchParams }): Promise<Stop>;
  /** True when the server would ask for a password now. */
  isSignedOut(authorizeUrl: string): Promise<boolean>;
}

export interface Stop {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

export function openVisitor(issuer: string): Visitor {
  const browser = openBrowser(issuer);
  const jars = new Map<string, Map<string, string>>();

  /** One page of an app, with the cookies of that app. */
  async function atApp(url: string, form: URLSearchParams | undefined): Promise<Response> {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { Cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  async function throughPages(begun: Arrival): Promise<Arrival> {
    let arrival = begun;
    while (arrival.kind === 'page' && arrival.data.view === 'interaction') {
      const { id, step: first } = interactionOf(arrival);
      let step = first;
      while (step.kind !== 'finish') {
        const next =
          step.kind === 'consent'
            ? await decide(browser, id, 'allow')
            : await signIn(browser, id, { email: EMAIL, password: PASSWORD });
        if (next === undefined) throw new Error('the password does not open the account');
        step = next;
      }
      arrival = await follow(browser, step);
    }
    return arrival;
  }

  async function atIssuer(url: string): Promise<{ next: string } | Stop> {
    const arrival = await throughPages(await browser.visit(url));
    if (arrival.kind === 'left') return { next: arrival.url };
    if (arrival.kind === 'page' && arrival.data.view === 'sign-out') {
      const confirmed = await browser.call('/logout/confirm', logoutCalls['/logout/confirm'], {
        ticket: arrival.data.ticket,
      });
      if (!confirmed.ok) throw new Error('signing out was refused');
      return { next: new URL(confirmed.output.url, issuer).href };
    }
    return { url, status: arrival.status, text: arrival.kind === 'page' ? arrival.data.view : arrival.text };
  }

  return {
    async go(url, { stopAt, form } = {}) {
      let next = url;
      let body = form;
      for (let hop = 0; hop < HOPS_MAX; hop += 1) {
        if (stopAt !== undefined && next.startsWith(stopAt)) return { url: next, status: 0, text: '' };
        if (next.startsWith(`${issuer}/`)) {
          const gone = await atIssuer(next);
          if (!('next' in gone)) return gone;
          ({ next } = gone);
        } else {
          const response = await atApp(next, body);
          const location = response.headers.get('Location');
          if (location === null) return { url: next, status: response.status, text: await response.text() };
          next = new URL(location, next).href;
        }
        body = undefined;
      }
      throw new Error('sent around in circles');
    },
    async isSignedOut(authorizeUrl) {
      const arrival = await browser.visit(authorizeUrl);
      return (
        arrival.kind === 'page' &&
        arrival.data.view === 'interaction' &&
        interactionOf(arrival).step.kind === 'sign-in'
      );
    },
  };
}
